package dev.dumplink.postgres;

import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The locks under which tables keep their shape. */
final class TableLocks {
    static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY, NOT DEFERRABLE";

    // below deadlock_timeout (1 s): we give up and let go before the server looks for somebody to cancel
    private static final String ONE_WAIT = "SET LOCAL lock_timeout = '700ms'";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int MOST_CHANGES = 5;
    private static final int MOST_IN_ONE_STATEMENT = 500;

    private static final String BLOCKERS =
            """
            SELECT n.nspname, c.relname, l.pid, coalesce(nullif(a.application_name, ''), a.backend_type, '?') AS application,
                   array_to_string(pg_blocking_pids(l.pid), ', ') AS behind
            FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'p') AND l.pid <> pg_backend_pid()
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            ORDER BY l.granted DESC, n.nspname, c.relname
            """;

    private TableLocks() {}

    /**
     * Begins a transaction whose view has all tables locked; the view is taken by its first query, after the locks.
     *
     * @param locked told after some seconds, again and again, which table is being waited for and because of whom
     * @throws SourceFailure if a table stays locked by others for {@code patience}
     */
    static void takeAll(Connection connection, Duration patience, Consumer<String> locked) throws SQLException {
        long begin = System.nanoTime();
        long end = begin + patience.toNanos();
        int changes = 0;
        for (Attempt attempt = attempt(connection); attempt != Attempt.TAKEN; attempt = attempt(connection)) {
            if (attempt == Attempt.CHANGED && ++changes > MOST_CHANGES) {
                throw new SourceFailure(
                        "tables are made and dropped faster than they can be locked; run again when that is" + " done");
            }
            if (System.nanoTime() > end) {
                throw blocker(connection).failure(patience);
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (waited.compareTo(QUIET) > 0) {
                locked.accept(blocker(connection).waiting(waited));
            }
            pause();
        }
    }

    /** What became of one attempt; nothing is locked unless all is. */
    private enum Attempt {
        TAKEN,
        /** Tables came or went meanwhile. */
        CHANGED,
        BLOCKED
    }

    private static Attempt attempt(Connection connection) throws SQLException {
        try {
            Set<TableName> tables = lockable(connection);
            Rows.execute(connection, BEGIN);
            Rows.execute(connection, ONE_WAIT);
            lock(connection, tables, "");
            Rows.execute(connection, "SET LOCAL lock_timeout = 0");
            if (tables.containsAll(lockable(connection))) {
                return Attempt.TAKEN;
            }
            Rows.execute(connection, "ROLLBACK");
            return Attempt.CHANGED;
        } catch (SQLException e) {
            Attempt attempt = meaning(e);
            Rows.execute(connection, "ROLLBACK");
            return attempt;
        }
    }

    private static Attempt meaning(SQLException failure) throws SQLException {
        return switch (SourceFailure.state(failure)) {
            case SourceFailure.LOCK_NOT_AVAILABLE, "40P01" -> Attempt.BLOCKED;
            case SourceFailure.UNDEFINED_TABLE, "3F000" -> Attempt.CHANGED;
            default -> throw failure;
        };
    }

    /** For a transaction whose view is one that was exported: whoever waits for an exclusive lock would wait for us. */
    static void takeAtOnce(Connection connection, Set<TableName> tables) throws SQLException {
        lock(connection, tables, " NOWAIT");
    }

    private static void lock(Connection connection, Collection<TableName> tables, String how) throws SQLException {
        List<TableName> all = List.copyOf(tables);
        for (int from = 0; from < all.size(); from += MOST_IN_ONE_STATEMENT) {
            String names = all.subList(from, Math.min(from + MOST_IN_ONE_STATEMENT, all.size())).stream()
                    .map(name -> "ONLY " + name.sql())
                    .collect(Collectors.joining(", "));
            Rows.execute(connection, "LOCK TABLE " + names + " IN ACCESS SHARE MODE" + how);
        }
    }

    private static Set<TableName> lockable(Connection connection) throws SQLException {
        return new HashSet<>(Rows.of(
                connection, Sql.LOCKABLE, row -> new TableName(row.getString("nspname"), row.getString("relname"))));
    }

    private static Blocker blocker(Connection connection) throws SQLException {
        return Rows.of(
                        connection,
                        BLOCKERS,
                        row -> new Blocker(
                                new TableName(row.getString("nspname"), row.getString("relname")).toString(),
                                "process " + row.getInt("pid") + " (" + row.getString("application") + ")",
                                row.getString("behind")))
                .stream()
                .findFirst()
                .orElse(new Blocker("a table", "somebody", ""));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure("interrupted while waiting for a locked table");
        }
    }

    /** Who holds a table, or waits for it in front of us. */
    private record Blocker(String table, String who, String behind) {
        String waiting(Duration waited) {
            return "waiting for " + table + " (" + waited.toSeconds() + " s), which " + who
                    + (behind.isEmpty() ? " has locked" : " is about to lock, itself waiting for process " + behind);
        }

        SourceFailure failure(Duration patience) {
            return new SourceFailure(table + " has been locked for " + patience.toSeconds() + " s by " + who
                    + "; wait until that is done, end it, or allow more time");
        }
    }
}
