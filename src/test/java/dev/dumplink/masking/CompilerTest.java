package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompilerTest {
    private static final MaskingKey KEY = new MaskingKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final String ANY = "public.x: {columns: {name: city}}";
    private static final DatabaseSchema CUSTOMER = new SchemaBuilder()
            .table("public.customer")
            .required("id", "int4")
            .column("email", "text")
            .column("name", "text")
            .primary("id")
            .schema();

    private static Compilation compile(DatabaseSchema schema, String tables) {
        String yaml = "version: 1\ntables:\n" + tables.indent(2);
        return new Compiler(TinyMasks.all()).compile(Policy.parse("p.yml", yaml), schema, KEY, NIGHT);
    }

    private static List<String> violations(DatabaseSchema schema, String... tables) {
        return compile(schema, String.join("\n", tables))
                .fold(compiled -> List.of(), violations -> violations.list().stream()
                        .map(Violation::toString)
                        .toList());
    }

    private static Compiled compiled(DatabaseSchema schema, String... tables) {
        return compile(schema, String.join("\n", tables)).fold(compiled -> compiled, violations -> {
            throw new AssertionError(violations.toString());
        });
    }

    private static SchemaBuilder.TableBuilder x() {
        return new SchemaBuilder().table("public.x").column("name", "text");
    }

    @Test
    void whatIsRuledCompilesInTheOrderOfTheColumns() {
        CompiledTable table = compiled(CUSTOMER, "public.customer: {columns: {name: null, email: hash, id: keep}}")
                .table(new TableName("public", "customer"))
                .orElseThrow();

        assertThat(table.columns().stream().map(column -> column.name() + " " + column.mask()))
                .containsExactly("id Optional.empty", "email Optional[hash]", "name Optional[null]");
        assertThat(table.rows()).isTrue();
        assertThat(table.throughRoot()).isEmpty();
    }

    @Test
    void allViolationsAreSaidAtOnce() {
        assertThat(violations(
                        CUSTOMER,
                        "public.customer: {columns: {emial: hash, name: citty}}",
                        "public.gone: {rows: none}"))
                .containsExactly(
                        "public.customer.id: this column (int4) has no rule; add a mask, or keep",
                        "public.customer.email: this column (text) has no rule; add a mask, or keep",
                        "public.customer.emial: there is no such column; remove its rule, or did you mean email?",
                        "public.customer.name: there is no mask citty; did you mean city?",
                        "public.gone: there is no such table; remove it, or name one of public.customer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}| public.customer: this table has no rules; add it with its columns, or rows: none",
                "public.customer: {columns: {id: keep, email: keep, name: keep}}| policy: it masks nothing: every column would leave as it is",
                "public.customer: {columns: {id: null, email: hash, name: city}}| public.customer.id: it is NOT NULL and cannot be emptied",
                "public.customer: {columns: {id: city, email: hash, name: city}}| public.customer.id: the mask city can give the same for different values, and the primary key customer_pkey",
                "public.customer: {columns: {id: keep, email: {mask: hash, wihtin: 3}, name: city}}| public.customer.email: the mask hash has no option wihtin; did you mean within?",
                "public.customer: {columns: {id: keep, email: {mask: null, within: 3}, name: city}}| public.customer.email: null takes no options",
                "public.customer: {columns: {id: keep, email: hash, name: city}, vouched: {custmer_pkey: why}}| public.customer: vouched names custmer_pkey, which this table does not have; remove it, or did you mean customer_pkey?"
            })
    void aMistakeInTheRulesOfATableIsNamed(String table, String violation) {
        assertThat(violations(CUSTOMER, table)).singleElement().asString().startsWith(violation);
    }

    @Test
    void aMaskMustFitItsColumn() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.x")
                .column("name", "varchar(10)")
                .schema();

        assertThat(violations(schema, "public.x: {columns: {name: hash}}"))
                .containsExactly("public.x.name: the mask hash does not fit character varying(10): it needs 32"
                        + " characters; change its options or choose another");
    }

    @Test
    void aGeneratedColumnHasNoRule() {
        DatabaseSchema schema = x().generated("low", "text", "lower(name)").schema();

        assertThat(compiled(schema, ANY).tables().get(0).columns()).hasSize(1);
        assertThat(violations(schema, "public.x: {columns: {name: city, low: keep}}"))
                .containsExactly("public.x.low: this column is generated: the server computes it from others;"
                        + " remove its rule");
    }

    @Test
    void uniqueIndexesOfEveryKindNeedMasksThatStayDifferent() {
        DatabaseSchema lower =
                x().key("x_lower", Table.Key.Kind.UNIQUE, false, "name").schema();
        DatabaseSchema generated = x().generated("low", "text", "lower(name)")
                .unique("x_low", "low")
                .schema();

        for (DatabaseSchema schema :
                List.of(lower, generated, x().unique("x_name", "name").schema())) {
            assertThat(violations(schema, ANY)).singleElement().asString().contains("unique index x_");
            compiled(schema, "public.x: {columns: {name: hash}}");
            compiled(schema, "public.x: {columns: {name: null}}");
        }
    }

    @Test
    void aKeyThatHoldsByItsKeptColumnsAllowsAnyMask() {
        SchemaBuilder.TableBuilder table = x().required("id", "int4").unique("x_both", "id", "name");

        assertThat(violations(table.schema(), "public.x: {columns: {name: city, id: keep}}"))
                .hasSize(1);
        compiled(table.primary("id").schema(), "public.x: {columns: {name: city, id: keep}}");
    }

    @Test
    void anExclusionConstraintNeedsSomebodyWhoVouches() {
        DatabaseSchema schema =
                x().key("x_excl", Table.Key.Kind.EXCLUSION, true, "name").schema();

        assertThat(violations(schema, "public.x: {columns: {name: turn}}"))
                .containsExactly("public.x.name: the exclusion constraint x_excl may not hold for masked values;"
                        + " keep it, or say why it will hold under vouched");
        compiled(schema, "public.x: {columns: {name: turn}, vouched: {x_excl: they are turned alike}}");
    }

    @Test
    void bothSidesOfAReferenceHaveOneRule() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.parent")
                .required("code", "text")
                .primary("code")
                .table("public.child")
                .column("code", "text")
                .references("code", "public.parent", "code")
                .schema();

        compiled(schema, "public.parent: {columns: {code: hash}}", "public.child: {columns: {code: hash}}");
        compiled(schema, "public.parent: {columns: {code: hash}}", "public.child: {columns: {code: null}}");
        compiled(schema, "public.parent: {columns: {code: hash}}", "public.child: {rows: none}");
        assertThat(violations(
                        schema, "public.parent: {columns: {code: hash}}", "public.child: {columns: {code: keep}}"))
                .containsExactly("public.child.code: it references public.parent.code; here the rule is keep, there it"
                        + " is hash; give both the same mask with the same options, or keep both");
        assertThat(violations(
                        schema, "public.parent: {columns: {code: keep}}", "public.child: {columns: {code: hash}}"))
                .hasSize(1);
        assertThat(violations(
                        schema,
                        "public.parent: {columns: {code: hash}}",
                        "public.child: {columns: {code: {mask: hash, within: 3}}}"))
                .hasSize(1);
        assertThat(violations(schema, "public.parent: {rows: none}", "public.child: {columns: {code: hash}}"))
                .containsExactly("public.child.code: it references public.parent, whose rows are left out; write"
                        + " rows: none for this table as well, or mask the column with null");
    }

    @Test
    void referencesInCirclesToThemselvesAndOfManyColumnsAreFollowed() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.a")
                .required("x", "text")
                .required("y", "text")
                .column("boss", "text")
                .primary("x", "y")
                .unique("a_x", "x")
                .references("boss", "public.a", "x")
                .references(List.of("x", "y"), "public.b", List.of("x", "y"))
                .table("public.b")
                .required("x", "text")
                .required("y", "text")
                .primary("x", "y")
                .references(List.of("x", "y"), "public.a", List.of("x", "y"))
                .schema();

        compiled(
                schema,
                "public.a: {columns: {x: hash, y: keep, boss: hash}}",
                "public.b: {columns: {x: hash, y: keep}}");
        assertThat(violations(
                        schema,
                        "public.a: {columns: {x: hash, y: hash, boss: turn}}",
                        "public.b: {columns: {x: hash, y: keep}}"))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("public.a.boss: it references public.a.x"))
                .anyMatch(line -> line.startsWith("public.a.y: it references public.b.y"))
                .anyMatch(line -> line.startsWith("public.b.y: it references public.a.y"));
    }

    @Test
    void maskedReferencesAreOfOneType() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.parent")
                .required("code", "int8")
                .primary("code")
                .table("public.child")
                .column("code", "int4")
                .references("code", "public.parent", "code")
                .schema();

        assertThat(violations(
                        schema, "public.parent: {columns: {code: turn}}", "public.child: {columns: {code: turn}}"))
                .singleElement()
                .asString()
                .contains("is int4 where that is int8");
    }

    @ParameterizedTest
    @CsvSource({
        "text, varchar(200), email, a.b@acme.example",
        "varchar(40), text, hash, a.b@acme.example",
        "varchar(60), varchar(30), letters, Some Words",
        "citext, varchar(30), letters, AbCdEf",
        "bpchar, varchar(30), letters, AbCdEf",
        "int8, int4, key, 4711",
        "int2, int8, key, 99"
    })
    void textsAndKeysOfDifferentWidthBecomeTheSame(String type, String other, String mask, String value) {
        DatabaseSchema schema = pair(type, other);
        String yaml = "version: 1\ntables:\n  public.parent: {columns: {code: " + mask
                + "}}\n  public.child: {columns: {code: " + mask + "}}\n";
        Compiled compiled =
                (Compiled) new Compiler(MaskTypes.all()).compile(Policy.parse("p.yml", yaml), schema, KEY, NIGHT);

        List<String> results = compiled.tables().stream()
                .map(table -> {
                    Bytes out = new Bytes(64);
                    byte[] row = (value + "\n").getBytes(StandardCharsets.UTF_8);
                    table.newMasker().mask(row, 0, row.length, out);
                    return out.toString();
                })
                .toList();
        assertThat(results).hasSize(2).doesNotContain(value + "\n");
        assertThat(results.get(0)).isEqualTo(results.get(1));
    }

    @Test
    void whatIsSaidOfReferencesOfDifferentTypesHelps() {
        String both = "public.parent: {columns: {code: turn}}\npublic.child: {columns: {code: turn}}";

        assertThat(violations(pair("int8", "int4"), both))
                .singleElement()
                .asString()
                .endsWith("; give both the mask key, which is the same in every integer type, or keep both");
        assertThat(violations(pair("int8", "numeric"), both))
                .singleElement()
                .asString()
                .endsWith("; make both columns of one type, mask this one with null, or keep both");
        assertThat(violations(pair("varchar(20)", "text"), both.replace("turn", "hash")))
                .hasSize(2)
                .allMatch(line -> line.contains("it needs 32 characters"));
    }

    private static DatabaseSchema pair(String parent, String child) {
        return new SchemaBuilder()
                .table("public.parent")
                .required("code", parent)
                .primary("code")
                .table("public.child")
                .column("code", child)
                .references("code", "public.parent", "code")
                .schema();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ltree| text| : use constant or null; ",
                "ltree| redact| has no word for ltree; use constant or null, ",
                "tsvector| text| : use redact or null; ",
                "interval| city| : use redact, constant or null; "
            })
    void onlyMasksThatWorkAreNamed(String type, String mask, String remedy) {
        DatabaseSchema schema =
                new SchemaBuilder().table("public.x").column("name", type).schema();

        assertThat(real(schema, mask)).singleElement().asString().contains(remedy.strip());
        DatabaseSchema strict = new SchemaBuilder()
                .table("public.x")
                .required("name", type)
                .unique("x_name", "name")
                .schema();
        assertThat(real(strict, mask))
                .anyMatch(line -> line.contains("does not fit"))
                .noneMatch(line -> line.contains("or null"));
    }

    @Test
    void aLocaleThatNobodyKnowsIsSaidOnce() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.x")
                .column("a", "text")
                .column("b", "text")
                .schema();
        String yaml = "version: 1\nlocale: xx\ntables: {public.x: {columns: {a: first_name, b: last_name}}}\n";

        assertThat(new Compiler(MaskTypes.all())
                        .compile(Policy.parse("p.yml", yaml), schema, KEY, NIGHT)
                        .fold(compiled -> List.<Violation>of(), Violations::list))
                .singleElement()
                .asString()
                .startsWith("policy: locale: it knows no locale 'xx'; it knows en, ");
    }

    @Test
    void partitionsFollowTheirRoot() {
        SchemaBuilder.TableBuilder tables = new SchemaBuilder()
                .table("public.ev")
                .required("at", "date")
                .column("name", "text")
                .partitionedBy("at")
                .table("public.ev_1")
                .column("name", "text")
                .required("at", "date")
                .unique("ev_1_name", "name")
                .partitionOf("public.ev");
        DatabaseSchema schema = tables.schema();

        CompiledTable leaf = compiled(schema, "public.ev: {columns: {at: keep, name: hash}}")
                .tables()
                .get(0);
        assertThat(leaf.name()).hasToString("public.ev_1");
        assertThat(leaf.columns().stream().map(CompiledColumn::name)).containsExactly("name", "at");
        assertThat(leaf.throughRoot()).isEmpty();
        assertThat(violations(schema, "public.ev: {columns: {at: keep, name: city}}", "public.ev_1: {rows: none}"))
                .anyMatch(line -> line.startsWith("public.ev.name: the mask city can give the same"))
                .anyMatch(line -> line.startsWith("public.ev_1: this is a partition of public.ev; remove it"))
                .hasSize(2);
        assertThat(violations(schema, "public.ev: {columns: {at: city, name: hash}}"))
                .singleElement()
                .asString()
                .startsWith("public.ev: its partition key is masked");
        assertThat(compiled(schema, "public.ev: {columns: {at: city, name: hash}, vouched: {partitions: one for all}}")
                        .tables()
                        .get(0)
                        .throughRoot())
                .contains(new TableName("public", "ev"));
    }

    @Test
    void aForeignTableHasNoRowsHere() {
        DatabaseSchema schema =
                x().table("public.far").column("a", "text").foreign().schema();

        compiled(schema, ANY, "public.far: {rows: none}");
        assertThat(violations(schema, ANY, "public.far: {columns: {a: keep}}"))
                .containsExactly("public.far: its rows lie on another server; write rows: none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHECK ((name <> ''::text))",
                "CHECK (((name)::text ~ '^[A-Z][a-z]+$'::text))",
                "CHECK ((name = ANY (ARRAY['Town'::text, 'City'::text])))",
                "CHECK (((name IS NULL) OR ((length(name) >= 2) AND (length(name) <= 10))))",
                "CHECK ((name IS NOT NULL))",
                "CHECK ((name OPERATOR(public.~) 'Town'::public.citext))",
                "CHECK ((name ~~ 'T%'::text)) NOT VALID"
            })
    void aCheckThatCanBeDecidedIsHeldTo(String check) {
        compiled(x().check("x_check", check, "name").schema(), ANY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHECK (is_fine(name))| the check x_check may not hold for masked values",
                "CHECK ((name > 'm'::text))| the check x_check may not hold for masked values",
                "CHECK ((name ~ '^[0-9]+$'::text))| it is not proved that the mask city gives values that the check x_check accepts",
                "CHECK ((name = ANY (ARRAY['a'::text, 'b'::text])))| it is not proved that the mask city gives"
            })
    void aCheckThatCannotHoldOrBeToldIsAViolation(String check, String violation) {
        assertThat(violations(x().check("x_check", check, "name").schema(), ANY))
                .singleElement()
                .asString()
                .startsWith("public.x.name: " + violation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text| postcode| CHECK ((name ~ '^[A-Z]{2}[0-9]{4}$'::text))",
                "varchar(12)| digits| CHECK (((name)::text ~ '^(DE)?[A-F]?-\\d{3,5}[xy]?$'::text))",
                "text| text| CHECK ((char_length(name) = 10))",
                "text| letters| CHECK ((name ~~ 'AB%'::text)) NOT VALID",
                "int4| {mask: number, within: 10%}| CHECK (((name >= 1000) AND (name <= 1500)))",
                "numeric| {mask: number, within: 5}| CHECK ((name > '-3.5'::numeric))",
                "date| date| CHECK ((name < '2000-01-01'::date))",
                "timestamptz| {mask: date, within: 5d}| CHECK ((name >= '1970-01-01 00:00:00+00'::timestamptz))"
            })
    void aMaskThatKeepsTheFormMeetsACheckOfTheForm(String type, String mask, String check) {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.x")
                .column("name", type)
                .check("x_check", check, "name")
                .schema();

        assertThat(real(schema, mask)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date| date| CHECK ((name = ANY (ARRAY['1999-12-25'::date, '2000-01-05'::date])))",
                "date| {mask: date, to: year}| CHECK ((name > '2000-01-02'::date))",
                "int4| {mask: number, within: 3}| CHECK (((name = 10) OR (name = 20)))",
                "text| postcode| CHECK ((name = ANY (ARRAY['a'::text, 'bb2'::text])))"
            })
    void aMaskThatMayNotFindSuchAValueNeedsSomebodyWhoVouches(String type, String mask, String check) {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.x")
                .column("name", type)
                .check("x_check", check, "name")
                .schema();

        assertThat(real(schema, mask))
                .singleElement()
                .asString()
                .startsWith("public.x.name: it is not proved that the mask ")
                .endsWith(", or if it is so, say why under vouched as x_check");
        assertThat(real(schema, mask + "}, vouched: {x_check: all of them are fine"))
                .isEmpty();
        assertThat(real(schema, mask + "}, vouched: {x_check: '" + TableRules.UNPROVED + "'"))
                .hasSize(1);
    }

    private static List<String> real(DatabaseSchema schema, String mask) {
        String yaml = "version: 1\ntables: {public.x: {columns: {name: " + mask + "}}}\n";
        return new Compiler(MaskTypes.all())
                .compile(Policy.parse("p.yml", yaml), schema, KEY, NIGHT)
                .fold(compiled -> List.of(), violations -> violations.list().stream()
                        .map(Violation::toString)
                        .toList());
    }

    @Test
    void noComparisonWithAnEmptiedColumnFails() {
        SchemaBuilder.TableBuilder order = x().column("b", "text")
                .check("x_order", "CHECK (((name <> b) OR (lower((name)::text) = b)))", "name", "b");
        compiled(order.schema(), "public.x: {columns: {name: null, b: hash}}");

        SchemaBuilder.TableBuilder one =
                x().column("b", "text").check("x_order", "CHECK (((name <> b) AND (b <> ''::text)))", "name", "b");
        compiled(one.schema(), "public.x: {columns: {name: null, b: null}}");
        assertThat(violations(one.schema(), "public.x: {columns: {name: null, b: hash}}"))
                .hasSize(2);
        for (String check : List.of("COALESCE(name, 'a'::text) <> b", "name IS DISTINCT FROM b", "is_it(name, b)")) {
            SchemaBuilder.TableBuilder lax =
                    x().column("b", "text").check("x_order", "CHECK ((" + check + "))", "name", "b");
            assertThat(violations(lax.schema(), "public.x: {columns: {name: null, b: keep}}"))
                    .hasSize(1);
        }
    }

    @Test
    void aCheckOfSeveralColumnsHoldsOnlyWhereItAsksForNulls() {
        SchemaBuilder.TableBuilder nulls = x().column("b", "text")
                .check("x_one", "CHECK ((num_nonnulls(name, b) = 1))", "name", "b")
                .check("x_both", "CHECK (((name IS NULL) = (b IS NULL)))", "name", "b");
        compiled(nulls.schema(), "public.x: {columns: {name: city, b: keep}}");
        assertThat(violations(nulls.schema(), "public.x: {columns: {name: null, b: hash}}"))
                .hasSize(2);

        SchemaBuilder.TableBuilder order = x().column("b", "text").check("x_order", "CHECK ((name <> b))", "name", "b");
        assertThat(violations(order.schema(), "public.x: {columns: {name: city, b: keep}}"))
                .hasSize(1);
        compiled(order.schema(), "public.x: {columns: {name: city, b: keep}, vouched: {x_order: b is always empty}}");
    }

    @Test
    void theChecksOfDomainsCount() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.x")
                .column(
                        "name",
                        SchemaBuilder.domain("public.zip", "text", "CHECK ((VALUE ~ '^[0-9]{5}$'::text))"),
                        false)
                .schema();

        assertThat(violations(schema, ANY)).hasSize(1);
        compiled(schema, "public.x: {columns: {name: turn}}");
        compiled(schema, "public.x: {columns: {name: city}, vouched: {public.zip: it is not checked on load}}");
    }

    @Test
    void aScanExceptionNamesColumnsThatAreThere() {
        Policy policy = Policy.parse(
                "p.yml",
                "version: 1\ntables:\n  " + ANY
                        + "\nscan: {exceptions: [{value: public.x.nme, found: schema, reason: none}]}");

        assertThat(new Compiler(TinyMasks.all()).compile(policy, x().schema(), KEY, NIGHT))
                .isEqualTo(new Violations(List.of(new Violation(
                        Optional.empty(),
                        Optional.empty(),
                        "a scan exception names public.x.nme, and there is no such column",
                        "correct or remove it",
                        Optional.empty()))));
    }

    @Test
    void aKeptTsvectorRepeatsTheWordsOfWhatIsMasked() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.x")
                .column("name", "text")
                .column("words", "tsvector")
                .schema();

        assertThat(violations(schema, "public.x: {columns: {name: hash, words: keep}}"))
                .containsExactly(
                        "public.x.words: this tsvector is kept, and may repeat the words of name, which is masked;"
                                + " write redact or null, or vouched: {words: REASON} below the table");
        compiled(schema, "public.x: {columns: {name: hash, words: keep}, vouched: {words: made of titles}}");
        compiled(schema, "public.x: {columns: {name: hash, words: 'null'}}");
    }

    @Test
    void aScanExceptionMayNameADefinition() {
        Policy policy = Policy.parse(
                "p.yml",
                "version: 1\ntables:\n  " + ANY
                        + "\nscan: {exceptions: [{value: public.x.name, found: COMMENT COLUMN public.x.name, reason: none}]}");

        assertThat(new Compiler(TinyMasks.all()).compile(policy, x().schema(), KEY, NIGHT))
                .isInstanceOf(Compiled.class);
    }

    @Test
    void nightsAreLinkedUnlessThePolicySaysOtherwise() {
        assertThat(masked("", NIGHT)).isEqualTo(masked("", NIGHT.plusDays(1)));
        assertThat(masked("rotate: nightly\n", NIGHT))
                .isEqualTo(masked("rotate: nightly\n", NIGHT))
                .isNotEqualTo(masked("rotate: nightly\n", NIGHT.plusDays(1)))
                .isNotEqualTo(masked("", NIGHT));
    }

    private static String masked(String head, LocalDate night) {
        Policy policy = Policy.parse("p.yml", "version: 1\n" + head + "tables: {public.x: {columns: {name: hash}}}");
        Compilation compilation = new Compiler(TinyMasks.all()).compile(policy, x().schema(), KEY, night);
        Bytes out = new Bytes(16);
        byte[] row = "Anna\n".getBytes(StandardCharsets.UTF_8);
        ((Compiled) compilation).tables().get(0).newMasker().mask(row, 0, row.length, out);
        return out.toString();
    }
}
