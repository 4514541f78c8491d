package dev.dumplink.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entry that {@code pg_restore --create} makes the database with. */
final class DatabaseEntry {
    private static final Pattern CREATE =
            Pattern.compile("CREATE DATABASE (?:\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)( WITH [^;]*;\n)");
    private static final Pattern TABLESPACE = Pattern.compile(" TABLESPACE = (?:\"(?:[^\"]|\"\")+\"|[^ ;\"]+)");

    private DatabaseEntry() {}

    /** The same for a database of that name; empty if the entry is not what pg_dump writes. */
    static Optional<TocEntry> renamed(TocEntry entry, DatabaseName name) {
        Matcher create = CREATE.matcher(entry.definition().orElse(""));
        if (!create.matches()) {
            return Optional.empty();
        }
        // its form may hold '-', which needs the quotes
        String quoted = SqlName.quoted(name.value());
        String options = TABLESPACE.matcher(create.group(1)).replaceAll("");
        return Optional.of(entry.homeless()
                .renamed(name.value(), "CREATE DATABASE " + quoted + options, "DROP DATABASE " + quoted + ";\n"));
    }
}
