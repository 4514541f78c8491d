package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.KEY;
import static dev.dumplink.masking.MaskFixture.array;
import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.numeric;
import static dev.dumplink.masking.MaskFixture.sized;
import static dev.dumplink.masking.MaskFixture.type;
import static dev.dumplink.masking.MaskFixture.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every mask on every type that it says it fits: what it makes is read by a real PostgreSQL as that type. */
class MasksOnPostgresqlIT {
    private static final String SETUP =
            """
            create extension citext; create extension hstore;
            create type mood as enum ('sad', 'O''Neil, "happy"');
            create domain tag as varchar(40);
            create type address as (street text, zip varchar(10), born date, tags text[]);
            """;

    /** A type and SQL that yields values of it. */
    private record Column(DataType type, String values) {}

    private static final List<Column> COLUMNS = List.of(
            new Column(type("text"), text("text")),
            new Column(varchar(40), text("varchar(40)")),
            new Column(varchar(12), text("varchar(12)")),
            new Column(sized("bpchar", OptionalInt.of(20)), text("bpchar(20)")),
            new Column(type("citext"), text("citext")),
            new Column(type("name"), text("name")),
            new Column(new DataType.Domain("tag", varchar(40), false, List.of()), text("tag")),
            new Column(type("int2"), numbers("int2", "-32768", "32767")),
            new Column(type("int4"), numbers("int4", "-2147483648", "2147483647")),
            new Column(type("int8"), numbers("int8", "-9223372036854775808", "9223372036854775807")),
            new Column(
                    type("numeric"), numbers("numeric", "NaN", "1e400", "-0.000000000000000000000000001", "Infinity")),
            new Column(numeric(6, 2), numbers("numeric(6,2)", "9999.99", "-9999.99")),
            new Column(type("float4"), numbers("float4", "NaN", "Infinity", "3.4e38", "1e-40")),
            new Column(type("float8"), numbers("float8", "-Infinity", "1.7e308", "5e-324", "0.1")),
            new Column(type("money"), numbers("money", "-92233720368547758.08", "92233720368547758.07", "1234567.89")),
            new Column(type("bool"), "select v::bool from (values ('t'), ('f')) x(v)"),
            new Column(
                    new DataType.Enumeration("mood", List.of("sad", "O'Neil, \"happy\"")),
                    "select unnest(enum_range(null::mood))"),
            new Column(type("date"), dates("date", "5874897-12-31")),
            new Column(type("timestamp"), dates("timestamp", "294276-12-31 23:59:59.999999")),
            new Column(type("timestamptz"), dates("timestamptz", "294276-12-31 22:59:59.999999")),
            new Column(type("time"), "select '10:11:12.5'::time"),
            new Column(type("timetz"), "select '10:11:12.5+01'::timetz"),
            new Column(type("interval"), "select '1 year 2 days 03:04:05.6'::interval"),
            new Column(type("uuid"), "select md5(i::text)::uuid from generate_series(1, 30) i"),
            new Column(
                    type("inet"),
                    addresses("inet", "10.1.2.3", "10.1.2.3/8", "2a02::1", "2a02:3::1/17", "::ffff:1.2.3.4")),
            new Column(
                    type("cidr"),
                    addresses("cidr", "10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32", "2a02::/16", "::/0", "2a02::1/128")),
            new Column(type("macaddr"), "select '08:00:2b:01:02:03'::macaddr"),
            new Column(type("macaddr8"), "select '08:00:2b:01:02:03:04:05'::macaddr8"),
            new Column(type("json"), json("json")),
            new Column(type("jsonb"), json("jsonb")),
            new Column(type("xml"), "select '<a>Anna</a>'::xml"),
            new Column(type("bytea"), "select '\\x00ff41'::bytea union all select ''::bytea"),
            new Column(sized("bit", OptionalInt.of(5)), "select b'10101'"),
            new Column(sized("varbit", OptionalInt.of(5)), "select b'101'::varbit"),
            new Column(type("tsvector"), "select to_tsvector('Anna met Bob')"),
            new Column(
                    type("hstore"), "select hstore(array['e\"mail','anna@x','a','O\\''Neil \"x\" \\, =>','b',null])"),
            new Column(
                    array(type("text")),
                    "select array[['a,b', null], ['{\"\\', '']]::text[] union all select '{}' union all select '[0:1]={NULL,\"NULL\"}'"),
            new Column(array(type("int4")), "select array[1, -2, null, 0]"),
            new Column(array(type("date")), "select array['2020-01-01'::date, 'infinity', '0044-03-15 BC']"),
            new Column(array(type("timestamptz")), "select array['2020-01-01 10:11:12'::timestamptz]"),
            new Column(array(type("jsonb")), "select array['{\"a\": [\"x y\", 1.5]}'::jsonb, '\"\\\\\"']"),
            new Column(array(type("inet")), "select array['10.1.2.3/24'::inet]"),
            new Column(array(type("citext")), "select array['Anna', 'ANNA']::citext[]"),
            new Column(
                    array(new DataType.Enumeration("mood", List.of("sad", "O'Neil, \"happy\""))),
                    "select enum_range(null::mood)"),
            new Column(address(), row()),
            new Column(array(address()), "select array_agg(r) from (" + row() + ") t(r)"),
            new Column(
                    new DataType.Range("int4range", type("int4"), false),
                    "select v::int4range from (values ('[1,5)'), ('empty'), ('(,3)'), ('[-3,]'), ('[1,2147483647)')) x(v)"),
            new Column(new DataType.Range("numrange", type("numeric"), false), "select '[-1.5,2.25]'::numrange"),
            new Column(
                    new DataType.Range("daterange", type("date"), false),
                    "select v::daterange from (values ('[2020-01-01,2020-02-01)'), ('[2020-01-01,infinity]')) x(v)"),
            new Column(
                    new DataType.Range("tstzrange", type("timestamptz"), false),
                    "select '[2020-01-01 00:00:00,2020-01-01 00:15:00)'::tstzrange"),
            new Column(
                    new DataType.Range("datemultirange", type("date"), true),
                    "select '{[2020-01-01,2020-02-01),[2021-01-01,)}'::datemultirange"),
            new Column(type("point"), "select '(1,2)'::point"));

