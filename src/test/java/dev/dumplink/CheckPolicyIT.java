package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.postgres.RoleReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check policy} says of a shop that lives on, typed as at a shell. */
final class CheckPolicyIT {
    private static final Path SHOP = Path.of("src/test/resources/dev/dumplink/demo/shop.sql");

    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private PolicyShell shell;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        PolicyShell.makeReader(postgres);
        postgres.createDatabase("original");
        postgres.load("original", SHOP);
    }

    @BeforeEach
    void open() throws Exception {
        postgres.execute("postgres", "CREATE DATABASE shop TEMPLATE original");
        shell = new PolicyShell(folder, postgres).database("shop");
    }

    @AfterEach
    void drop() throws Exception {
        postgres.execute("postgres", "DROP DATABASE shop WITH (FORCE)");
    }

    @Test
    void thePgDumpOfTheConfigurationIsTheOneThatADumpWouldUse() throws Exception {
        shell.suggest("shop");
        String section = "{url: '" + PolicyShell.url("reader", postgres.port(), "shop")
                + "', policy: policies/shop.yml, pg_dump: '%s'}";
        PolicyShell elsewhere = new PolicyShell(folder, postgres)
                .environment("PATH", folder.toString())
                .dump(
                        "shop",
                        section.formatted(EmbeddedPostgres.client("pg_dump").path()));
        assertThat(elsewhere.check("shop").out()).startsWith("shop: nothing is in the way of a dump (");
        PolicyShell nowhere = new PolicyShell(folder, postgres).dump("shop", section.formatted("/no/such/pg_dump"));
        assertThat(nowhere.check("shop").out()).contains("shop: pg_dump: ", "/no/such/pg_dump");
    }

    @Test
    void aNewcomerHasAPolicyAtOnceAndIsToldWhenItNoLongerDoes() throws Exception {
        ShellRun suggested = shell.suggest("shop");
        assertThat(suggested.exit()).isZero();
        assertThat(suggested.err())
                .isEqualTo("dumplink: 20 columns masked, 41 kept; look at the 8 lines with \"# ?\"\n");
        assertThat(shell.checkOnTerminal("--suggest").err())
                .endsWith("\ndumplink: save it with 'dumplink check policy shop --suggest > " + shell.policy("shop")
                        + "', then see with 'dumplink check policy shop' that it fits\n");
        assertThat(new PolicyShell(folder, postgres)
                        .dump("shop", "{url: '" + PolicyShell.url("reader", postgres.port(), "shop") + "'}")
                        .checkOnTerminal("--suggest")
                        .err())
                .contains("--suggest > FILE', name FILE in the configuration as databases.shop.dump.policy, then see");

        ShellRun fits = shell.check("shop");
        assertThat(fits.exit()).isZero();
        assertThat(fits.out())
                .matches(
                        "shop: nothing is in the way of a dump \\(PostgreSQL 15\\.\\d+, pg_dump 1\\d\\.\\d+, role reader;"
                                + " 10 tables: 20 columns masked, 41 kept\\)\n");

        edit("      phone:         phone\n", "");
        finds("public.customers.phone: this column (text) has no rule; add phone: phone, or keep it");
        edit("born_on:       date", "burn_on:       date");
        finds(
                "public.customers.phone: this column (text) has no rule; add phone: phone, or keep it",
                "public.customers.born_on: this column (date) has no rule; add born_on: date, or keep it",
                "public.customers.burn_on: there is no such column; remove its rule, or did you mean born_on?");
    }

    @Test
    void realValuesInTheSchemaAreFoundBeforeANightFindsThem() throws Exception {
        shell.suggest("shop");
        postgres.execute("shop", "COMMENT ON TABLE staff IS 'ask Prudence\nLEDGERLY'");
        String place = "COMMENT TABLE public.staff";
        finds("leak scan: real values of public.staff.name are in " + place + ", 1 time; change that text, or write"
                + " scan: {exceptions: [{value: public.staff.name, found: " + place + ", reason: WHY}]}");

        Files.writeString(
                shell.policy("shop"),
                "scan: {exceptions: [{value: public.staff.name, found: " + place + ", reason: she is the founder}]}\n",
                StandardOpenOption.APPEND);
        assertThat(shell.check("shop").exit()).isZero();
    }

    @Test
    void theSchemaIsSearchedWhateverElseIsInTheWay() throws Exception {
        shell.suggest("shop");
        postgres.execute("shop", "COMMENT ON TABLE staff IS 'ask Prudence Ledgerly'");
        postgres.execute("shop", "CREATE TABLE visitors (id int, name text)");
        edit("      phone:         phone\n", "");
        edit("      email:         email\n      first_name:", "      email:         e_mail\n      first_name:");
        String place = "COMMENT TABLE public.staff";
        assertThat(shell.check("shop").out())
                .contains(
                        "shop: public.customers.phone: this column (text) has no rule",
                        "shop: public.customers.email: ",
                        "shop: public.visitors: this table has no rules",
                        "shop: leak scan: real values of public.staff.name are in " + place + ", 1 time");
    }

    @Test
    void whoeverHoldsATableMeanwhileIsNamed() throws Exception {
        shell.suggest("shop");
        try (Connection migration =
                DriverManager.getConnection(postgres.jdbcUrl("shop") + "&ApplicationName=migration")) {
            try (Statement statement = migration.createStatement()) {
                // ends by itself after everybody has waited long enough to be told
                statement.execute("SET idle_in_transaction_session_timeout = '5s'");
                statement.execute("BEGIN");
                statement.execute("LOCK TABLE staff IN ACCESS EXCLUSIVE MODE");
                ShellRun run = shell.check("shop");
                assertThat(run.err())
                        .matches(
                                "dumplink: shop: waiting for public\\.staff \\(\\d s\\), which process \\d+ \\(migration\\)"
                                        + " has locked\n");
                assertThat(run.exit()).isZero();
            }
        }
    }

    @Test
    void whatProductionGainsIsFoundBeforeItLeaks() throws Exception {
        shell.suggest("shop");

        postgres.execute("shop", "ALTER TABLE staff ADD COLUMN home_phone text, ADD COLUMN floor int");
        postgres.execute("shop", "CREATE TABLE visitors (id int, name text)");
        finds(
                "public.staff.home_phone: this column (text) has no rule; add home_phone: phone, or keep it",
                "public.staff.floor: this column (integer) has no rule; add a mask, or floor: keep",
                "public.visitors: this table has no rules; add it with its columns, or rows: none; 'dumplink check policy"
                        + " shop --suggest' prints them");
        shell.suggest("shop");
        assertThat(shell.check().exit()).isZero();
        postgres.execute("shop", "ALTER TABLE staff DROP COLUMN home_phone");
        finds(
                "public.staff.home_phone: there is no such column; remove its rule, or name one of email, floor, id, name,"
                        + " password_hash, reports_to");
    }

    @Test
    void everythingIsListedAtOnce() throws Exception {
        shell.suggest("shop");
        edit("      email:         email\n", "      email:         e_mail\n");
        postgres.execute("shop", "GRANT UPDATE ON customers TO reader; SELECT lo_create(0)");
        shell.environment("PATH", folder.toString());

        ShellRun run = shell.check();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines())
                .hasSize(7)
                .anyMatch(
                        line -> line.startsWith("shop: public.customers.email: there is no mask e_mail; did you mean"))
                .anyMatch(line -> line.startsWith("shop: public.staff.email: there is no mask e_mail; did you mean"))
                .contains(
                        "shop: role reader: it has UPDATE on 1 table of schema \"public\": customers; REVOKE UPDATE ON ALL"
                                + " TABLES IN SCHEMA \"public\" FROM \"reader\"; or say in the policy why not, as role:"
                                + " {allow_writes: REASON}",
                        "shop: pg_dump: there is no pg_dump on the PATH; install the PostgreSQL client programs of the"
                                + " server's version or newer",
                        "shop: note: large objects: there are 1, which no dump holds",
                        "shop: note: leak scan: the schema is not searched before that is mended: there is no pg_dump on"
                                + " the PATH; install the PostgreSQL client programs of the server's version or newer")
                .last()
                .asString()
                .startsWith("shop: 4 things are in the way of a dump (PostgreSQL 15.");
    }

    @Test
    void aRoleThatMayTooMuchIsFoundUnlessThePolicySaysWhy() throws Exception {
        shell.suggest("shop");
        shell = new PolicyShell(folder, postgres).database("shop", "postgres");

        ShellRun refused = shell.check();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out().lines())
                .first()
                .asString()
                .startsWith(
                        "shop: role postgres: it is a superuser, for whom nothing is forbidden; name another role in url, one that"
                                + " these lines make, or say in the policy why not, as role: {allow_superuser: REASON}");
        List<String> script = refused.out()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        assertThat(String.join("\n", script) + "\n").isEqualTo(RoleReport.rightRole("dumplink", "shop"));
        Files.writeString(
                shell.policy("shop"),
                Files.readString(shell.policy("shop")) + "role: {allow_superuser: it is the only one there}\n");
        ShellRun excused = shell.check();
        assertThat(excused.exit()).isZero();
        assertThat(excused.out())
                .startsWith(
                        "shop: note: role postgres: it is a superuser, for whom nothing is forbidden, which the policy"
                                + " allows: it is the only one there\n");
    }

    @Test
    void rowsThatSecurityWouldHideAreFound() throws Exception {
        shell.suggest("shop");
        postgres.execute(
                "shop", "ALTER TABLE reviews ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON reviews USING (true)");
        assertThat(shell.check().out())
                .startsWith(
                        "shop: note: public.reviews: it has row-level security, which role reader bypasses: all rows"
                                + " are dumped\n");
        postgres.execute("postgres", "CREATE ROLE blinkered LOGIN IN ROLE pg_read_all_data");

        shell = new PolicyShell(folder, postgres).database("shop", "blinkered");
        finds("role blinkered: row-level security would keep rows of public.reviews from it; ALTER ROLE \"blinkered\""
                + " BYPASSRLS");
        ShellRun suggested = shell.check("--suggest");
        assertThat(suggested.exit()).isZero();
        assertThat(suggested.err()).startsWith("dumplink: guessed by names and types alone, because public.reviews: ");
    }

    @Test
    void tablesElsewhereAndThoseOfExtensionsAreSuggestedAndNamed() throws Exception {
        postgres.execute(
                "shop",
                "CREATE EXTENSION postgres_fdw; CREATE SERVER afar FOREIGN DATA WRAPPER postgres_fdw;"
                        + " CREATE FOREIGN TABLE prices (id int, email text) SERVER afar");

        assertThat(shell.suggest("shop").out())
                .contains("  public.prices: {rows: none}   # its rows lie on another server\n");
        edit("  public.prices: {rows: none}   # its rows lie on another server\n", "");
        finds("public.prices: this table has no rules; add it with rows: none");
        shell.suggest("shop");
        ShellRun run = shell.check();
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("shop: note: public.prices: its rows lie on another server, and no dump holds them\n")
                .contains("11 tables: 20 columns masked, 41 kept; of 1 no rows)");
    }

    @Test
    void oneDatabaseThatIsAwayDoesNotHideTheOthersFindings() throws Exception {
        ShellRun run = shell.dump(
                        "blog",
                        "{url: 'postgres://reader:" + PolicyShell.PASSWORD
                                + "@127.0.0.1:1/blog', policy: policies/blog.yml}")
                .check();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("dumplink: blog: 127.0.0.1:1/blog: cannot be reached (")
                .hasLineCount(1);
        assertThat(run.out())
                .startsWith(
                        "shop: policy: there is no file " + shell.policy("shop") + " that can be read; 'dumplink check"
                                + " policy shop --suggest > " + shell.policy("shop") + "' writes one to begin with\n");
        assertThat(run.out() + run.err()).doesNotContain(PolicyShell.PASSWORD);
        ShellRun suggested = shell.check("blog", "--suggest");
        assertThat(suggested.exit()).isEqualTo(1);
        assertThat(suggested.out()).isEmpty();
        assertThat(suggested.err())
                .startsWith("dumplink: 127.0.0.1:1/blog: cannot be reached (")
                .hasLineCount(1);
    }

    @Test
    void aPolicyThatIsWrongInItselfIsNamedWithItsLine() throws Exception {
        Files.writeString(shell.policy("shop"), "version: 1\ntable: {}\n");

        finds("policy: " + shell.policy("shop") + ":2:1: table: nobody reads this key; did you mean tables?");
    }

    @Test
    void theConfigurationNeedsNothingElse() throws Exception {
        Map<String, String> wrong = Map.of(
                "{policy: a.yml}",
                        "dumplink.yml:2:27: databases.shop.dump.url: this is needed here: such as postgres://",
                "{url: 'postgres://a@b/c'}",
                        "databases.shop.dump.policy: this is needed here: a file, from here, such as",
                "{url: 'mysql://a:hush@b/c', policy: a.yml}", "databases.shop.dump.url must be like postgres://",
                "{url: '${NOWHERE}', policy: a.yml}", "the environment variable NOWHERE is not set");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            ShellRun run = new PolicyShell(folder, postgres)
                    .dump("shop", each.getKey())
                    .check("shop");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains(each.getValue())
                    .doesNotContain("hush")
                    .hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
        assertThat(shell.check("shoe").err())
                .contains("databases.shoe: no database of this name has a section dump; those that have one: shop");
        assertThat(new PolicyShell(folder, postgres)
                        .dump("shop", "null")
                        .check()
                        .err())
                .contains("databases: none has a section dump, with url and policy");
        shell.dump("blog", "{url: '${NOWHERE}', policy: '${NEITHER}'}");
        assertThat(shell.check("shop").exit()).isEqualTo(2);
        assertThat(shell.check("shop").err()).isEmpty();
        assertThat(shell.check("--suggest").err()).contains("--suggest is about one database: name one of shop, blog");
    }

    @Test
    void whatCanBeCheckedIsListed() {
        ShellRun run = ShellRun.of(Map.of(), "check");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: dumplink check", "policy  Compares policies with the live databases");
        assertThat(ShellRun.of(Map.of(), "check", "policy", "--help").out()).contains("--suggest", "Exit codes:");
    }

    /** With exit code 2, a verdict below them, and nothing else said. */
    private void finds(String... findings) throws Exception {
        ShellRun run = shell.check("shop");
        List<String> lines = run.out()
                .lines()
                .filter(line -> !line.startsWith("shop: note: "))
                .map(line -> line.substring("shop: ".length()))
                .toList();
        assertThat(lines.subList(0, lines.size() - 1)).containsExactly(findings);
        assertThat(lines.get(lines.size() - 1))
                .matches(findings.length + " things? (is|are) in the way of a dump \\(PostgreSQL 15.*\\)");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(2);
    }

    private void edit(String old, String with) throws Exception {
        String policy = Files.readString(shell.policy("shop"));
        assertThat(policy).contains(old);
        Files.writeString(shell.policy("shop"), policy.replace(old, with));
    }
}
