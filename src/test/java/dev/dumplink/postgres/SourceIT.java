package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Getting in, whatever is set for the role, and knowing where one is and what one may do. */
@Timeout(60)
class SourceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        postgres.createDatabase("shop");
        execute(
                "CREATE ROLE secretive LOGIN PASSWORD 'right'",
                "CREATE ROLE rejected LOGIN",
                "CREATE ROLE full_up LOGIN CONNECTION LIMIT 0",
                "CREATE SCHEMA app",
                """
                CREATE TABLE app.person (id int PRIMARY KEY, seen timestamptz, took interval, ratio float8, photo bytea,
                  "select" text, nothing text)""",
                """
                INSERT INTO app.person SELECT g, '2026-03-29 01:59:59+00', '1 day 02:03:04', 0.1::float8 + 0.2, '\\x00ff', E'ä\\\\',
                  NULL FROM generate_series(1, 3) g""",
                "CREATE SEQUENCE app.number");
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("shop"))) {
            String file = Rows.one(connection, "SHOW hba_file", row -> row.getString(1));
            Path rules = Path.of(file);
            Files.writeString(
                    rules,
                    """
                    host all secretive 127.0.0.1/32 scram-sha-256
                    host all rejected 127.0.0.1/32 reject
                    """
                            + Files.readString(rules));
            Rows.execute(connection, "SELECT pg_reload_conf()");
        }
    }

    private static void execute(String... statements) throws Exception {
        for (String statement : statements) {
            postgres.execute("shop", statement);
        }
    }

    private static Source as(String role) {
        return Source.open(TestServer.settings(postgres, "shop", role));
    }

    private static Table person(Source source) {
        return source.schema().table(new TableName("app", "person")).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secretive:wr0ng@127.0.0.1:PORT/shop | the password of role secretive is wrong",
                "secretive@127.0.0.1:PORT/shop | the server asks for a password and the URL has none",
                "rejected:wr0ng@127.0.0.1:PORT/shop | the server does not let role rejected in: pg_hba.conf rejects connection",
                "nobody:wr0ng@127.0.0.1:PORT/shop | the server does not let role nobody in: role \"nobody\" does not exist",
                "postgres:wr0ng@127.0.0.1:PORT/shopp | there is no such database",
                "full_up:wr0ng@127.0.0.1:PORT/shop | the server takes no more connections",
                "postgres:wr0ng@127.0.0.1:1/shop | cannot be reached (ConnectException)",
                "postgres:wr0ng@host.invalid:PORT/shop | there is no host of that name",
                "postgres:wr0ng@127.0.0.1:PORT/shop?sslmode=require | the server offers no TLS",
            })
    void whyTheServerCannotBeEnteredIsSaidInOneLine(String place, String reason) {
        SourceSettings settings =
                SourceSettings.parse("postgres://" + place.replace("PORT", Integer.toString(postgres.port())));
        assertThatThrownBy(() -> Source.open(settings))
                .isInstanceOf(SourceFailure.class)
                .hasMessageStartingWith(settings + ": " + reason)
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wr0ng", "\n"));
    }

    @Test
    void aServerThatStaysSilentIsGivenUp() throws Exception {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", postgres.port())) {
            proxy.blackhole();
            SourceSettings settings =
                    SourceSettings.parse("postgres://postgres@127.0.0.1:" + proxy.port() + "/shop?connect_timeout=1");
            assertThatThrownBy(() -> Source.open(settings))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("nothing answers there within the time allowed");
        }
    }

    @Test
    void theRightPasswordLetsIn() {
        try (Source source = Source.open(SourceSettings.parse(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/shop?user=secretive&password=right"))) {
            assertThat(source.majorVersion()).isEqualTo(15);
        }
    }

    @Test
    void whateverIsSetForTheRoleValuesComeAsPgDumpReadsThem() throws Exception {
        execute("CREATE ROLE fussy LOGIN", "GRANT pg_read_all_data TO fussy");
        Map<String, String> settings = Map.ofEntries(
                Map.entry("DateStyle", "SQL, DMY"),
                Map.entry("IntervalStyle", "sql_standard"),
                Map.entry("TimeZone", "Asia/Kolkata"),
                Map.entry("extra_float_digits", "-5"),
                Map.entry("bytea_output", "escape"),
                Map.entry("client_encoding", "LATIN1"),
                Map.entry("quote_all_identifiers", "on"),
                Map.entry("row_security", "on"),
                Map.entry("search_path", "app, pg_catalog"),
                Map.entry("standard_conforming_strings", "off"),
                Map.entry("synchronize_seqscans", "on"),
                Map.entry("statement_timeout", "1ms"),
                Map.entry("lock_timeout", "1ms"),
                Map.entry("idle_in_transaction_session_timeout", "1ms"),
                Map.entry("default_transaction_isolation", "read committed"),
                Map.entry("default_transaction_deferrable", "on"));
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String value = setting.getKey().equals("search_path") ? setting.getValue() : "'" + setting.getValue() + "'";
            execute("ALTER ROLE fussy SET " + setting.getKey() + " = " + value);
        }
        try (Source source = as("fussy");
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            Table table = person(source);
            assertThat(TestServer.text(reader.read(table)).lines().findFirst())
                    .hasValue("1\t2026-03-29 01:59:59+00\t1 day 02:03:04\t0.30000000000000004\t\\\\x00ff\tä\\\\\t\\N");
            assertThat(table.column("seen").orElseThrow().type().sql()).isEqualTo("timestamp with time zone");
            EmbeddedPostgres.client("pg_dump");
            try (PgDumpOutput output = PgDump.onPath(System.getenv("PATH"))
                    .schema(source.settings(), snapshot.id(), source.majorVersion())) {
                assertThat(output.readAllBytes()).isNotEmpty();
            }
        }
        execute("DROP OWNED BY fussy", "DROP ROLE fussy");
    }

    /** Which of them strikes is a matter of chance, so that it is tried often. */
    @Test
    void aTimeoutOfTheRoleStrikesNeitherBeforeItIsLiftedNorAfterwards() throws Exception {
        execute("CREATE ROLE hasty LOGIN", "ALTER ROLE hasty SET statement_timeout = '1ms'");
        SourceSettings hasty = TestServer.settings(postgres, "shop", "hasty");
        for (int i = 0; i < 50; i++) {
            try (Source source = Source.open(hasty);
                    Connection other = source.connect()) {
                assertThat(source.settings().libpqUri()).contains("options=-c%20statement_timeout%3D0");
                Rows.execute(other, "SELECT pg_sleep(0.005)");
            }
        }
        SourceSettings unhurried = hasty.unhurried();
        try (Connection begun = DriverManager.getConnection(unhurried.jdbcUrl(), unhurried.jdbcProperties())) {
            Rows.execute(begun, "SELECT pg_sleep(0.005)");
        }
        execute("DROP ROLE hasty");
    }

    @Test
    void nothingCanBeWrittenThroughIt() throws Exception {
        try (Source source = as("postgres");
                Connection connection = source.connect()) {
            assertThatThrownBy(() -> Rows.execute(connection, "DELETE FROM app.person"))
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void knowsWhichServerItIsAndItsMarks() throws Exception {
        postgres.createDatabase("marked");
        postgres.execute("marked", "ALTER DATABASE marked SET dumplink.environment = 'staging'");
        postgres.execute("marked", "COMMENT ON DATABASE marked IS 'a copy'");
        postgres.execute("marked", "ALTER ROLE ALL SET dumplink.environment = 'production'");
        try (Source marked = Source.open(TestServer.settings(postgres, "marked"));
                Source plain = as("postgres")) {
            ServerIdentity identity = marked.identity();
            assertThat(identity.environment()).hasValue("staging");
            assertThat(identity.comment()).hasValue("a copy");
            assertThat(identity.database()).isEqualTo("marked");
            assertThat(identity.inRecovery()).isFalse();
            assertThat(identity.address()).hasValue("127.0.0.1");
            assertThat(identity.port()).hasValue(postgres.port());
            assertThat(identity.version()).matches("15\\.\\d+");
            assertThat(identity.systemIdentifier())
                    .isEqualTo(plain.identity().systemIdentifier())
                    .isNotZero();
            assertThat(identity.databaseOid()).isNotEqualTo(plain.identity().databaseOid());
            assertThat(plain.identity().environment()).isEmpty();
        }
        postgres.execute("marked", "ALTER ROLE ALL RESET dumplink.environment");
    }

    @Test
    void anIdentityThatCannotBeReadIsSaidWithTheMend() throws Exception {
        postgres.createDatabase("shy");
        postgres.execute("shy", "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        postgres.execute("shy", "CREATE ROLE \"shy One\" LOGIN");
        SourceSettings settings = SourceSettings.parse("postgres://shy%20One@127.0.0.1:" + postgres.port() + "/shy");
        try (Source source = Source.open(settings)) {
            assertThatThrownBy(source::identity)
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO \"shy One\"");
        }
    }

    @Test
    void theRoleOfTheReadmeCanReadEverythingAndNothingElse() throws Exception {
        postgres.createDatabase("all");
        postgres.load("all", TestServer.script("hostile.sql"));
        for (String statement : RoleReport.rightRole("reader", "all").split(";\\s*")) {
            postgres.execute("all", statement);
        }
        try (Source source = Source.open(TestServer.settings(postgres, "all", "reader"))) {
            assertThat(source.role()).isEqualTo(new RoleReport("reader", true, List.of()));
            assertThat(source.identity().systemIdentifier()).isNotZero();
            try (Snapshot snapshot = source.snapshot(PATIENCE);
                    TableReader reader = snapshot.reader()) {
                for (Table table : snapshot.schema().tables()) {
                    if (snapshot.whyNoRows(table).isEmpty()) {
                        assertThat(TestServer.text(reader.read(table))).isNotNull();
                    }
                }
                assertThat(snapshot.sequences()).isNotEmpty();
                assertThat(snapshot.largeObjects()).isEqualTo(1);
                EmbeddedPostgres.client("pg_dump");
                try (PgDumpOutput output = PgDump.onPath(System.getenv("PATH"))
                        .schema(TestServer.settings(postgres, "all", "reader"), snapshot.id(), 15)) {
                    assertThat(output.readAllBytes()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void beforePostgres14TheRightRoleIsGrantedEachSchema() throws Exception {
        postgres.createDatabase("elder");
        postgres.execute(
                "elder",
                """
                CREATE TABLE person (id serial PRIMARY KEY);
                CREATE SCHEMA "Odd; ""One";
                CREATE VIEW "Odd; ""One".seen AS SELECT * FROM person;
                CREATE TABLE "Odd; ""One".thing (id int);
                CREATE SCHEMA bare""");
        try (Connection superuser = DriverManager.getConnection(postgres.jdbcUrl("elder"))) {
            assertThat(RoleReading.read(superuser, 14).findings().get(0).mend())
                    .isEqualTo(RoleReport.rightRole("dumplink", "elder"));
            List<String> script =
                    RoleReading.read(superuser, 13).findings().get(0).script();
            assertThat(String.join("\n", script))
                    .contains(
                            """
                            GRANT USAGE ON SCHEMA "Odd; ""One" TO "dumplink";
                            GRANT SELECT ON ALL TABLES IN SCHEMA "Odd; ""One" TO "dumplink";
                            GRANT SELECT ON ALL SEQUENCES IN SCHEMA "Odd; ""One" TO "dumplink";
                            GRANT USAGE ON SCHEMA "public" TO "dumplink";
                            """)
                    .doesNotContain("pg_read_all_data", "bare", "pg_catalog", "information_schema");
            for (String statement : script) {
                Rows.execute(superuser, statement);
            }
        }
        try (Source source = Source.open(TestServer.settings(postgres, "elder", "dumplink"))) {
            assertThat(source.role()).isEqualTo(new RoleReport("dumplink", true, List.of()));
        }
    }

    @Test
    void whatARoleMayDoAndMayNotIsFoundAndTheMendMendsIt() throws Exception {
        postgres.createDatabase("wild");
        String[] wrong = {
            "CREATE ROLE wild_group",
            "CREATE ROLE wild_quiet NOINHERIT",
            "CREATE ROLE somebody_else",
            "CREATE ROLE wild LOGIN CREATEDB CREATEROLE NOINHERIT",
            "GRANT wild_group, wild_quiet, pg_write_all_data TO wild",
            "CREATE SCHEMA \"Odd One\"",
            "CREATE SCHEMA closed",
            "CREATE TABLE \"Odd One\".everybody (id int, name text)",
            "GRANT SELECT, INSERT, TRUNCATE ON \"Odd One\".everybody TO PUBLIC",
            "GRANT USAGE ON SCHEMA \"Odd One\" TO PUBLIC",
            "CREATE TABLE \"Odd One\".mine (id int, name text)",
            "GRANT SELECT, UPDATE (name) ON \"Odd One\".mine TO wild",
            "CREATE TABLE groups (id int)",
            "GRANT SELECT, DELETE ON groups TO wild_group",
            "CREATE TABLE quiet (id int)",
            "ALTER TABLE quiet OWNER TO wild_quiet",
            "CREATE TABLE owned (id int)",
            "ALTER TABLE owned OWNER TO wild",
            "CREATE TABLE closed.away (id int)",
            "CREATE SEQUENCE \"Odd One\".numbers",
            "GRANT USAGE ON SEQUENCE \"Odd One\".numbers TO wild",
            "GRANT CREATE ON DATABASE wild TO wild",
            "GRANT CREATE ON SCHEMA closed TO wild",
            "ALTER ROLE wild REPLICATION",
            "SELECT lo_create(4242)",
            "GRANT UPDATE ON LARGE OBJECT 4242 TO wild",
            "CREATE ROLE wild_boss SUPERUSER",
            "GRANT wild_boss TO wild",
            "CREATE TABLE hidden (id int)",
            "GRANT SELECT ON hidden TO wild",
            "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
        };
        for (String statement : wrong) {
            postgres.execute("wild", statement);
        }
        try (Source source = Source.open(TestServer.settings(postgres, "wild", "wild"))) {
            RoleReport report = source.role();
            Map<RoleReport.Kind, List<String>> whats = report.findings().stream()
                    .collect(Collectors.groupingBy(
                            RoleReport.Finding::kind,
                            Collectors.mapping(RoleReport.Finding::what, Collectors.toList())));
            assertThat(whats.get(RoleReport.Kind.WRITES))
                    .contains(
                            "it may make roles and give them rights",
                            "it may make databases",
                            "it may replicate: copy all files of the server, passwords included, and make slots that"
                                    + " fill its disk",
                            "it has UPDATE on large object 4242",
                            "it is a member of pg_write_all_data",
                            "as everybody it has INSERT, TRUNCATE on 1 table of schema \"Odd One\": everybody",
                            "it has UPDATE on 1 table of schema \"Odd One\": mine",
                            "it has USAGE on 1 sequence of schema \"Odd One\": numbers",
                            "as a member of wild_group it has DELETE on 1 table of schema \"public\": groups",
                            "it has CREATE in database \"wild\"",
                            "it has CREATE in schema \"closed\"")
                    .contains("it is a member of wild_quiet, which owns 1 thing: table public.quiet")
                    .contains("it owns 1 thing: table public.owned");
            assertThat(whats.get(RoleReport.Kind.SUPERUSER))
                    .containsExactly("it is a member of wild_boss, a superuser, and may become that role");
            assertThat(whats.get(RoleReport.Kind.ROWS_HIDDEN))
                    .containsExactly("row-level security would keep rows of public.hidden from it");
            assertThat(whats.get(RoleReport.Kind.UNREADABLE)).isNotEmpty();
            assertThat(report.bypassesRowSecurity()).isFalse();
            for (RoleReport.Finding finding : report.findings()) {
                postgres.execute("wild", finding.mend());
            }
            // what is read now may show what the broken role could not even see
            for (RoleReport.Finding finding : source.role().findings()) {
                postgres.execute("wild", finding.mend());
            }
            postgres.execute("wild", "ALTER ROLE wild INHERIT");
        }
        try (Source source = Source.open(TestServer.settings(postgres, "wild", "wild"))) {
            assertThat(source.role().findings()).isEmpty();
        }
    }

    @Test
    void powersOverTheServerAndOverWhatIsNoTableAreFoundAndTheMendMendsThem() throws Exception {
        postgres.createDatabase("sly");
        String[] wrong = {
            "CREATE ROLE new_owner",
            "CREATE ROLE sly_maker NOLOGIN CREATEDB",
            "CREATE ROLE sly_group",
            "CREATE ROLE sly LOGIN BYPASSRLS",
            "GRANT pg_read_all_data TO sly WITH ADMIN OPTION",
            "GRANT sly_maker, sly_group, pg_checkpoint, pg_read_server_files TO sly",
            "GRANT ALTER SYSTEM ON PARAMETER archive_command TO sly",
            "GRANT ALTER SYSTEM ON PARAMETER log_statement TO PUBLIC",
            "GRANT SET ON PARAMETER lo_compat_privileges TO sly_group",
            "GRANT SET ON PARAMETER of_some.extension TO sly",
            // these give nothing
            "GRANT SET ON PARAMETER log_min_duration_statement, deadlock_timeout, work_mem, archive_command TO sly",
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "ALTER FUNCTION mine() OWNER TO sly",
            "CREATE TYPE mood AS ENUM ('good')",
            "ALTER TYPE mood OWNER TO sly",
            "CREATE MATERIALIZED VIEW seen AS SELECT 1 AS one",
            "ALTER MATERIALIZED VIEW seen OWNER TO sly",
            "CREATE SCHEMA odd",
            "ALTER SCHEMA odd OWNER TO pg_read_all_data",
            "CREATE MATERIALIZED VIEW written AS SELECT 1 AS one",
            "GRANT INSERT ON written TO pg_read_all_data",
            "CREATE FOREIGN DATA WRAPPER far",
            "GRANT USAGE ON FOREIGN DATA WRAPPER far TO sly",
            "CREATE SERVER away FOREIGN DATA WRAPPER far",
            "GRANT USAGE ON FOREIGN SERVER away TO sly",
            "GRANT CREATE ON TABLESPACE pg_default TO sly",
            "GRANT EXECUTE ON FUNCTION lo_export(oid, text) TO sly",
            "GRANT EXECUTE ON FUNCTION pg_control_system() TO sly",
            "ALTER DEFAULT PRIVILEGES FOR ROLE sly GRANT SELECT ON TABLES TO sly_group",
            "CREATE USER MAPPING FOR sly SERVER away",
        };
        for (String statement : wrong) {
            postgres.execute("sly", statement);
        }
        try (Source source = Source.open(TestServer.settings(postgres, "sly", "sly"))) {
            List<RoleReport.Finding> findings = source.role().findings();
            assertThat(findings).extracting(RoleReport.Finding::kind).containsOnly(RoleReport.Kind.WRITES);
            assertThat(findings)
                    .extracting(RoleReport.Finding::what)
                    .containsExactlyInAnyOrder(
                            "it is a member of sly_maker and may become that role, which may make databases",
                            "it is a member of pg_checkpoint",
                            "it is a member of pg_read_server_files",
                            "it may make others members of pg_read_all_data",
                            "it owns 3 things: function public.mine(), materialized view public.seen, type public.mood",
                            "as a member of pg_read_all_data it has CREATE in schema \"odd\"",
                            "as a member of pg_read_all_data it has INSERT on 1 table of schema \"public\": written",
                            "it has USAGE on foreign data wrapper \"far\"",
                            "it has USAGE on foreign server \"away\"",
                            "it has CREATE on tablespace \"pg_default\"",
                            "it has EXECUTE on function lo_export(oid,text)",
                            "it has ALTER SYSTEM on parameter archive_command",
                            "as everybody it has ALTER SYSTEM on parameter log_statement",
                            "as a member of sly_group it has SET on parameter lo_compat_privileges",
                            "it has SET on parameter of_some.extension");
            for (RoleReport.Finding finding : findings) {
                postgres.execute("sly", finding.mend().replace("somebody_else", "new_owner"));
            }
            assertThat(source.role().findings()).isEmpty();
        }
    }

    @Test
    void aSuperuserIsASuperuser() {
        try (Source source = as("postgres")) {
            assertThat(source.role().findings())
                    .extracting(RoleReport.Finding::kind)
                    .containsExactly(RoleReport.Kind.SUPERUSER);
            assertThat(source.role().has(RoleReport.Kind.WRITES)).isFalse();
        }
    }

    @Test
    void rowsThatAPolicyHidesAreAnErrorAndNotMissing() throws Exception {
        postgres.createDatabase("secret");
        postgres.execute(
                "secret",
                "CREATE TABLE hidden (id int); INSERT INTO hidden VALUES (1); ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;"
                        + " CREATE ROLE thin LOGIN; GRANT pg_read_all_data TO thin; ALTER ROLE thin SET row_security = on");
        try (Source source = Source.open(TestServer.settings(postgres, "secret", "thin"));
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            Table hidden =
                    snapshot.schema().table(new TableName("public", "hidden")).orElseThrow();
            assertThatThrownBy(() -> TestServer.text(reader.read(hidden)))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("query would be affected by row-level security policy for table \"hidden\"");
        }
    }

    @Test
    void samplesAreAFewDifferentValuesOfEachColumnAsOftenAsTheyWereMet() throws Exception {
        execute(
                "CREATE TABLE app.large (id int, few text, long text, photo bytea, empty text)",
                "INSERT INTO app.large SELECT g, 'v' || g % 3, repeat('x', 1500), '\\x0102', NULL"
                        + " FROM generate_series(1, 10000) g");
        try (Source source = as("postgres")) {
            Table large = source.schema().table(new TableName("app", "large")).orElseThrow();
            assertThat(large.pages()).isGreaterThan(1000);
            Map<String, List<String>> samples = source.sample(large, 50, PATIENCE);
            assertThat(samples.get("id")).hasSize(50).doesNotHaveDuplicates();
            assertThat(samples.get("few")).hasSizeGreaterThan(100).containsOnly("v0", "v1", "v2");
            assertThat(samples.get("long")).hasSizeGreaterThan(100).containsOnly("x".repeat(1000));
            assertThat(samples.get("photo")).containsOnly("\\x0102");
            assertThat(samples.get("empty")).isEmpty();
            assertThat(source.sample(person(source), 2, PATIENCE).get("id")).hasSize(2);
        }
    }

    @Test
    void aSampleThatTakesTooLongIsEmpty() throws Exception {
        execute("CREATE TABLE app.held (id int)", "INSERT INTO app.held VALUES (1)");
        try (Source source = as("postgres");
                Connection other = DriverManager.getConnection(postgres.jdbcUrl("shop"))) {
            Table held = source.schema().table(new TableName("app", "held")).orElseThrow();
            Rows.execute(other, "BEGIN; LOCK TABLE app.held");
            assertThat(source.sample(held, 5, Duration.ofMillis(50))).isEmpty();
            Rows.execute(other, "ROLLBACK");
            assertThat(source.sample(held, 5, PATIENCE)).containsEntry("id", List.of("1"));
        }
    }
}
