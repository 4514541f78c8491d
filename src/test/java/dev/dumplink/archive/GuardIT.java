package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
    private static String movedOn;
    private static Path rowsOnly;

    @BeforeAll
    static void start() throws Exception {
        source = EmbeddedPostgres.open();
        source.createDatabase("shop");
        source.execute("shop", SCHEMA);
        long identifier = Long.parseLong(ask(source, "shop", "select system_identifier from pg_control_system()"));
        archive = Files.write(
                folder.resolve("shop.dump"), Repacked.of(source, "shop", folder).archive(identifier, 1, 1000));
        rowsOnly = folder.resolve("rows.list");
        Files.writeString(
                rowsOnly,
                EmbeddedPostgres.client("pg_restore")
                        .run("-l", archive.toString())
                        .lines()
                        .filter(line -> line.contains("TABLE DATA") || line.contains("SEQUENCE SET"))
                        .reduce("", (all, line) -> all + line + "\n"));
        source.execute("shop", MOVED_ON);
        movedOn = state(source);
        copy = source.copy(folder.resolve("copy"));
        other = EmbeddedPostgres.open();
    }

    static Stream<List<String>> modes() {
        return Stream.of(
                List.of(),
                List.of("-j4"),
                List.of("--clean"),
                List.of("--clean", "--if-exists"),
                List.of("--clean", "-j4"),
                List.of("--single-transaction"),
                List.of("--clean", "--single-transaction"),
                List.of("-C"),
                List.of("-C", "--clean"),
                List.of("-C", "--clean", "-j4"),
                List.of("--data-only"),
                List.of("--data-only", "-j4", "--disable-triggers"),
                List.of("--section=data"),
                List.of("--section=post-data", "--clean"),
                List.of("-t", "log", "--clean"),
                List.of("-t", "log", "--data-only"),
                List.of("-T", "x", "-I", "by_line", "--clean"),
                List.of("-P", "f()", "--clean"),
                List.of("--schema-only", "--clean"),
                List.of("-L", "rows", "--data-only", "--disable-triggers"),
                List.of("-O", "-x", "--no-data-for-failed-tables"),
                List.of("psql"),
                List.of("psql", "--clean"),
                List.of("psql", "--data-only"));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void theSourceStaysAsItIsHoweverTheArchiveIsLoaded(List<String> mode) throws Exception {
        String said = load(source, mode);
        assertThat(state(source)).isEqualTo(movedOn);
        assertThat(said).containsAnyOf("refuses the server it was taken from", "dumplink refused");
    }

    @Test
    void theReasonIsSaidInWords() throws Exception {
        assertThat(load(source, List.of("psql")))
                .contains("dumplink refused: this is the server the dump was taken from. Nothing was changed."
                        + " You are connected to database \"shop\" at 127.0.0.1:" + source.port());
    }

    @Test
    void whatAClientOrARoleSaysOfItselfOpensNothing() throws Exception {
        source.execute("shop", "alter role postgres set dumplink.environment = 'staging'");
        Process restore = process(Stream.of(
                        "pg_restore",
                        "-d",
                        source.uri("shop") + "?options=-c%20dumplink.environment%3Dstaging",
                        archive.toString())
                .toList());
        restore.waitFor();
        source.execute("shop", "alter role postgres reset dumplink.environment");
        assertThat(state(source)).isEqualTo(movedOn);
    }

    @Test
    void aPhysicalCopyIsRefusedUntilItSaysThatItIsOne() throws Exception {
        String before = state(copy);
        load(copy, List.of("--clean"));
        assertThat(state(copy)).isEqualTo(before);
        copy.execute("shop", "alter database shop set dumplink.environment = 'fine'");
        load(copy, List.of("--clean"));
        assertThat(state(copy)).as("a mark of one's own invention").isEqualTo(before);
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
            assertThat(ask(copy, "shop", "select count(*) from customer")).isEqualTo("100");
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
        assertThat(ask(
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
        assertThat(ask(other, "plain", "select count(*) from customer")).isEqualTo("100");
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
        assertThat(restore.waitFor()).isNotZero();
        assertThat(ask(other, "blind", "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                .as(said)
                .isEqualTo("0");
    }

    private static void assertRestores(EmbeddedPostgres server, String database) throws Exception {
        assertThat(restore(server, database, "-e", "-j3")).isEmpty();
        assertThat(ask(server, database, "select count(*) from customer")).isEqualTo("100");
    }

    private static void assertRefuses(EmbeddedPostgres server, String database) throws Exception {
        Process restore = process(List.of("pg_restore", "-d", server.uri(database), archive.toString()));
        String said = new String(restore.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(restore.waitFor()).as(said).isNotZero();
        assertThat(ask(server, database, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                .as(said)
                .isEqualTo("0");
    }

    private static String restore(EmbeddedPostgres server, String database, String... options) {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-d", server.uri(database), archive.toString()));
        return EmbeddedPostgres.client("pg_restore").run(command.toArray(String[]::new));
    }

    /** Whatever it ends with. */
    private static String load(EmbeddedPostgres server, List<String> mode) throws Exception {
        List<String> options = new ArrayList<>(mode);
        options.replaceAll(option -> option.equals("rows") ? rowsOnly.toString() : option);
        String database = mode.contains("-C") ? "postgres" : "shop";
        List<String> command = new ArrayList<>();
        if (options.remove("psql")) {
            List<String> script = new ArrayList<>(options);
            script.addAll(List.of("-f", "-", archive.toString()));
            String sql = EmbeddedPostgres.client("pg_restore").run(script.toArray(String[]::new));
            Path file = Files.writeString(folder.resolve("script.sql"), sql);
            command.addAll(List.of("psql", "-X", "-f", file.toString(), "-d", server.uri(database)));
        } else {
            command.addAll(List.of("pg_restore", "-v"));
            command.addAll(options);
            command.addAll(List.of("-d", server.uri(database), archive.toString()));
        }
        Process process = process(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static Process process(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    /** Schema, rows, sequences and databases, as pg_dump tells them. */
    private static String state(EmbeddedPostgres server) throws Exception {
        String dump = EmbeddedPostgres.client("pg_dump")
                .run(new ByteArrayInputStream(new byte[0]), "-d", server.uri("shop"))
                .lines()
                .filter(line -> !line.contains("restrict "))
                .reduce("", (all, line) -> all + line + "\n");
        return dump
                + ask(server, "postgres", "select string_agg(datname || oid, ',' order by datname) from pg_database")
                + ask(server, "shop", "select count(*) from pg_trigger where tgenabled = 'D'");
    }

    private static String ask(EmbeddedPostgres server, String database, String question) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
