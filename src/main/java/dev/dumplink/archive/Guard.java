package dev.dumplink.archive;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL inside the archive that makes stock pg_restore and psql refuse the server the dump was taken from, in whatever way
 * they are called and however far that server has moved on. On any other server it does nothing.
 *
 * <p>A server is recognized by its system identifier, which physical standbys and clones share. A clone is let in by
 * {@code ALTER DATABASE x SET dumplink.environment = 'staging'} (any of {@link #MARKS}), by the database's comment
 * {@code dumplink:restore-target env=staging id=…}, or, for {@code pg_restore --create}, which begins in another database
 * than it fills, by {@code ALTER ROLE ALL SET dumplink.environment = 'staging'}. A mark that says production, of any of
 * these kinds, refuses on every server. Marks are read from the catalogs: what a client sets, by PGOPTIONS or SET, or what
 * is set for a role, does not count.
 *
 * <p>First layer: the end of the SEARCHPATH entry, whose text pg_restore sends first on every connection, whatever is
 * selected. Second: in front of every other definition and before all rows, for SQL clients that reconnect by themselves.
 * Never in front of CREATE DATABASE, which must be alone, and never in a DROP, which old versions of pg_restore take apart.
 *
 * <p>An exception would not do: pg_restore goes on after errors, and only a dead connection stops it. Where it cannot tell
 * which server it is on, it refuses too. A server without PL/pgSQL cannot run it.
 */
public final class Guard {
    /** What a database may call itself to be let in although it shares the source's identifier. */
    public static final List<String> MARKS =
            List.of("staging", "development", "dev", "test", "testing", "qa", "ci", "demo", "sandbox", "local");

    /** What a database calls itself to be left alone by every dump. */
    public static final List<String> PRODUCTION = List.of("production", "prod", "live", "primary");

    // the first two are taken apart by pg_restore; the database's own must stand alone
    private static final Set<String> UNTOUCHED = Set.of("ENCODING", "STDSTRINGS", "DATABASE", "DATABASE PROPERTIES");

    private static final Pattern IDENTIFIER =
            Pattern.compile("FROM pg_catalog\\.pg_control_system\\(\\)\\) = (\\d{1,19}) THEN");

    private static final String VERDICT =
            """
              SELECT s.setting, s.everywhere, substring(d.mark from '^dumplink:[a-z-]+ env=([A-Za-z]+)')
                INTO here, everywhere, comment
                FROM (SELECT pg_catalog.shobj_description(oid, 'pg_database') AS mark FROM pg_catalog.pg_database
                       WHERE datname = pg_catalog.current_database()) d,
                     (SELECT max(split_part(c, '=', 2)) FILTER (WHERE r.setdatabase <> 0) AS setting,
                             max(split_part(c, '=', 2)) FILTER (WHERE r.setdatabase = 0) AS everywhere
                        FROM pg_catalog.pg_db_role_setting r, pg_catalog.unnest(r.setconfig) c
                       WHERE r.setrole = 0 AND c LIKE 'dumplink.environment=%%'
                         AND r.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                                                    WHERE datname = pg_catalog.current_database()))) s;
              IF lower(here) IN (%1$s) OR lower(everywhere) IN (%1$s) OR lower(comment) IN (%1$s) THEN
                why := 'this database is marked as production';
              ELSIF coalesce(lower(here) IN (%2$s), lower(comment) IN (%2$s), lower(everywhere) IN (%2$s), false) THEN
                why := NULL;
              ELSIF (SELECT system_identifier FROM pg_catalog.pg_control_system()) = %3$d THEN
                why := 'this is the server the dump was taken from';
              END IF;
            EXCEPTION WHEN OTHERS THEN
              why := 'cannot tell which server this is: ' || SQLERRM;
            """;

    private static final String FIRST =
            """
            -- dumplink guard: this dump refuses the server it was taken from, so that nobody overwrites production by mistake.
            -- If you see this in an error: NOTHING WAS CHANGED. You are connected to production, or to a copy of its disks.
            -- Connect to the server you meant. How a copy is marked as one is in dumplink's README.
            """;

    private final String first;
    private final String second;

    private Guard(long systemIdentifier) {
        String verdict = VERDICT.formatted(texts(PRODUCTION), texts(MARKS), systemIdentifier);
        this.first = FIRST
                + block(
                        verdict,
                        "RAISE WARNING 'dumplink refused: %. Nothing was changed. You are connected to database \"%\" at %:%.', why,"
                                + " current_database(), coalesce(host(inet_server_addr()), 'a local socket'),"
                                + " coalesce(inet_server_port()::text, '');");
        this.second = "-- dumplink guard\n"
                + block(verdict, "RAISE WARNING 'dumplink refused: %. Nothing was changed.', why;");
    }

    /** @param systemIdentifier the source's, of {@code pg_control_system()} */
    public static Guard of(long systemIdentifier) {
        return new Guard(systemIdentifier);
    }

    /** Where it may not end the connection, the session can at least write no more. */
    private static String block(String verdict, String warning) {
        return """
                DO $dumplink$
                DECLARE here text; everywhere text; comment text; why text;
                BEGIN
                 BEGIN
                %s END;
                 IF why IS NOT NULL THEN
                  %s
                  PERFORM set_config('default_transaction_read_only', 'on', false), set_config('transaction_read_only', 'on', true);
                  BEGIN
                   PERFORM pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid());
                  EXCEPTION WHEN OTHERS THEN NULL;
                  END;
                 END IF;
                END $dumplink$;
                """
                .formatted(verdict, warning);
    }

    private static String texts(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }

    /** The system identifier of the server that an archive refuses; empty if it has no guard, or not all of it. */
    public static OptionalLong refusedBy(Toc archive) {
        return archive.ofType("SEARCHPATH")
                .flatMap(entry -> entry.definition().stream())
                .filter(sql -> sql.contains(FIRST))
                .map(IDENTIFIER::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseUnsignedLong(found.group(1)))
                .filter(identifier -> carries(archive, Guard.of(identifier)))
                .findFirst();
    }

    private static boolean carries(Toc archive, Guard guard) {
        return archive.ofType("SEARCHPATH")
                .flatMap(entry -> entry.definition().stream())
                .anyMatch(sql -> sql.endsWith(guard.first));
    }

    /** The block in front of other entries' statements. */
    String second() {
        return second;
    }

    /** The block as it stands in the SEARCHPATH entry. */
    public String sql() {
        return first;
    }

    /**
     * The entries with their guards.
     *
     * @throws IllegalArgumentException if there is no SEARCHPATH entry, as in archives of pg_dump before 10.3
     */
    public List<TocEntry> guard(List<TocEntry> entries) {
        if (entries.stream().noneMatch(entry -> entry.is("SEARCHPATH"))) {
            throw new IllegalArgumentException("the archive has no place for its guard: pg_dump is older than 10.3");
        }
        return entries.stream().map(this::guarded).toList();
    }

    private TocEntry guarded(TocEntry entry) {
        Optional<String> sql = entry.definition().filter(text -> !text.isEmpty());
        if (UNTOUCHED.contains(entry.type())) {
            return entry;
        }
        if (entry.is("SEARCHPATH")) {
            return entry.withDefinition(sql.orElse("") + first);
        }
        if (entry.is("TABLE DATA")) {
            // pg_restore looks for the comment about the partition root at the very beginning
            return entry.withDefinition(sql.map(comment -> comment + "\n").orElse("") + second);
        }
        return sql.map(text -> entry.withDefinition(second + text)).orElse(entry);
    }
}
