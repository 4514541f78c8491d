package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that has moved on since its dump, a physical copy of it, and a server that has nothing to do with it. */
final class GuardIT {
    private static final String SCHEMA =
            """
            create table customer (id int primary key, name text);
            create table log (line text);
            insert into customer select g, 'c' || g from generate_series(1, 100) g;
            insert into log select 'l' || g from generate_series(1, 100) g;
            create table ordered (id serial primary key, customer int references customer);
            insert into ordered (customer) select g from generate_series(1, 50) g;
            create type kind as enum ('a');
            create function f() returns int language sql as 'select 1';
            create view v as select 1 as one;
            create materialized view m as select count(*) as n from log;
            create index by_line on log (line);
            """;
    private static final String MOVED_ON =
            """
            insert into customer values (1000, 'new');
            insert into log values ('new');
            insert into ordered (customer) select 1000 from generate_series(1, 500);
            create or replace function f() returns int language sql as 'select 2';
            drop index by_line; create index by_line on log (lower(line));
            drop view v; drop type kind;
            alter table log add column at timestamptz;
            refresh materialized view m;
            """;

    @AutoClose
    private static EmbeddedPostgres source;

    @AutoClose
    private static EmbeddedPostgres copy;

    @AutoClose
    private static EmbeddedPostgres other;

    @TempDir
    static Path folder;

    private static Path archive;

    @BeforeAll
    static void start() throws Exception {
        source = EmbeddedPostgres.open();
        source.createDatabase("shop");
        source.execute("shop", SCHEMA);
        long identifier =
                Long.parseLong(ServerState.ask(source, "shop", "select system_identifier from pg_control_system()"));
        archive = Files.write(
                folder.resolve("shop.dump"), Repacked.of(source, "shop", folder).archive(identifier, 1, 1000));
        source.execute("shop", MOVED_ON);
        copy = source.copy();
        other = EmbeddedPostgres.open();
    }

    /** Without -v pg_restore shows no warning, so that the error itself has to say it. */
    @ParameterizedTest
    @ValueSource(strings = {"pg_restore", "pg_restore -e", "psql"})
    void theReasonIsSaidInWords(String how) throws Exception {
        assertThat(load(source.uri("shop"), how)
                        .lines()
                        .filter(line -> !line.matches("[A-Z ]*|.*set_config.*|-+"))
                        .limit(4))
                .anyMatch(line ->
                        line.contains("dumplink refused: this is the server the dump was taken from. Nothing was"
                                + " changed. You are connected to database \"shop\" at 127.0.0.1:" + source.port()));
    }

    @Test
    void aRestoreThatStopsAtTheFirstErrorSaysNothingElse() throws Exception {
        assertThat(load(source.uri("shop"), "pg_restore -e"))
                .containsOnlyOnce("pg_restore: error:")
                .contains("NOTHING WAS CHANGED. You are connected to production, or to a copy of its disks.");
    }

