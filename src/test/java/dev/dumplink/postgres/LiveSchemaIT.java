package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.schema.Column;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read is what pg_dump and the server's information schema say. */
class LiveSchemaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ODD = "Größe. \\ \"Schema\"";
    private static final TableName EVERYTHING = new TableName(ODD, "Täble, 'with'\teverything");

    @AutoClose
    private static EmbeddedPostgres postgres;

    private static DatabaseSchema hostile;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        postgres.createDatabase("hostile");
        postgres.load("hostile", TestServer.script("hostile.sql"));
        try (Source source = Source.open(TestServer.settings(postgres, "hostile"))) {
            hostile = source.schema();
        }
    }

    private static Table table(String name) {
        return hostile.table(new TableName("public", name)).orElseThrow();
    }

    private static Column column(String name) {
        return hostile.table(EVERYTHING).orElseThrow().column(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "hostile,",
        "pagila,pagila/pagila.sql.gz",
        "feature_gaps,feature_gaps/feature_gaps.sql",
        "northwind,northwind/northwind.sql.gz",
    })
    void everyRowAndStatementIsWhatPgDumpWrites(String database, String sample) throws Exception {
        if (sample != null) {
            Path script = TestServer.sample(sample);
            postgres.createDatabase(database);
            postgres.load(database, script);
        }
        postgres.execute("postgres", "ALTER DATABASE " + database + " SET timezone = 'UTC'");
        PlainDump dump = PlainDump.of(EmbeddedPostgres.client("pg_dump").run("-d", postgres.uri(database)));
        try (Source source = Source.open(TestServer.settings(postgres, database));
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            Map<String, String> rows = new TreeMap<>();
            Map<TableName, Long> written = new TreeMap<>();
            List<Table> tables = snapshot.schema().tables().stream()
                    .filter(table -> snapshot.whyNoRows(table).isEmpty())
                    .toList();
            for (Table table : tables) {
                RowStream stream = reader.read(table);
                rows.put(snapshot.copyStatement(table), TestServer.text(stream));
                written.put(table.name(), stream.rows());
            }
            assertThat(rows).isEqualTo(dump.rows());
            assertThat(reader.count(tables).differences(written)).isEmpty();
            assertThat(snapshot.sequences().stream()
                            .map(sequence -> sequence.value() + ", " + sequence.called() + ");"))
                    .containsExactlyInAnyOrderElementsOf(dump.sequences().stream()
                            .map(line -> line.substring(line.lastIndexOf("', ") + 3))
                            .toList());
            assertThat(snapshot.materializedViews())
                    .extracting(TableName::name)
                    .containsExactlyElementsOf(dump.refreshed().stream()
                            .map(line -> line.replaceAll(".*\\.(.*);", "$1"))
                            .toList());
        }
    }

    @Test
    void columnsAreThoseOfTheInformationSchema() throws Exception {
        Set<String> expected = new TreeSet<>(
                ask(
                        """
                SELECT concat_ws('|', table_schema, table_name, column_name, is_nullable, is_generated, is_identity)
                FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_type IN ('BASE TABLE', 'FOREIGN')
                  AND table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name <> 'internal'
                """));
        Set<String> read = new TreeSet<>();
        for (Table table : hostile.tables()) {
            for (Column column : table.columns()) {
                boolean nullable =
                        !column.notNull() && !(column.type() instanceof DataType.Domain domain && domain.notNull());
                read.add(String.join(
                        "|",
                        table.name().schema(),
                        table.name().name(),
                        column.name(),
                        nullable ? "YES" : "NO",
                        column.generated() ? "ALWAYS" : "NEVER",
                        column.identity() ? "YES" : "NO"));
            }
        }
        assertThat(read).isEqualTo(expected).hasSizeGreaterThan(90);
    }

    @Test
    void keysAndReferencesAreThoseOfTheInformationSchema() throws Exception {
        Set<String> expected = new TreeSet<>(
                ask(
                        """
                SELECT concat_ws('|', table_schema, table_name, constraint_name,
                                 string_agg(column_name, ',' ORDER BY ordinal_position))
                FROM information_schema.key_column_usage
                WHERE table_schema <> 'pg_catalog'
                  AND constraint_name !~ '_fkey\\d$' -- those for each partition of what is referenced
                GROUP BY table_schema, table_name, constraint_name
                """));
        Set<String> read = new TreeSet<>();
        for (Table table : hostile.tables()) {
            String name = table.name().schema() + "|" + table.name().name() + "|";
            table.keys().stream()
                    .filter(key -> key.kind() != Table.Key.Kind.EXCLUSION)
                    .filter(key -> !Set.of("keys_expression", "keys_condition").contains(key.name()))
                    .forEach(key -> read.add(name + key.name() + "|" + String.join(",", key.columns())));
            table.foreignKeys().forEach(key -> read.add(name + key.name() + "|" + String.join(",", key.columns())));
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aKeyNamesEveryColumnItReads() {
        assertThat(table("keys").keys())
                .containsExactly(
                        new Table.Key("keys_condition", Table.Key.Kind.UNIQUE, List.of("f", "d", "g"), false),
                        new Table.Key("keys_expression", Table.Key.Kind.UNIQUE, List.of("a", "c", "f", "g"), false),
                        new Table.Key("keys_overlap", Table.Key.Kind.EXCLUSION, List.of("a", "e", "d"), false),
                        new Table.Key("keys_pk", Table.Key.Kind.PRIMARY, List.of("b", "a"), true));
        assertThat(hostile.table(new TableName("select", "table")).orElseThrow().keys())
                .extracting(Table.Key::columns)
                .containsExactly(List.of("from"), List.of("user", "from"));
    }

    @Test
    void aConditionNamesEveryColumnItReads() {
        assertThat(hostile.table(EVERYTHING).orElseThrow().checks())
                .extracting(Table.Check::name, Table.Check::columns)
                .containsExactly(
                        tuple("check \"quoted\"", List.of("number", "fixed")), tuple("nothing_read", List.of()));
        assertThat(table("keys").checks())
                .extracting(Table.Check::columns)
                .containsExactly(List.of("a", "b", "c", "d", "e", "f", "g"));
    }

    @Test
    void typesAreFollowedToTheirParts() {
        DataType number = new DataType.Base(
                "pg_catalog", "numeric", "numeric(10,2)", OptionalInt.empty(), OptionalInt.of(10), OptionalInt.of(2));
        DataType.Domain price = (DataType.Domain) column("cost").type();
        assertThat(price.checks())
                .containsExactly(
                        "CHECK (((VALUE)::numeric <> (13)::numeric))",
                        "CHECK (((VALUE)::numeric < (1000000)::numeric))");
        assertThat(price.of()).isInstanceOfSatisfying(DataType.Domain.class, positive -> {
            assertThat(positive.notNull()).isTrue();
            assertThat(positive.of()).isEqualTo(number);
        });
        assertThat(price.base()).isEqualTo(number);
        assertThat(column("mail").type().base())
                .isInstanceOfSatisfying(
                        DataType.Base.class, base -> assertThat(base.name()).isEqualTo("citext"));
        assertThat(column("labels").type().base())
                .isInstanceOfSatisfying(DataType.Array.class, array -> assertThat(array.element())
                        .isEqualTo(new DataType.Base(
                                "pg_catalog",
                                "varchar",
                                "character varying(7)",
                                OptionalInt.of(7),
                                OptionalInt.empty(),
                                OptionalInt.empty())));
        assertThat(column("moods").type()).isInstanceOfSatisfying(DataType.Array.class, array -> assertThat(
                        array.element())
                .isEqualTo(new DataType.Enumeration("public.mood", List.of("sad", "it's \"fine\"", "ok,", "happy"))));
        assertThat(column("homes").type()).isInstanceOfSatisfying(DataType.Array.class, array -> {
            DataType.Composite place = (DataType.Composite) array.element();
            assertThat(place).isEqualTo(column("home").type());
            assertThat(place.attributes())
                    .extracting(attribute ->
                            attribute.name() + " " + attribute.type().sql())
                    .containsExactly("name text", "at public.point3", "former public.point3[]", "mood public.mood");
            assertThat(((DataType.Composite) place.attributes().get(1).type()).attributes())
                    .extracting(attribute -> attribute.type().sql())
                    .containsExactly("integer", "numeric(5,1)", "character varying(9)");
        });
        assertThat(column("measures_many").type()).isInstanceOfSatisfying(DataType.Range.class, range -> {
            assertThat(range.multiple()).isTrue();
            assertThat(range.of().sql()).isEqualTo("double precision");
        });
        assertThat(column("scale_minus").type())
                .isInstanceOfSatisfying(
                        DataType.Base.class, base -> assertThat(base.scale()).hasValue(-2));
        assertThat(column("fixed").type()).isInstanceOfSatisfying(DataType.Base.class, base -> assertThat(base.length())
                .hasValue(3));
        assertThat(column("vector").type()).isInstanceOf(DataType.Base.class);
        assertThat(column("cost").type().sql()).isEqualTo("public.price");
    }

    @Test
    void partitionsKnowTheTopAndChildrenTheirParents() {
        TableName event = new TableName("public", "event");
        assertThat(hostile.tables().stream()
                        .filter(table -> table.partitionOf().equals(Optional.of(event)))
                        .map(table -> table.name() + " " + table.kind())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "public.event_2025 PARTITIONED",
                        "public.event_2025_a PARTITIONED",
                        "public.event_2025_a0 TABLE",
                        "public.event_2025_a1 TABLE",
                        "public.event_2025_rest TABLE",
                        "select.event_rest TABLE");
        assertThat(table("event").partitionKey()).containsExactly("at");
        assertThat(table("by_expression").partitionKey()).containsExactly("n", "first", "last");
        assertThat(table("child").inherits())
                .containsExactly(new TableName("public", "parent"), new TableName("public", "other_parent"));
        assertThat(table("child").columns())
                .extracting(Column::name, Column::inherited)
                .containsExactly(tuple("id", true), tuple("name", true), tuple("extra", true), tuple("own", false));
    }

    @Test
    void whatIsSpecialAboutATableIsSaid() {
        assertThat(table("hidden").rowSecurity()).isTrue();
        assertThat(table("cache").unlogged()).isTrue();
        assertThat(table("elsewhere").kind()).isEqualTo(Table.Kind.FOREIGN);
        assertThat(table("settings").extension()).hasValue("citext");
        assertThat(table("settings").filter()).hasValue("WHERE id > 3");
        assertThat(table("settings").rows()).isEqualTo(5);
        assertThat(table("settings").pages()).isEqualTo(1);
        assertThat(table("only_generated").stored()).isEmpty();
        assertThat(hostile.table(new TableName("public", "internal"))).isEmpty();
        assertThat(hostile.tables()).noneMatch(table -> table.name().name().equals("temporary"));
        assertThat(hostile.table(EVERYTHING).orElseThrow().comment()).hasValue("the owner's words");
        assertThat(column("mail").comment()).hasValue("PII: e-mail");
        assertThat(column("select").defaultExpression()).hasValue("'a''b\\c'::text");
        assertThat(column("upper_name").generated()).isTrue();
    }

    @Test
    void theFingerprintIsThatOfTheSchemaAndNotOfItsRowsOrPartitions() throws Exception {
        try (Source source = Source.open(TestServer.settings(postgres, "hostile"))) {
            assertThat(source.schema().fingerprint()).isEqualTo(hostile.fingerprint());
            postgres.execute(
                    "hostile",
                    "CREATE TABLE event_2027 PARTITION OF event FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')");
            assertThat(source.schema().fingerprint()).isEqualTo(hostile.fingerprint());
            postgres.execute(
                    "hostile",
                    "ALTER TABLE event DETACH PARTITION event_2027; DROP TABLE event_2027; ALTER TABLE keys ADD COLUMN secret text");
            assertThat(source.schema().fingerprint()).isNotEqualTo(hostile.fingerprint());
            postgres.execute("hostile", "ALTER TABLE keys DROP COLUMN secret");
            assertThat(source.schema().fingerprint()).isEqualTo(hostile.fingerprint());
        }
    }

    private static List<String> ask(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("hostile"))) {
            return Rows.of(connection, sql, row -> row.getString(1));
        }
    }
}