    /** With each of these every mask is tried on every type; those that do not fit say so. */
    private static final Map<String, List<String>> OPTIONS = Map.of(
            "number", List.of("{within: 10%}", "{within: 3}", "{from: 1, to: 9}", "{from: -0.5, to: 0.5}"),
            "date", List.of("{}", "{within: 3d}", "{to: month}", "{to: decade}"),
            "hash", List.of("{}", "{length: 8}"),
            "template", List.of("{value: 'u{hash:8}'}"),
            "pick", List.of("{}", "{of: [a, b]}"),
            "json",
                    List.of(
                            "{}",
                            "{other: keep, paths: {$..email: email, $..n: {mask: number, within: 2}}}",
                            "{keys: mask}"),
            "composite", List.of("{fields: {street: text, zip: postcode, born: date, tags: email}}"),
            "first_name", List.of("{}", "{locale: ja}"));

    private static String text(String type) {
        return """
               select v::%s from (values (''), ('Anna'), ('a,b {c} "d" \\e'), ('Müller 🙂'), ('NULL'), ('+49 30 1'),
                 ('DE89370400440532013000'), ('2020-01-01'), ('{"a":1}'), (repeat('x', 12))) x(v)
               """
                .formatted(type);
    }

    private static String numbers(String type, String... more) {
        return "select v::" + type + " from (values ('0'), ('1'), ('-1'), ('42'), ('" + String.join("'), ('", more)
                + "')) x(v)";
    }