    /** What a cautious administrator took away from everybody; each way, one connection or many, one query or many. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "function pg_control_system()",
                "function pg_terminate_backend(int, bigint)",
                "function inet_server_addr()",
                "function inet_server_port()",
                "function current_query()",
                "function shobj_description(oid, name)",
                "language plpgsql"
            })
    void itRefusesAlsoWhereItMayNotDoItsWork(String taken) throws Exception {
        String role = "role" + Math.abs(taken.hashCode());
        source.execute("postgres", "create role " + role + " login");
        source.execute("postgres", "create database " + role + " owner " + role + " template template0");
        source.execute(role, "create table customer (id int); alter table customer owner to " + role);
        source.execute(role, "revoke all on " + taken + " from public");
        String before = ServerState.versions(source, role);
        String uri = source.uri(role).replace("//postgres@", "//" + role + "@");
        for (String how : List.of(
                "pg_restore", "pg_restore --clean", "pg_restore -j2", "psql", "psql --clean", "psql --data-only")) {
            String said = load(uri, how);
            assertThat(ServerState.versions(source, role)).as(how + "\n" + said).isEqualTo(before);
        }
    }

    @Test
    void aDatabaseWithANameThatIsHalfAComment() throws Exception {
        source.execute("postgres", "create database \"/*a\"\"*/b\" template template0");
        assertThat(load(source.uri("%2F*a%22*%2Fb"), "pg_restore"))
                .contains("FATAL", "You are connected to database \"/.a\"./b\" at");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "options=-c%20dumplink.environment%3Dstaging",
                "options=-c%20dumplink.refused%3D",
                "options=-c%20client_min_messages%3Derror",
                "options=-c%20default_transaction_read_only%3Doff%20-c%20search_path%3Dpublic",
                "application_name=anything"
            })
    void whatAClientOrARoleSaysOfItselfOpensNothing(String parameter) throws Exception {
        source.execute("shop", "alter role postgres set dumplink.environment = 'staging'");
        String before = ServerState.versions(source, "shop");
        for (String how : List.of("pg_restore", "pg_restore --clean -j2", "psql --clean")) {
            load(source.uri("shop") + "?" + parameter, how);
        }
        String after = ServerState.versions(source, "shop");
        source.execute("shop", "alter role postgres reset dumplink.environment");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aPhysicalCopyIsRefusedUntilItSaysThatItIsOne() throws Exception {
        assertRefusesToClean(copy);
        copy.execute("shop", "alter database shop set dumplink.environment = 'fine'");
        assertRefusesToClean(copy);
        copy.execute("shop", "alter database shop reset dumplink.environment");

        copy.createDatabase("by_setting");
        copy.execute("postgres", "alter database by_setting set dumplink.environment = 'staging'");
        assertRestores(copy, "by_setting");
        copy.createDatabase("by_comment");
        copy.execute("postgres", "comment on database by_comment is 'dumplink:restore-target env=local id=1'");
        assertRestores(copy, "by_comment");
        copy.createDatabase("of_both");
        copy.execute("postgres", "alter database of_both set dumplink.environment = 'staging'");
        copy.execute("postgres", "comment on database of_both is 'dumplink:restore-target env=production'");
        assertRefuses(copy, "of_both");

        copy.execute("postgres", "alter role all set dumplink.environment = 'test'");
        try {
            assertThat(restore(copy, "postgres", "-C", "--clean", "-e")).isEmpty();
            assertThat(ServerState.ask(copy, "shop", "select count(*) from customer"))
                    .isEqualTo("100");
        } finally {
            copy.execute("postgres", "alter role all reset dumplink.environment");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-j4", "--single-transaction", "--clean --if-exists"})
    void anotherServerNoticesNothing(String mode) throws Exception {
        String database = "other" + Math.abs(mode.hashCode());
        other.createDatabase(database);
        List<String> options =
                Stream.of(mode.split(" ")).filter(each -> !each.isEmpty()).toList();
        assertThat(restore(other, database, options.toArray(String[]::new))).isEmpty();
        assertThat(ServerState.ask(
                        other,
                        database,
                        "select count(*) || ' ' || (select last_value from ordered_id_seq) from customer"))
                .isEqualTo("100 50");
    }

    @Test
    void norDoesARoleWithoutRightsOfItsOwn() throws Exception {
        other.execute("postgres", "create role plain login createdb");
        other.execute("postgres", "create database plain owner plain template template0");
        String said = EmbeddedPostgres.client("pg_restore")
                .run(
                        "-e",
                        "-d",
                        "postgresql://plain@127.0.0.1:" + other.port() + "/plain?options=-csearch_path%3Dpublic",
                        archive.toString());
        assertThat(said).isEmpty();
        assertThat(ServerState.ask(other, "plain", "select count(*) from customer"))
                .isEqualTo("100");
    }

    @Test
    void anotherServerThatIsProductionIsLeftAlone() throws Exception {
        for (String mark : List.of(
                "alter database %s set dumplink.environment = 'Production'",
                "alter database %s set dumplink.environment = 'live'",
                "comment on database %s is 'dumplink:restore-target env=production id=2'")) {
            String database = "marked" + Math.abs(mark.hashCode());
            other.createDatabase(database);
            other.execute("postgres", mark.formatted(database));
            assertRefuses(other, database);
        }
    }

    @Test
    void whereTheServerCannotBeRecognizedTheArchiveRefuses() throws Exception {
        other.createDatabase("blind");
        other.execute("blind", "revoke execute on function pg_control_system() from public");
        other.execute("blind", "create role reader login; grant create on schema public to reader");
        Process restore = process(List.of(
                "pg_restore",
                "-O",
                "-d",
                "postgresql://reader@127.0.0.1:" + other.port() + "/blind",
                archive.toString()));
        String said = new String(restore.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Patience.exit(restore)).isNotZero();
        assertThat(ServerState.ask(
                        other, "blind", "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                .as(said)
                .isEqualTo("0");
    }

    private static void assertRestores(EmbeddedPostgres server, String database) throws Exception {
        assertThat(restore(server, database, "-e", "-j3")).isEmpty();
        assertThat(ServerState.ask(server, database, "select count(*) from customer"))
                .isEqualTo("100");
    }

    private static void assertRefuses(EmbeddedPostgres server, String database) throws Exception {
        Process restore = process(List.of("pg_restore", "-d", server.uri(database), archive.toString()));
        String said = new String(restore.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Patience.exit(restore)).as(said).isNotZero();
        assertThat(ServerState.ask(
                        server, database, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                .as(said)
                .isEqualTo("0");
    }

    private static String restore(EmbeddedPostgres server, String database, String... options) {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-d", server.uri(database), archive.toString()));
        return EmbeddedPostgres.client("pg_restore").run(command.toArray(String[]::new));
    }

    private static void assertRefusesToClean(EmbeddedPostgres server) throws Exception {
        String before = ServerState.versions(server, "shop");
        load(server.uri("shop"), "pg_restore --clean");
        assertThat(ServerState.versions(server, "shop")).isEqualTo(before);
    }

    /** What is said on the way, whatever it ends with. */
    private static String load(String uri, String how) throws Exception {
        List<String> command = new ArrayList<>(List.of(how.split(" ")));
        if (command.remove("psql")) {
            command.addAll(List.of("-f", "-", archive.toString()));
            String sql = EmbeddedPostgres.client("pg_restore").run(command.toArray(String[]::new));
            Path file = Files.writeString(folder.resolve("script.sql"), sql);
            command = List.of("psql", "-X", "-f", file.toString(), "-d", uri);
        } else {
            command.addAll(List.of("-d", uri, archive.toString()));
        }
        Process process = process(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Patience.exit(process);
        return said;
    }

    private static Process process(List<String> command) throws Exception {
        Process process = Patience.limited(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        process.getOutputStream().close();
        return process;
    }
}
