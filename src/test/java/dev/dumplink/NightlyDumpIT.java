package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.Contents;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.ManifestKey;
import dev.dumplink.archive.ManifestSignature;
import dev.dumplink.archive.Sha256;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.SharedData;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's databases, from a suggested policy to a restored copy without anything of what was masked. */
final class NightlyDumpIT {
    @AutoClose
    private static EmbeddedPostgres production;

    @AutoClose
    private static EmbeddedPostgres laptop;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        production = EmbeddedPostgres.open();
        laptop = EmbeddedPostgres.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "pagila", "northwind", "chinook", "feature_gaps"})
    void aSuggestedPolicyMakesADumpThatRestoresToTheSameWithoutThePeople(String database) throws Exception {
        Path script = database.equals("shop")
                ? Path.of("src/test/resources/dev/dumplink/demo/shop.sql")
                : SharedData.script(database);
        production.createDatabase(database);
        laptop.createDatabase(database);
        production.load(database, script);
        NightRun.grant(production, database);
        String before = everything(production, database);
        NightRun night = NightRun.of(folder, production, database);
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String signing = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
        night.with(", signing_key: '" + signing + "'").suggest();

        ShellRun run = night.toFolder();
        assertThat(run.exit()).as(run.err()).isZero();
        restore(night.archive(), database);

        assertThat(schema(laptop, database)).isEqualTo(schema(production, database));
        Manifest manifest = manifest(night);
        assertThat(ManifestSignature.of(
                        Files.readAllBytes(manifestFile(night)),
                        ManifestKey.parse(signing).own()))
                .isEqualTo(ManifestSignature.VALID);
        assertThat(rows(manifest))
                .isEqualTo(laptop.rowCounts(database).values().stream()
                        .mapToLong(n -> n)
                        .sum());
        assertThat(laptop.rowCounts(database)).isEqualTo(production.rowCounts(database));
        assertThat(unsound(database)).isEmpty();
        assertThat(realValuesIn(laptop, database, manifest)).isEmpty();
        assertThat(everything(production, database)).as("production").isEqualTo(before);
        assertThat(night.audit()).contains("made").contains(database);
    }

    /** Constraints that the server has not validated and indexes that are not valid; a restore builds both from the rows. */
    private static Set<String> unsound(String database) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(laptop.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select conname from pg_constraint where not convalidated union all"
                                + " select indexrelid::regclass::text from pg_index where not indisvalid")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void restore(Path archive, String database) {
        EmbeddedPostgres.client("pg_restore")
                .run("--exit-on-error", "-j2", "-d", laptop.uri(database), archive.toString());
    }

    private static Manifest manifest(NightRun night) throws IOException {
        Path archive = night.archive();
        Manifest manifest = ManifestJson.read(Files.readAllBytes(manifestFile(night)));
        assertThat(manifest.size()).isEqualTo(Files.size(archive));
        assertThat(manifest.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(archive)));
        return manifest;
    }

    private static Path manifestFile(NightRun night) throws IOException {
        String name = night.archive().getFileName().toString();
        return night.archive().resolveSibling(name.replace(".dump", ".manifest.json"));
    }

    /** Each partition has its columns in an order of its own, and a date that moves may belong into another one. */
    @Test
    void rowsWhosePartitionKeyIsMaskedFindTheirNewPartitions() throws Exception {
        production.createDatabase("parts");
        laptop.createDatabase("parts");
        production.execute(
                "parts",
                """
                CREATE TABLE visit (born date NOT NULL, name text, id int) PARTITION BY RANGE (born);
                CREATE TABLE visit_old PARTITION OF visit FOR VALUES FROM (MINVALUE) TO ('2000-01-01');
                CREATE TABLE visit_new (id int, gone int, name text, born date NOT NULL);
                ALTER TABLE visit_new DROP COLUMN gone;
                ALTER TABLE visit ATTACH PARTITION visit_new FOR VALUES FROM ('2000-01-01') TO (MAXVALUE);
                INSERT INTO visit SELECT date '1999-06-01' + g % 400, 'Visitor Number ' || g, g FROM generate_series(1, 2000) g;
                CREATE TABLE "no columns" ();
                INSERT INTO "no columns" DEFAULT VALUES;
                CREATE TABLE "Quoted ""Ü\" (id int GENERATED ALWAYS AS IDENTITY, text text, twice int GENERATED ALWAYS AS (2) STORED);
                INSERT INTO "Quoted ""Ü\" (text) VALUES (E'a\tb\n\\N'), (NULL), ('');
                CREATE MATERIALIZED VIEW old AS SELECT count(*) FROM visit_old
                """);
        NightRun.grant(production, "parts");
        NightRun night = NightRun.of(folder, production, "parts")
                .policy(
                        """
                        version: 1
                        tables:
                          public.visit:
                            columns: {born: {mask: date, within: 300d}, name: full_name, id: keep}
                            vouched: {partitions: the first and the last have no end}
                          public."no columns": {columns: {}}
                          'public."Quoted ""Ü\"':
                            columns: {id: keep, text: keep}
                        """);
        ShellRun run = night.toFolder();
        assertThat(run.exit()).as(run.err()).isZero();
        restore(night.archive(), "parts");
        assertThat(values(laptop, "parts", TableName.parse("public.visit_new"), "id"))
                .isNotEqualTo(values(production, "parts", TableName.parse("public.visit_new"), "id"));
        assertThat(laptop.rowCounts("parts").values().stream().mapToLong(n -> n).sum())
                .isEqualTo(2004);
        assertThat(plain(laptop, "parts", "-a", "-t", "public.\"Quoted\"*"))
                .isEqualTo(plain(production, "parts", "-a", "-t", "public.\"Quoted\"*"));
        assertThat(schema(laptop, "parts")).isEqualTo(schema(production, "parts"));
    }

    /** Everything that could carry a secret, a role or a real value out of the house, and the roles that a server has. */
    @Test
    void whatIsLeftOutIsListedAndNothingOfItIsInTheArchive() throws Exception {
        production.createDatabase("hostile");
        laptop.createDatabase("hostile");
        Path script = folder.resolve("hostile.sql");
        Files.writeString(
                script,
                Files.readString(Path.of("src/test/resources/dev/dumplink/archive/hostile.sql"))
                        .replace("current_db", "hostile"));
        production.load("hostile", script);
        NightRun.grant(production, "hostile");
        NightRun night = NightRun.of(folder, production, "hostile");
        night.suggest();

        ShellRun run = night.toFolder();
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(manifest(night).contents().orElseThrow().leftOut().stream()
                        .map(each -> each.type() + " " + each.tag()))
                .containsExactlyInAnyOrder(
                        "ACL owners and privileges",
                        "BLOBS 1 large objects",
                        "COMMENT DATABASE hostile",
                        "DATABASE PROPERTIES hostile",
                        "EVENT TRIGGER watch",
                        "FOREIGN DATA WRAPPER wrapper",
                        "FOREIGN TABLE far",
                        "PUBLICATION pub",
                        "PUBLICATION TABLE pub parent",
                        "PUBLICATION TABLE pub child",
                        "SERVER there",
                        "SUBSCRIPTION sub",
                        "USER MAPPING USER MAPPING the boss SERVER there",
                        "VIEW on_far",
                        "VIEW on_on_far");
        assertThat(run.out())
                .contains("  left out: 1 SUBSCRIPTION (can hold connection strings and passwords)")
                .doesNotContain("ACL");
        restore(night.archive(), "hostile");
        assertThat(everything(laptop, "hostile"))
                .doesNotContain("hunter2", "the boss", "5MB", "name 1\n", "STATISTICS DATA")
                .contains("CREATE STATISTICS public.st ", "kept; it''s a comment");
        assertThat(laptop.rowCounts("hostile")).isEqualTo(production.rowCounts("hostile"));
    }

    private static long rows(Manifest manifest) {
        return manifest.contents().orElseThrow().tables().stream()
                .mapToLong(Contents.Rows::rows)
                .sum();
    }

    private static String schema(EmbeddedPostgres server, String database) {
        return plain(server, database, "-s", "-O", "-x");
    }

    private static String everything(EmbeddedPostgres server, String database) {
        return plain(server, database, "-O");
    }

    private static String plain(EmbeddedPostgres server, String database, String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-d", server.uri(database)));
        return EmbeddedPostgres.client("pg_dump")
                .run(words.toArray(String[]::new))
                .replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    }

    /** Values of masked columns that tell something, found as a whole value of any column of any table. */
    private static Set<String> realValuesIn(EmbeddedPostgres copy, String database, Manifest manifest)
            throws SQLException {
        Set<String> real = new HashSet<>();
        for (Contents.Rows table : manifest.contents().orElseThrow().tables()) {
            for (String column : table.masked()) {
                real.addAll(values(production, database, TableName.parse(table.table()), column));
            }
        }
        real.removeIf(value -> value.length() < 8 || !value.matches("(?s).*([0-9@].*[a-zA-Z]|[a-zA-Z].*[0-9@ ]).*"));
        Set<String> found = new TreeSet<>();
        for (Contents.Rows table : manifest.contents().orElseThrow().tables()) {
            TableName name = TableName.parse(table.table());
            for (String column : table.masked()) {
                collect(copy, database, new ColumnName(name, column), real, found);
            }
            for (String column : table.kept()) {
                collect(copy, database, new ColumnName(name, column), real, found);
            }
        }
        return found;
    }

    private static void collect(
            EmbeddedPostgres copy, String database, ColumnName column, Set<String> real, Set<String> found)
            throws SQLException {
        values(copy, database, column.table(), column.column()).stream()
                .filter(real::contains)
                .forEach(value -> found.add(column + ": " + value));
    }

    private static Set<String> values(EmbeddedPostgres server, String database, TableName table, String column)
            throws SQLException {
        Set<String> values = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct \"" + column.replace("\"", "\"\"")
                        + "\"::text from only " + table.sql() + " where \"" + column.replace("\"", "\"\"")
                        + "\" is not null")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
