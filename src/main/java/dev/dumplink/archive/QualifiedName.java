package dev.dumplink.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's schema and name, without quotes. */
public record QualifiedName(String schema, String name) {
    private static final String PART = "(?:\"((?:[^\"]|\"\")+)\"|([^\".\\s(]+))";
    private static final Pattern FORM = Pattern.compile(PART + "\\." + PART);
    private static final Pattern COPY = Pattern.compile("COPY (" + PART + "\\." + PART + ") .*", Pattern.DOTALL);

    /** Reads a name as SQL and manifests have it, in quotes where it needs them; empty if it is none with a schema. */
    public static Optional<QualifiedName> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() ? Optional.of(new QualifiedName(part(parts, 1), part(parts, 3))) : Optional.empty();
    }

    private static String part(Matcher parts, int group) {
        return parts.group(group) == null
                ? parts.group(group + 1)
                : parts.group(group).replace("\"\"", "\"");
    }

    /** Where the rows of an entry go: the table itself, or the root of its partitions if they find theirs anew. */
    public static QualifiedName target(TocEntry rows) {
        Matcher copy = COPY.matcher(rows.copy().orElse(""));
        return Optional.of(copy)
                .filter(Matcher::matches)
                .flatMap(found -> parse(found.group(1)))
                .orElseGet(() -> of(rows));
    }

    /** What an entry is called. */
    public static QualifiedName of(TocEntry entry) {
        return new QualifiedName(entry.schema().orElse(""), entry.tag());
    }
}
