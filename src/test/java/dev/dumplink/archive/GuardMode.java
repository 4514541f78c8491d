package dev.dumplink.archive;

import java.util.List;
import java.util.stream.Stream;

/**
 * One way of calling pg_restore or psql.
 *
 * @param start what the database holds before, where the archive is not refused
 * @param options of pg_restore, also where it only writes the script; words that begin with {@code @} are looked up
 */
record GuardMode(Start start, Way way, List<String> options) {
    /** What the database to be filled holds. */
    enum Start {
        EMPTY,
        TABLES("--section=pre-data"),
        ROWS("--section=pre-data", "--section=data"),
        SCHEMA("--schema-only"),
        WHOLE,
        /** What the source has become since. */
        MOVED;

        private final List<String> options;

        Start(String... options) {
            this.options = List.of(options);
        }

        /** How to restore it. */
        List<String> options() {
            return options;
        }
    }

    /** How the archive gets into the database. */
    enum Way {
        /** {@code pg_restore ARCHIVE} */
        FILE,
        /** {@code pg_restore < ARCHIVE} */
        STDIN,
        /** {@code psql -f SCRIPT}, which goes on after errors */
        SCRIPT,
        /** {@code psql -v ON_ERROR_STOP=1 -f SCRIPT} */
        STOP,
        /** {@code psql -1 -f SCRIPT} */
        ONE,
        /** {@code psql -1 -v ON_ERROR_STOP=1 -f SCRIPT} */
        ONE_STOP,
        /** {@code psql < SCRIPT} */
        PIPED,
        /** {@code psql -c "$(cat SCRIPT)"}: all of it as one query */
        QUERY,
        /** a person at a terminal, who types {@code \i SCRIPT} */
        INCLUDED,
        /** a person at a terminal, who pastes the script; psql connects again when it loses the connection */
        PASTED
    }