    private static String dates(String type, String last) {
        return "select v::" + type + " from (values ('2020-02-29'), ('1999-12-31 23:59:59.5'), ('4713-01-01 BC'),"
                + " ('infinity'), ('-infinity'), ('1900-01-01 00:00:01'), ('" + last + "')) x(v)";
    }

    private static String addresses(String type, String... values) {
        return "select v::" + type + " from (values ('" + String.join("'), ('", values) + "')) x(v)";
    }

    private static String json(String type) {
        return "select v::" + type
                + " from (values ('{\"email\":\"a@x\",\"n\":-1.50,\"l\":[1e10,true,null,{\"n\":0}]}'),"
                + " ('\"a\\\\\\\"b\\u00e9\"'), ('17'), ('[]'), ('{}'), ('null')) x(v)";
    }

    private static DataType.Composite address() {
        return new DataType.Composite(
                "address",
                List.of(
                        new DataType.Composite.Attribute("street", type("text")),
                        new DataType.Composite.Attribute("zip", varchar(10)),
                        new DataType.Composite.Attribute("born", type("date")),
                        new DataType.Composite.Attribute("tags", array(type("text")))));
    }

    private static String row() {
        return "select v::address from (values ('(\"1 \"\"Old\"\" Rd, \\\\x\",AB1,2020-01-01,\"{\"\"a b\"\",NULL}\")'), ('(,\"\",,)')) x(v)";
    }

    @Test
    void everyResultIsReadAsTheColumnsType() throws Exception {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> fitting = new TreeSet<>();
        try (EmbeddedPostgres server = EmbeddedPostgres.open();
                Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(SETUP);
            statement.execute("set datestyle to iso; set intervalstyle to postgres; set lc_monetary to 'C'");
            for (Column each : COLUMNS) {
                List<String> values = values(statement, each);
                for (MaskType mask : MaskFixture.MASKS.values()) {
                    for (String options : options(mask, values)) {
                        if (mask.fit(column(each.type()), MaskFixture.options(options)) instanceof MaskType.Fit.Fits) {
                            fitting.add(mask.name());
                            wrong(connection, each, mask, options, values).ifPresent(wrong::add);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(fitting).isEqualTo(MaskFixture.MASKS.keySet());
    }

    private static List<String> options(MaskType mask, List<String> values) {
        if (mask.name().equals("constant")) {
            return values.stream()
                    .map(value -> "{value: '" + value.replace("'", "''") + "'}")
                    .toList();
        }
        return OPTIONS.getOrDefault(mask.name(), List.of("{}"));
    }

    private static List<String> values(Statement statement, Column column) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select v::text from (" + column.values() + ") x(v)")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        assertThat(values).doesNotContainNull().isNotEmpty();
        return values;
    }

    private static Optional<String> wrong(
            Connection connection, Column column, MaskType type, String options, List<String> values)
            throws SQLException {
        Mask mask = type.create(column(column.type()), MaskFixture.options(options), KEY);
        if (mask == Mask.NULL) {
            return Optional.empty();
        }
        String sql = column.type().sql();
        String said = type.name() + options + " on " + sql;
        // as COPY would: no cast may cut a text that is too long
        String cast = "select format('%s', ?)::text, (?::" + sql.replaceAll("(char|bit)\\(.*?\\)", "$1") + ")::text";
        try (PreparedStatement statement = connection.prepareStatement(cast)) {
            for (String value : values) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                Bytes out = new Bytes(16);
                mask.mask(bytes, 0, bytes.length, out);
                statement.setString(1, value);
                statement.setString(2, out.toString());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (tooLong(column.type(), out.toString())) {
                        return Optional.of(said + " is too long: " + out);
                    }
                } catch (SQLException e) {
                    return Optional.of(said + ": " + value + " -> " + out + ": " + e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean tooLong(DataType type, String text) {
        return type.base() instanceof DataType.Base base
                && base.name().contains("char")
                && text.codePointCount(0, text.length()) > base.length().orElse(Integer.MAX_VALUE);
    }
}
