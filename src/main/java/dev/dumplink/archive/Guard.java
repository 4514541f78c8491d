package dev.dumplink.archive;

import java.util.List;
import java.util.OptionalLong;
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
 * selected, and which stands first in every script. pg_restore sends it as one query, and its connection is ended: an
 * exception would not do, because pg_restore goes on after errors. Whoever sends one statement at a time, as psql does, is
 * told so and left with a session that can only read. To end that one here would open another, without a guard, wherever
 * the client connects again by itself, and the script's DROPs come next.
 *
 * <p>Second layer: before each table's rows. A session that was refused is ended now, so that psql leaves the script, and a
 * client that has connected again is looked at again and can only read, too. Nothing is put in front of other definitions,
 * since pg_restore quotes those in every error of a restore that has nothing to do with the source; nor into a DROP, which
 * old versions of pg_restore take apart.
 *
 * <p>Where it cannot tell which server it is on, or there is no PL/pgSQL to find out, it refuses too.
 */
public final class Guard {
    /** What a database may call itself to be let in although it shares the source's identifier. */
    public static final List<String> MARKS =
            List.of("staging", "development", "dev", "test", "testing", "qa", "ci", "demo", "sandbox", "local");

    /** What a database calls itself to be left alone by every dump. */
    public static final List<String> PRODUCTION = List.of("production", "prod", "live", "primary");

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

    // how many statements came at once; the pattern must not find itself
    private static final String WITH_OTHERS = "pg_catalog.current_query() LIKE '%set\\_config(''search\\_path''%'";

    // its query is only looked at where it is needed: a function that may not be called there would end all of this
    private static final String WITHOUT_LANGUAGE =
            """
            SELECT pg_catalog.query_to_xml($end$
                    SELECT CASE WHEN %s THEN pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())::text
                           ELSE pg_catalog.set_config('default_transaction_read_only', 'on', false) END
                   $end$, true, true, '') AS "dumplink refused: no PL/pgSQL to tell which server this is"
             WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_language
                                WHERE lanname = 'plpgsql' AND pg_catalog.has_language_privilege(oid, 'USAGE'));
            """
                    .formatted(WITH_OTHERS);

    // the words stand in a comment, because of all that led to its end a dead connection only quotes the statement
    private static final String END =
            "EXECUTE '/* ' || translate(%s, '*', '.') || ' */ SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid()), pg_catalog.pg_sleep(9)';";

    // what pg_restore looks for at the very beginning; any other text it takes for schema, and then, asked for rows
    // alone by
    // a section or a list, it would not disable triggers. A parallel restore leaves out a TRUNCATE of the new, empty
    // table.
    private static final String ROWS = "-- load via partition root ";

    private static final String SECOND =
            """
            -- dumplink guard
            DO $dumplink$
            BEGIN
             IF current_setting('dumplink.refused', true) <> '' THEN
              %s
             END IF;
            EXCEPTION WHEN OTHERS THEN NULL;
            END $dumplink$;
            """
                    .formatted(END.formatted("current_setting('dumplink.refused')"));

    private final String first;
    private final String second;

    private Guard(long systemIdentifier) {
        String block = block(VERDICT.formatted(texts(PRODUCTION), texts(MARKS), systemIdentifier));
        this.first = FIRST + WITHOUT_LANGUAGE + block;
        this.second = SECOND + block;
    }

    /** @param systemIdentifier the source's, of {@code pg_control_system()} */
    public static Guard of(long systemIdentifier) {
        return new Guard(systemIdentifier);
    }

    /** Words first, but it refuses even where it finds none. Where it may not end the session, that can only read. */
    private static String block(String verdict) {
        return """
                DO $dumplink$
                DECLARE here text; everywhere text; comment text; why text; together boolean := true;
                BEGIN
                 BEGIN
                %s END;
                 IF why IS NOT NULL THEN
                  why := 'dumplink refused: ' || why || '. Nothing was changed.';
                  BEGIN
                   why := why || ' You are connected to database "' || current_database() || '" at '
                    || coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'a local socket') || '.';
                   together := %s;
                  EXCEPTION WHEN OTHERS THEN NULL;
                  END;
                  RAISE WARNING '%%', why;
                  PERFORM set_config('default_transaction_read_only', 'on', false),
                          set_config('transaction_read_only', 'on', true), set_config('dumplink.refused', why, false);
                  BEGIN
                   IF together THEN
                    %s
                   END IF;
                  EXCEPTION WHEN OTHERS THEN NULL;
                  END;
                 END IF;
                END $dumplink$;
                """
                .formatted(verdict, WITH_OTHERS, END.formatted("why"));
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
        String sql = entry.definition().orElse("");
        if (entry.is("SEARCHPATH")) {
            return entry.withDefinition(sql + first);
        }
        if (entry.is("TABLE DATA")) {
            return entry.withDefinition((sql.isEmpty() ? ROWS : sql) + "\n" + second);
        }
        return entry;
    }
}