    /** What differs from another line only in what cannot matter to the guard begins with ~. */
    private static final String ALL =
            """
            EMPTY   FILE
            WHOLE   FILE
            MOVED   FILE
            EMPTY   FILE      -v
            EMPTY   FILE      -e
            EMPTY   FILE      -1
            EMPTY   FILE      -j2
            ~ EMPTY   FILE      -j8 -e
            EMPTY   FILE      -O -x
            ~ EMPTY   FILE      -O -x -j4 --no-comments --no-tablespaces
            ~ EMPTY   FILE      --no-data-for-failed-tables
            WHOLE   FILE      --no-data-for-failed-tables
            EMPTY   FILE      --use-set-session-authorization
            ~ EMPTY   FILE      --enable-row-security
            ~ EMPTY   FILE      --no-publications --no-subscriptions --no-security-labels
            ~ EMPTY   FILE      --role=postgres
            ~ EMPTY   FILE      --disable-triggers
            MOVED   FILE      --clean
            MOVED   FILE      --clean --if-exists
            ~ WHOLE   FILE      --clean -e
            WHOLE   FILE      --clean -1
            ~ MOVED   FILE      --clean --if-exists -1
            MOVED   FILE      --clean -j2
            MOVED   FILE      --clean --if-exists -j8
            ~ MOVED   FILE      --clean -O -x --no-comments
            ~ MOVED   FILE      --clean --use-set-session-authorization
            MOVED   FILE      --clean --if-exists --no-data-for-failed-tables --disable-triggers
            EMPTY   FILE      -C
            ~ EMPTY   FILE      -C -e
            EMPTY   FILE      -C -j4
            ~ MOVED   FILE      -C
            MOVED   FILE      -C --clean
            ~ MOVED   FILE      -C --clean --if-exists -e
            MOVED   FILE      -C --clean -j4
            ~ EMPTY   FILE      -C --schema-only
            MOVED   FILE      -C --clean --section=pre-data
            TABLES  FILE      --data-only
            WHOLE   FILE      --data-only
            ~ TABLES  FILE      --data-only -e
            TABLES  FILE      --data-only -1
            TABLES  FILE      --data-only -j2
            SCHEMA  FILE      --data-only --disable-triggers
            SCHEMA  FILE      --data-only --disable-triggers -j8
            ~ SCHEMA  FILE      --data-only --disable-triggers -1
            ~ TABLES  FILE      --data-only --enable-row-security
            TABLES  FILE      --data-only -t log
            SCHEMA  FILE      --data-only -t log --disable-triggers
            ~ TABLES  FILE      --data-only -t customer -t ordered -t settings
            TABLES  FILE      --data-only -t loose
            ~ TABLES  FILE      --data-only -n intern
            TABLES  FILE      --data-only -N public -j2
            TABLES  FILE      --data-only -L @rows
            ~ SCHEMA  FILE      --data-only -L @rows --disable-triggers -j2
            TABLES  FILE      --data-only -L @sequences
            EMPTY   FILE      --schema-only
            MOVED   FILE      --schema-only --clean
            ~ MOVED   FILE      --schema-only --clean --if-exists -j2
            ~ EMPTY   FILE      --schema-only -1
            MOVED   FILE      --schema-only -t log --clean
            EMPTY   FILE      --section=pre-data
            TABLES  FILE      --section=data
            ROWS    FILE      --section=post-data
            SCHEMA  FILE      -L @rows --disable-triggers
            ~ TABLES  FILE      --section=data -1
            TABLES  FILE      --section=data -j4
            SCHEMA  FILE      --section=data --disable-triggers
            ~ ROWS    FILE      --section=post-data -j4
            ~ EMPTY   FILE      --section=pre-data --section=data
            ~ TABLES  FILE      --section=data --section=post-data
            MOVED   FILE      --section=pre-data --clean
            TABLES  FILE      --section=data --clean
            WHOLE   FILE      --section=post-data --clean
            MOVED   FILE      --section=post-data --clean --if-exists -j2
            EMPTY   FILE      -t log
            ~ EMPTY   FILE      -t log -t settings --strict-names
            MOVED   FILE      -t log --clean
            ~ MOVED   FILE      -t log -t settings --clean --if-exists -j2
            WHOLE   FILE      -t log --clean -1
            MOVED   FILE      -t v --clean
            WHOLE   FILE      -t M2 --clean
            ~ MOVED   FILE      -t m --section=post-data
            WHOLE   FILE      -t loose --clean
            MOVED   FILE      -t @quoted --clean
            ~ MOVED   FILE      -t visit_old --clean
            ~ TABLES  FILE      -I by_line
            WHOLE   FILE      -I by_line --clean
            ~ EMPTY   FILE      -P f()
            MOVED   FILE      -P f() --clean
            ~ TABLES  FILE      -T stamp
            WHOLE   FILE      -T stamp --clean
            ~ WHOLE   FILE      -T stamp -I by_line --clean --if-exists
            EMPTY   FILE      -n intern
            MOVED   FILE      -n intern --clean
            MOVED   FILE      -N public --clean
            ~ EMPTY   FILE      -N intern -j2
            EMPTY   FILE      -L @all
            ~ EMPTY   FILE      -L @all -j4
            MOVED   FILE      -L @all --clean
            MOVED   FILE      -L @comments
            MOVED   FILE      -L @definitions --clean
            ~ EMPTY   FILE      --data-only
            MOVED   FILE      --data-only
            EMPTY   STDIN
            MOVED   STDIN     --clean --if-exists
            SCHEMA  STDIN     --data-only --disable-triggers
            ~ MOVED   STDIN     -C --clean
            EMPTY   SCRIPT
            WHOLE   SCRIPT    --schema-only
            MOVED   SCRIPT    --clean
            ~ MOVED   SCRIPT    --clean --if-exists -O -x
            ~ EMPTY   SCRIPT    -C
            MOVED   SCRIPT    -C --clean
            TABLES  SCRIPT    --data-only
            ~ SCHEMA  SCRIPT    --data-only --disable-triggers
            TABLES  SCRIPT    --data-only -L @sequences
            MOVED   SCRIPT    --section=post-data --clean --if-exists
            MOVED   SCRIPT    -t log --clean
            MOVED   SCRIPT    -P f() --clean
            EMPTY   SCRIPT    -1
            EMPTY   STOP
            WHOLE   STOP      --clean
            TABLES  STOP      --data-only
            EMPTY   ONE
            WHOLE   ONE       --clean
            TABLES  ONE       --data-only
            WHOLE   ONE_STOP  --clean
            EMPTY   PIPED
            WHOLE   PIPED     --clean
            EMPTY   QUERY     --schema-only
            WHOLE   QUERY     --schema-only --clean
            EMPTY   INCLUDED
            WHOLE   INCLUDED  --clean
            MOVED   INCLUDED  -C --clean
            EMPTY   PASTED
            WHOLE   PASTED    --clean
            SCHEMA  PASTED    --data-only --disable-triggers
            ~ WHOLE   PASTED    --schema-only --clean
            MOVED   PASTED    -C --clean
            """;

    /** @param rare whether those are among them that are not tried every time */
    static List<GuardMode> all(boolean rare) {
        return ALL.lines()
                .map(String::strip)
                .filter(line -> rare || !line.startsWith("~"))
                .map(line -> parse(line.replaceFirst("^~ ", "")))
                .toList();
    }

    private static GuardMode parse(String line) {
        List<String> words = List.of(line.split(" +"));
        return new GuardMode(Start.valueOf(words.get(0)), Way.valueOf(words.get(1)), words.subList(2, words.size()));
    }

    /** Whether the database is made by the archive, which then has its name from there. */
    boolean creates() {
        return options.contains("-C");
    }

    /** Whether several connections talk at once, so that nobody knows who complains first. */
    boolean parallel() {
        return options.stream().anyMatch(option -> option.startsWith("-j"));
    }

    /** psql ends with 0 after any error, unless it is told to stop at the first or loses the connection. */
    boolean failsWhenRefused() {
        return switch (way) {
            case FILE, STDIN, STOP, ONE_STOP, QUERY -> true;
            case SCRIPT, PIPED -> options.isEmpty() || options.equals(List.of("--data-only"));
            case ONE, INCLUDED, PASTED -> false;
        };
    }

    @Override
    public String toString() {
        return String.join(
                " ",
                Stream.concat(Stream.of(start.name(), way.name()), options.stream())
                        .toList());
    }
}
