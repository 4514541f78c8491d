package dev.dumplink.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of an archive, whoever made it, may be loaded into a database. Entries that reach beyond the database, or that
 * {@link EntryPolicy} keeps out of every dump of ours, stay away, and so does what needs them. An archive is forbidden as a
 * whole if it has entries of types that nobody knows, or statements that pg_dump does not write into entries of their type:
 * then somebody wrote it by hand.
 *
 * @param entries to load, in their order
 * @param leftOut the others, and why they are not loaded
 * @param forbidden entries because of which nothing may be loaded
 */
public record LoadList(List<TocEntry> entries, List<LeftOut> leftOut, List<LeftOut> forbidden) {
    private static final Set<String> DATA = Set.of("TABLE DATA", "SEQUENCE SET", "MATERIALIZED VIEW DATA");
    // only pg_restore --create runs them
    private static final Set<String> NEVER_RUN = Set.of("DATABASE", "DATABASE PROPERTIES");
    private static final Set<String> ELSEWHERE = Set.of(
            "DATABASE",
            "ROLE",
            "USER",
            "GROUP",
            "SYSTEM",
            "TABLESPACE",
            "SUBSCRIPTION",
            "PUBLICATION",
            "SERVER",
            "EVENT",
            "FOREIGN",
            "LARGE");
    private static final Map<String, Pattern> SPECIAL = Map.of(
            "ENCODING", Pattern.compile("SET client_encoding = '(UTF8|SQL_ASCII)';\n"),
            "STDSTRINGS", Pattern.compile("SET standard_conforming_strings = 'on';\n"),
            "SEARCHPATH", Pattern.compile("SELECT pg_catalog\\.set_config\\('search_path', '', false\\);\n"),
            "SEQUENCE SET",
                    Pattern.compile(
                            "SELECT pg_catalog\\.setval\\(E?'([^'\\\\]|''|\\\\\\\\)*+', -?\\d+, (true|false)\\);\n"));
    private static final Pattern NAMES = Pattern.compile(
            "(\"([^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)(\\s*[.,]\\s*(\"([^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*))*+");
    private static final Pattern COPY = Pattern.compile("COPY " + NAMES + " (\\(" + NAMES + "\\))? ?FROM stdin;\n");

    public LoadList {
        entries = List.copyOf(entries);
        leftOut = List.copyOf(leftOut);
        forbidden = List.copyOf(forbidden);
    }

    /** Goes through an archive's table of contents. */
    public static LoadList of(Toc archive) {
        return new Sorting(Guard.refusedBy(archive)).sort(archive.entries());
    }

    /** What {@code pg_restore -L} is to be given: a line for each entry; empty if it may load them all. */
    public Optional<String> list() {
        return leftOut.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.stream().map(entry -> entry.id() + ";\n").collect(Collectors.joining()));
    }

    private static final class Sorting {
        private final Optional<Guard> guard;
        private final List<TocEntry> kept = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final List<LeftOut> forbidden = new ArrayList<>();
        private final Map<Integer, TocEntry> gone = new HashMap<>();

        Sorting(OptionalLong guarded) {
            this.guard = guarded.stream().mapToObj(Guard::of).findFirst();
        }

        LoadList sort(List<TocEntry> entries) {
            entries.forEach(this::take);
            int before;
            do {
                before = kept.size();
                kept.removeIf(this::orphaned);
            } while (kept.size() < before);
            return new LoadList(kept, leftOut, forbidden);
        }

        private void take(TocEntry entry) {
            Optional<String> why = EntryTypes.leavesOut(entry.type());
            if (why.isPresent()) {
                leaveOut(entry, why.get());
            } else if (!EntryTypes.keeps(entry.type()) && !DATA.contains(entry.type())) {
                forbidden.add(LeftOut.of(entry, "is of a type that nobody knows"));
            } else if (entry.is("COMMENT") && entry.tag().startsWith("DATABASE ")) {
                leaveOut(entry, "is about another database than the one it is loaded into");
            } else {
                if (!NEVER_RUN.contains(entry.type())) {
                    trouble(entry).ifPresent(what -> forbidden.add(LeftOut.of(entry, what)));
                }
                kept.add(entry);
            }
        }

        private void leaveOut(TocEntry entry, String why) {
            gone.put(entry.id(), entry);
            leftOut.add(LeftOut.of(entry, why));
        }

        private boolean orphaned(TocEntry entry) {
            Optional<TocEntry> missing = entry.dependencies().stream()
                    .map(gone::get)
                    .flatMap(Stream::ofNullable)
                    .findFirst();
            missing.ifPresent(needed -> leaveOut(entry, "needs " + needed.label()));
            return missing.isPresent();
        }

        private Optional<String> trouble(TocEntry entry) {
            String sql = bare(entry);
            Pattern special = SPECIAL.get(entry.type());
            if (special != null) {
                return special.matcher(sql).matches()
                        ? Optional.empty()
                        : Optional.of("is not what pg_dump writes there");
            }
            if (entry.hasData() && !COPY.matcher(entry.copy().orElse("")).matches()) {
                return Optional.of("has rows that are no COPY text, but statements of their own");
            }
            return stranger(sql)
                    .map(what -> "holds the statement " + what + ", which pg_dump writes into no such entry");
        }

        /** Without the guard, where it is ours, word for word, and where we put it. */
        private String bare(TocEntry entry) {
            String sql = entry.definition().orElse("");
            if (guard.isEmpty()) {
                return sql;
            }
            if (entry.is("SEARCHPATH")) {
                return withoutEnd(sql, guard.get().sql());
            }
            String second = guard.get().second();
            return entry.hasData()
                    ? withoutEnd(sql, second)
                    : sql.startsWith(second) ? sql.substring(second.length()) : sql;
        }

        private static String withoutEnd(String sql, String end) {
            return sql.endsWith(end) ? sql.substring(0, sql.length() - end.length()) : sql;
        }

        private static Optional<String> stranger(String sql) {
            try {
                return SqlStatements.beginnings(sql).stream()
                        .filter(statement -> !isPgDumps(statement))
                        .map(statement -> String.join(" ", statement.subList(0, Math.min(2, statement.size()))))
                        .findFirst();
            } catch (IllegalArgumentException e) {
                return Optional.of("without an end");
            }
        }

        private static boolean isPgDumps(List<String> statement) {
            String second = word(statement, 1).equals("OR") ? word(statement, 3) : word(statement, 1);
            return switch (word(statement, 0)) {
                case "CREATE", "ALTER" ->
                    !ELSEWHERE.contains(second)
                            && !(second.equals("DEFAULT") && word(statement, 2).equals("PRIVILEGES"));
                case "COMMENT" -> !ELSEWHERE.contains(word(statement, 2));
                case "REFRESH" -> true;
                default -> false;
            };
        }

        private static String word(List<String> statement, int index) {
            return index < statement.size() ? statement.get(index) : "";
        }
    }
}
