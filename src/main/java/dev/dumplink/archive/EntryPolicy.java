package dev.dumplink.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which entries of {@code pg_dump --schema-only} come into the archive, and in which form. By an allow-list: a type that
 * nobody knows refuses the dump.
 *
 * <p>Comments are kept, because developers read them; the leak scan searches them like everything else. Not kept is the
 * database's own, in which it may be marked as production. Names of owners and tablespaces are blanked: objects then belong
 * to whoever restores. The database gets the name it is configured under, its own being nobody's business, and its entry,
 * which only {@code pg_restore --create} reads, stays a bare CREATE and DROP DATABASE, since both refuse to share a message
 * with anything else.
 */
public final class EntryPolicy {
    private static final String DATABASE_COMMENT = "may hold the mark that this is production";
    private static final String ODD_DATABASE = "is not written as pg_dump writes it";

    private final DatabaseName database;
    private final List<TocEntry> kept = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<TocEntry> unknown = new ArrayList<>();
    private final Map<Integer, TocEntry> gone = new HashMap<>();

    private EntryPolicy(DatabaseName database) {
        this.database = database;
    }

    /**
     * Goes through a schema's entries.
     *
     * @param schema without rows; entries that hold rows are unknown here
     * @param database the name it is to have
     */
    public static Selection select(Toc schema, DatabaseName database) {
        EntryPolicy policy = new EntryPolicy(database);
        schema.entries().forEach(policy::take);
        return policy.unknown.isEmpty()
                ? new Selection.Kept(policy.withoutOrphans(), policy.leftOut)
                : new Selection.Refused(policy.unknown);
    }

    private void take(TocEntry entry) {
        Optional<String> why = EntryTypes.leavesOut(entry.type());
        if (why.isPresent()) {
            leaveOut(entry, why.get());
        } else if (!EntryTypes.keeps(entry.type())) {
            unknown.add(entry);
        } else if (entry.is("COMMENT") && entry.tag().startsWith("DATABASE ")) {
            leaveOut(entry, DATABASE_COMMENT);
        } else if (entry.is("DATABASE")) {
            DatabaseEntry.renamed(entry, database).ifPresentOrElse(kept::add, () -> leaveOut(entry, ODD_DATABASE));
        } else {
            kept.add(entry.homeless());
        }
    }

    private void leaveOut(TocEntry entry, String why) {
        gone.put(entry.id(), entry);
        leftOut.add(LeftOut.of(entry, why));
    }

    /** What needs something that is left out could not be made; nor what needs that, and so on. */
    private List<TocEntry> withoutOrphans() {
        List<TocEntry> now = kept;
        List<TocEntry> before;
        do {
            before = now;
            now = before.stream().filter(entry -> !orphaned(entry)).toList();
        } while (now.size() < before.size());
        return now;
    }

    private boolean orphaned(TocEntry entry) {
        Optional<TocEntry> missing = entry.dependencies().stream()
                .map(gone::get)
                .flatMap(Stream::ofNullable)
                .findFirst();
        missing.ifPresent(needed -> leaveOut(entry, "needs " + needed.label()));
        return missing.isPresent();
    }
}
