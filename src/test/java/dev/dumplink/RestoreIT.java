package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a dump that dumplink made to a database on a laptop, with the real pg_restore and two real servers. */
final class RestoreIT {
    private static final String SCHEMA =
            """
            create table customer (id int primary key, name text not null, at timestamptz default now());
            insert into customer (id, name) select g, 'Mona Real ' || g from generate_series(1, 2000) g;
            create table "Odd Order" ("No" serial primary key, customer int references customer, note text);
            insert into "Odd Order" (customer, note) select g, 'n' from generate_series(1, 500) g;
            create schema sales;
            create table sales.visit (day date, id int) partition by range (day);
            create table sales.visit_1 partition of sales.visit for values from ('2026-01-01') to ('2026-07-01');
            create table sales.visit_2 partition of sales.visit for values from ('2026-07-01') to ('2027-01-01');
            insert into sales.visit select date '2026-01-01' + g, g from generate_series(0, 364) g;
            create view names as select name from customer;
            """;
    private static final String POLICY =
            """
            version: 1
            tables:
              public.customer: {columns: {id: keep, name: full_name, at: keep}}
              public."Odd Order": {columns: {No: keep, customer: keep, note: keep}}
              sales.visit: {columns: {day: keep, id: keep}}
            """;

    @AutoClose
    private static EmbeddedPostgres production;

    @AutoClose
    private static EmbeddedPostgres laptop;

    @TempDir
    static Path folder;

    private static Path archive;

    private RestoreRun run;

    @BeforeAll
    static void makeADump() throws Exception {
        production = EmbeddedPostgres.open();
        laptop = EmbeddedPostgres.open();
        production.createDatabase("shop");
        production.execute("shop", SCHEMA);
        NightRun.grant(production, "shop");
        NightRun night =
                NightRun.of(folder.resolve("night"), production, "shop").policy(POLICY);
        ShellRun made = night.toFolder();
        assertThat(made.exit()).as(made.err()).isZero();
        archive = night.archive();
    }

    @BeforeEach
    void clean() throws Exception {
        run = new RestoreRun(Files.createTempDirectory(folder, "home"));
        for (String name : RestoreRun.databases(laptop).split(" ")) {
            if (!name.equals("postgres")) {
                laptop.execute("postgres", "drop database \"" + name + "\" with (force)");
            }
        }
    }

    private ShellRun restore(String... more) {
        return run.restore(arguments(more));
    }

    private static String[] arguments(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = archive.toString();
        all[1] = "--into";
        all[2] = laptop.uri("shop");
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    private static String count() throws Exception {
        return RestoreRun.ask(laptop, "shop", "select count(*) from customer");
    }

    @Test
    void oneCommandBringsADumpIntoANewDatabase() throws Exception {
        ShellRun restored = restore();
        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(restored.out()).startsWith("database shop is ready: 2,865 rows in ");
        assertThat(restored.err())
                .contains("SOURCE")
                .contains("TARGET")
                .contains("shop of 2")
                .contains("(new)");
        assertThat(RestoreRun.databases(laptop)).isEqualTo("postgres shop");
        assertThat(count()).isEqualTo("2000");
        assertThat(RestoreRun.ask(laptop, "shop", "select count(*) from names where name like 'Mona Real%'"))
                .isEqualTo("0");
        assertThat(RestoreRun.ask(
                        laptop,
                        "postgres",
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = 'shop'"))
                .matches("dumplink:restore-target env=local id=\\S+ for=shop at=\\S+ dump=shop\\S+");
        assertThat(run.audit()).containsExactly("RS002I", "RS001I");
    }

    @Test
    void theOneThatWasThereIsKeptComesBackAndCanBeDeleted() throws Exception {
        assertThat(restore().exit()).isZero();
        laptop.execute("shop", "create table mine ()");
        ShellRun again = restore();
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out()).containsPattern("the one that was there is shop_old_\\d{8}T\\d{6}Z now");
        assertThat(RestoreRun.databases(laptop)).matches("postgres shop shop_old_\\S+");
        assertThat(RestoreRun.ask(laptop, "shop", "select to_regclass('mine')")).isNull();

        ShellRun undone = run.restore("undo", "--into", laptop.uri("shop"));
        assertThat(undone.exit()).as(undone.err()).isZero();
        assertThat(RestoreRun.ask(laptop, "shop", "select to_regclass('mine')")).isEqualTo("mine");
        assertThat(run.restore("undo", "--into", laptop.uri("shop")).exit()).isZero();
        assertThat(RestoreRun.ask(laptop, "shop", "select to_regclass('mine')")).isNull();

        assertThat(run.restore("prune", "--into", laptop.uri("shop")).out()).isEqualTo("there is nothing to delete\n");
        ShellRun unasked = run.restore("prune", "--all", "--into", laptop.uri("shop"));
        assertThat(unasked.exit()).isEqualTo(Main.REFUSED);
        assertThat(unasked.err()).contains("there is no terminal to ask at; say --yes to have shop_old_");
        ShellRun pruned = run.restore("prune", "--all", "--yes", "--into", laptop.uri("shop"));
        assertThat(pruned.out()).startsWith("deleted: shop_old_");
        assertThat(RestoreRun.databases(laptop)).isEqualTo("postgres shop");
        assertThat(run.audit())
                .containsExactly("RS002I", "RS001I", "RS002I", "RS001I", "RS004I", "RS004I", "RS001D", "RS005I");
    }

    @Test
    void theServerItWasTakenFromIsRefusedWhateverIsSaid() throws Exception {
        String before = RestoreRun.databases(production);
        for (String name : List.of("shop", "shop_dev")) {
            ShellRun refused = run.typing("restore " + name, archive.toString(), "--into", production.uri(name));
            assertThat(refused.exit()).isEqualTo(Main.REFUSED);
            assertThat(refused.err()).contains("this is the server that the dump was taken from");
        }
        assertThat(RestoreRun.databases(production)).isEqualTo(before);
        assertThat(run.audit()).containsExactly("RS001D", "RS001D");
    }

    @Test
    void whatSomebodyElseMadeIsReplacedOnlyWhenTheyMeanIt() throws Exception {
        laptop.execute("postgres", "create role dev login createdb");
        try {
            laptop.execute("postgres", "create database shop owner dev");
            laptop.execute("postgres", "comment on database shop is 'my own'");
            laptop.execute("shop", "set role dev; create schema dev; create table dev.mine as select 1 as one");
            String url = "postgres://dev@127.0.0.1:" + laptop.port() + "/shop";
            ShellRun nobody = run.restore(archive.toString(), "--into", url);
            assertThat(nobody.exit()).isEqualTo(Main.REFUSED);
            assertThat(nobody.err())
                    .contains("! database shop is there already, and dumplink did not make it")
                    .contains("--plan");
            ShellRun careless = run.typing("yes", archive.toString(), "--into", url);
            assertThat(careless.exit()).isEqualTo(Main.REFUSED);
            assertThat(careless.err()).contains("not confirmed");
            assertThat(RestoreRun.databases(laptop)).isEqualTo("postgres shop");

            ShellRun rehearsal = run.restore(archive.toString(), "--into", url, "--dry-run");
            assertThat(rehearsal.exit()).as(rehearsal.err()).isZero();
            String plan = rehearsal.out().strip();
            assertThat(plan).matches("plan-\\d{8}T\\d{6}Z-[0-9a-f]{16}");
            assertThat(RestoreRun.databases(laptop)).isEqualTo("postgres shop");
            ShellRun other = run.restore(archive.toString(), "--into", url.replace("/shop", "/shop2"), "--plan", plan);
            assertThat(other.exit())
                    .as("a new one asks nothing, so it needs no plan")
                    .isZero();
            ShellRun forged =
                    run.restore(archive.toString(), "--into", url, "--plan", plan.replaceAll("....$", "0000"));
            assertThat(forged.exit()).isEqualTo(Main.REFUSED);
            ShellRun planned = run.restore(archive.toString(), "--into", url, "--plan", plan);
            assertThat(planned.exit()).as(planned.err()).isZero();
            assertThat(count()).isEqualTo("2000");

            assertThat(run.restore("undo", "--into", url).exit()).isZero();
            assertThat(RestoreRun.ask(laptop, "shop", "select one from dev.mine"))
                    .isEqualTo("1");
            assertThat(RestoreRun.ask(
                            laptop,
                            "shop",
                            "select shobj_description(oid, 'pg_database') from pg_database where datname = 'shop'"))
                    .isEqualTo("my own");
        } finally {
            clean();
            laptop.execute("postgres", "drop role dev");
        }
    }

    @Test
    void theNewOneGetsTheOldOnesSettingsRightsAndOwner() throws Exception {
        laptop.execute("postgres", "create role app");
        try {
            assertThat(restore().exit()).isZero();
            laptop.execute("postgres", "alter database shop owner to app");
            laptop.execute("postgres", "alter database shop set search_path = '$user', public, sales");
            laptop.execute("postgres", "alter database shop set default_transaction_read_only = on");
            laptop.execute("postgres", "alter database shop set statement_timeout = '1s'");
            laptop.execute("postgres", "revoke connect on database shop from public");
            ShellRun again = restore();
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(again.err()).doesNotContain("could not be taken over");
            String facts =
                    "select pg_get_userbyid(datdba) || ' ' || (select string_agg(a::text, ' ' order by a::text) from unnest(datacl) a) || ' ' || (select setconfig::text from"
                            + " pg_db_role_setting where setdatabase = d.oid) from pg_database d where datname %s";
            assertThat(RestoreRun.ask(laptop, "postgres", facts.formatted("= 'shop'")))
                    .isEqualTo(RestoreRun.ask(laptop, "postgres", facts.formatted("like 'shop_old%'")))
                    .contains("app ");
            assertThat(RestoreRun.ask(
                            laptop,
                            "shop",
                            "select pg_get_userbyid(relowner) from pg_class where relname = 'customer'"))
                    .isEqualTo("app");
        } finally {
            clean();
            laptop.execute("postgres", "drop role app");
        }
    }

    @Test
    void aRightThatCannotBePassedOnLeavesTheNewOneClosedAndAPersonsWordsStay() throws Exception {
        laptop.execute("postgres", "create role dev login createdb");
        laptop.execute("postgres", "create role reader");
        try {
            laptop.execute("postgres", "create database shop owner dev");
            laptop.execute("postgres", "comment on database shop is 'ask Ann first'");
            laptop.execute("postgres", "grant connect on database shop to reader");
            laptop.execute("postgres", "revoke connect on database shop from public");
            laptop.execute("postgres", "alter database shop set dumplink.environment = 'staging'");
            ShellRun restored =
                    run.restore(archive.toString(), "--into", "postgres://dev@127.0.0.1:" + laptop.port() + "/shop");
            assertThat(restored.exit()).as(restored.err()).isZero();
            assertThat(RestoreRun.ask(
                            laptop,
                            "postgres",
                            "select has_database_privilege('reader', 'shop', 'connect')::text || has_database_privilege('public',"
                                    + " 'shop', 'connect')"))
                    .isEqualTo("truefalse");
            assertThat(RestoreRun.ask(
                            laptop,
                            "postgres",
                            "select shobj_description(oid, 'pg_database') from pg_database where datname = 'shop'"))
                    .startsWith("dumplink:restore-target")
                    .endsWith("\nask Ann first");
        } finally {
            clean();
            laptop.execute("postgres", "drop role dev");
            laptop.execute("postgres", "drop role reader");
        }
    }

    @Test
    void whoeverIsConnectedIsDisconnectedOnlyIfThatIsSaid() throws Exception {
        assertThat(restore().exit()).isZero();
        try (Connection attached = DriverManager.getConnection(laptop.jdbcUrl("shop"))) {
            ShellRun refused = restore();
            assertThat(refused.exit()).isEqualTo(Main.REFUSED);
            assertThat(refused.err())
                    .contains("1 session is connected to database shop")
                    .contains("--end-sessions");
            assertThat(attached.isValid(5)).isTrue();
            ShellRun ended = restore("--end-sessions");
            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(attached.isValid(5)).isFalse();
        }
        assertThat(count()).isEqualTo("2000");
    }

    @Test
    void aLoadThatFailsLeavesWhatWasThereAndSaysWhatIsLeft() throws Exception {
        assertThat(restore().exit()).isZero();
        laptop.execute("shop", "create table mine ()");
        Path broken = Files.createDirectories(folder.resolve("bin")).resolve("pg_restore");
        Files.writeString(
                broken,
                """
                #!/bin/sh
                case "$1" in --version) exec pg_restore --version;; esac
                echo 'pg_restore: error: could not execute query: ERROR:  permission denied to create extension "x"' >&2
                exit 1
                """);
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        ShellRun failed = restore("--pg-restore", broken.toString());
        assertThat(failed.exit()).isEqualTo(Main.FAILED);
        assertThat(failed.err())
                .contains("permission denied to create extension")
                .contains("database shop is as it was; what was loaded so far is database shop_restore_")
                .contains("restore prune");
        assertThat(RestoreRun.ask(laptop, "shop", "select to_regclass('mine')")).isEqualTo("mine");
        ShellRun next = restore();
        assertThat(next.exit()).as(next.err()).isZero();
        assertThat(next.err()).contains("was left by a restore that did not end");
        ShellRun pruned = run.restore("prune", "--all", "--yes", "--into", laptop.uri("shop"));
        assertThat(pruned.out()).contains("shop_restore_").contains("shop_old_");
        assertThat(run.audit()).contains("RS001E");
    }

    @Test
    void whatWasRenamedIsSomebodysOwnAndIsNeitherBroughtBackNorDeleted() throws Exception {
        assertThat(restore().exit()).isZero();
        assertThat(restore().exit()).isZero();
        String old = RestoreRun.databases(laptop).replaceFirst("postgres shop ", "");
        laptop.execute("postgres", "alter database \"" + old + "\" rename to precious");
        ShellRun pruned = run.restore("prune", "--all", "--yes", "--into", laptop.uri("shop"));
        assertThat(pruned.out()).isEqualTo("there is nothing to delete\n");
        assertThat(run.restore("undo", "--into", laptop.uri("shop")).exit()).isEqualTo(Main.REFUSED);
        assertThat(RestoreRun.databases(laptop)).isEqualTo("postgres precious shop");
    }

    @Test
    void aMarkWrittenByHandIsThereAgainAfterUndo() throws Exception {
        String mark = "dumplink:restore-target env=staging id=7";
        laptop.execute("postgres", "create database shop");
        laptop.execute("postgres", "comment on database shop is '" + mark + "'");
        assertThat(restore().exit()).isZero();
        ShellRun undone = run.restore("undo", "--into", laptop.uri("shop"));
        assertThat(undone.exit()).as(undone.err()).isZero();
        assertThat(RestoreRun.ask(
                        laptop,
                        "postgres",
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = 'shop'"))
                .isEqualTo(mark);
    }

    /** With a pg_restore that has begun and does not come to its end. */
    @Test
    void whoeverStopsItInTheMiddleIsToldWhatIsLeft() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("endless"));
        Path endless = bin.resolve("pg_restore");
        Files.writeString(
                endless,
                """
                #!/bin/sh
                case "$1" in --version) exec pg_restore --version;; esac
                touch '%s/begun'
                exec sleep 600
                """
                        .formatted(bin));
        assertThat(endless.toFile().setExecutable(true)).isTrue();
        Path said = bin.resolve("said");
        ProcessBuilder command = new ProcessBuilder(Product.command(
                List.of(),
                "restore",
                archive.toString(),
                "--into",
                laptop.uri("shop"),
                "--pg-restore",
                endless.toString()));
        command.environment().putAll(run.environment());
        command.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        Process process = command.directory(run.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            while (process.isAlive() && !Files.exists(bin.resolve("begun"))) {
                Thread.sleep(20);
            }
            // SIGTERM
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(said)
                .content()
                .containsPattern(
                        "dumplink: interrupted\\. there is no database shop; what was loaded so far is database"
                                + " shop_restore_\\S+, which restore prune deletes");
        assertThat(process.descendants()).isEmpty();
        assertThat(RestoreRun.databases(laptop)).matches("postgres shop_restore_\\d{8}T\\d{6}Z");
        assertThat(run.audit()).containsExactly("RS002I", "RS001E");
    }

    @Test
    void whatIsMissingOrMistypedIsSaidInOneLine() {
        assertThat(run.restore().err()).contains("--into is missing");
        assertThat(run.restore("--into", laptop.uri("shop")).err()).contains("SOURCE is missing");
        ShellRun secret = run.restore(archive.toString(), "--into", "postgres//dev:geheim@127.0.0.1/shop");
        assertThat(secret.exit()).isEqualTo(Main.WRONG_USAGE);
        assertThat(secret.err()).contains("--into: url must be like").doesNotContain("geheim");
        assertThat(restore("--plan", "tomorrow").err()).contains("'tomorrow' is no plan");
        ShellRun away = run.restore(archive.toString(), "--into", "postgres://dev@127.0.0.1:1/shop");
        assertThat(away.exit()).isEqualTo(Main.FAILED);
        assertThat(away.err()).contains("cannot be reached");
    }
}
