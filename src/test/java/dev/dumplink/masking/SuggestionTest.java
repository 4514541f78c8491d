package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is suggested for a schema that asks for more than a type, and whether it is accepted. */
final class SuggestionTest {
    private static final MaskingKey KEY = new MaskingKey(new byte[32]);

    private static Suggestion suggested(DatabaseSchema schema, Map<String, List<String>> values) {
        return Suggestion.of(schema, MaskTypes.all(), (table, column) -> values.getOrDefault(column, List.of()));
    }

    private static Suggestion suggested(DatabaseSchema schema) {
        return suggested(schema, Map.of());
    }

    private static String rule(Suggestion suggestion, String table, String column) throws IOException {
        JsonNode rule = new YAMLMapper().readTree(suggestion.toString()).at("/tables/" + table + "/columns/" + column);
        return rule.isObject() ? rule.toString() : rule.asText();
    }

    /** What {@code check} and {@code dump} say to it as it is printed. */
    private static List<String> refusals(DatabaseSchema schema, Suggestion suggestion) {
        Policy policy = Policy.parse("p.yml", suggestion.toString());
        return new Compiler(MaskTypes.all())
                .compile(policy, schema, KEY, LocalDate.EPOCH)
                .fold(compiled -> List.of(), violations -> violations.list().stream()
                        .map(Violation::toString)
                        .toList());
    }

    private static SchemaBuilder.TableBuilder people() {
        return new SchemaBuilder()
                .table("public.people")
                .required("id", "int4")
                .column("email", "text")
                .primary("id");
    }

    @Test
    void whatNobodyHasProvedIsForAPersonToDecideAndNotAccepted() {
        DatabaseSchema schema = people().required("born", "date")
                .partitionedBy("born")
                .table("public.people_1")
                .required("id", "int4")
                .column("email", "text")
                .required("born", "date")
                .partitionOf("public.people")
                .schema();

        Suggestion suggestion = suggested(schema);
        assertThat(suggestion.undecided()).isEqualTo(1);
        assertThat(suggestion.doubtful()).isEqualTo(1);
        assertThat(suggestion.toString())
                .containsPattern("partitions: suggested, not proved +# \\? no dump until somebody writes here why");
        assertThat(refusals(schema, suggestion))
                .singleElement()
                .asString()
                .startsWith("public.people: its partition key is masked, and there may be no partition");
    }

    @Test
    void aPartitionForAllTheRestIsProofEnough() throws Exception {
        DatabaseSchema schema = people().required("born", "date")
                .partitionedBy("born")
                .catchAll()
                .table("public.people_1")
                .required("id", "int4")
                .column("email", "text")
                .required("born", "date")
                .partitionOf("public.people")
                .schema();

        Suggestion suggestion = suggested(schema);
        assertThat(rule(suggestion, "public.people", "born")).isEqualTo("date");
        assertThat(suggestion.toString()).doesNotContain("vouched");
        assertThat(refusals(schema, suggestion)).isEmpty();
    }

    @Test
    void ofTwoColumnsThatAreComparedOneIsEmptiedWhereItMayBe() throws Exception {
        DatabaseSchema schema = people().column("born", "date")
                .column("died", "date")
                .check("people_life", "CHECK ((born < died))", "born", "died")
                .schema();

        Suggestion suggestion = suggested(schema);
        assertThat(rule(suggestion, "public.people", "born")).isEqualTo("date");
        assertThat(suggestion.toString())
                .containsPattern("died: +null +# \\? not date, with which people_life may not hold");
        assertThat(suggestion.toString()).doesNotContain("vouched");
        assertThat(refusals(schema, suggestion)).isEmpty();
    }

    @Test
    void ofTwoColumnsThatMayNotBeEmptyNeitherIsKeptBehindAnyonesBack() throws Exception {
        DatabaseSchema schema = people().required("born", "date")
                .required("died", "date")
                .check("people_life", "CHECK ((born < died))", "born", "died")
                .schema();

        Suggestion suggestion = suggested(schema);
        assertThat(rule(suggestion, "public.people", "born")).isEqualTo("date");
        assertThat(rule(suggestion, "public.people", "died")).isEqualTo("date");
        assertThat(suggestion.undecided()).isEqualTo(1);
        assertThat(refusals(schema, suggestion)).hasSize(2).allMatch(line -> line.contains("the check people_life"));
    }

    @Test
    void anExclusionConstraintIsMetByEmptyingAColumn() throws Exception {
        DatabaseSchema schema = people().column("born", "date")
                .key("people_excl", Table.Key.Kind.EXCLUSION, true, "born")
                .schema();

        Suggestion suggestion = suggested(schema);
        assertThat(rule(suggestion, "public.people", "born")).isEqualTo("null");
        assertThat(refusals(schema, suggestion)).isEmpty();
    }

    /** Numbers, dates and flags that authorities, banks and doctors know somebody by, as people abbreviate them. */
    @ParameterizedTest
    @CsvSource({
        "tax_id, int8",
        "national_id, int8",
        "social_id, int4",
        "passport_id, int8",
        "customer_tax_id, numeric",
        "SteuerID, int8",
        "geboren, date",
        "fecha_nac, date",
        "bday, timestamp",
        "geburt, date",
        "dobs, date[]",
        "is_pregnant, bool",
        "hiv_positive, bool",
        "nation, text",
        "mob, int8",
        "anrufnr, numeric",
        "ktonr, int8",
        "kto, numeric",
        "card, int8",
        "cc, int8",
        "ip4, int8",
        "hiv, text",
        "orientation, text",
        "alergies, text[]",
        "mother, text",
        "religion_code, int4",
        "gewerkschaft, bool",
        "birth_year, int4",
        "blood, int4",
        "phones, int8[]",
        "schwanger, bool",
        "etnia, text",
        "disability, bool",
        "kreditkarte, int8",
        "pin, int4",
        "pin, text",
        "assigned, text",
        "created_by, text",
        "initials, text",
        "place, text",
        "criminal_record, bool",
        "criminal_record, text",
        "verdict, text",
        "weight, numeric",
        "weight_kg, int4",
        "height_cm, float8"
    })
    void personalColumnsOfAnyTypeAreMasked(String column, String type) throws Exception {
        DatabaseSchema schema = people().column(column, type).schema();

        assertThat(rule(suggested(schema), "public.people", column)).isNotEqualTo("keep");
    }

    @ParameterizedTest
    @CsvSource({"verdict, bool", "criminal_record, text"})
    void whatIsDelicateIsMaskedBesideAReferenceToPeopleToo(String column, String type) throws Exception {
        DatabaseSchema schema = people().table("public.trial")
                .required("id", "int4")
                .column("defendant", "int4")
                .column(column, type)
                .primary("id")
                .references("defendant", "public.people", "id")
                .schema();

        assertThat(rule(suggested(schema), "public.trial", column)).isEqualTo("redact");
    }

    @Test
    void ofThingsTheSameWordsAreHarmlessOrAreLookedAt() throws Exception {
        DatabaseSchema schema = people().table("public.parcel")
                .required("id", "int4")
                .column("weight_kg", "numeric")
                .column("height", "int4")
                .column("health", "int4")
                .column("verdict", "bool")
                .column("place", "text")
                .column("active", "bool")
                .primary("id")
                .schema();

        Suggestion suggestion = suggested(
                schema, Map.of("place", Stream.generate(() -> "shelf").limit(20).toList()));
        assertThat(rule(suggestion, "public.parcel", "weight_kg")).isEqualTo("keep");
        assertThat(suggestion.toString())
                .containsPattern("health: +keep +# \\? delicate")
                .containsPattern("verdict: +keep +# \\? delicate")
                .containsPattern("place: +keep +# \\? the same few words")
                .containsPattern("active: +keep\\n")
                .containsPattern("height: +keep\\n");
        assertThat(refusals(schema, suggestion)).isEmpty();
    }

    @Test
    void aKeyThatIsAPersonsNumberIsMaskedWithWhatReferencesIt() throws Exception {
        DatabaseSchema schema = people().table("public.acct")
                .required("ssn", "int8")
                .column("nm", "text")
                .primary("ssn")
                .table("public.pay")
                .required("id", "int4")
                .column("ssn", "int8")
                .primary("id")
                .references("ssn", "public.acct", "ssn")
                .schema();

        Suggestion suggestion = suggested(schema);
        assertThat(rule(suggestion, "public.acct", "ssn")).isEqualTo("digits");
        assertThat(rule(suggestion, "public.pay", "ssn")).isEqualTo("digits");
        assertThat(rule(suggestion, "public.pay", "id")).isEqualTo("keep");
        assertThat(refusals(schema, suggestion)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x, int8, 4111111111111111 5500005555555559, card",
        "x, int8, 4915112345001 4915112345002, phone",
        "x, numeric, 4915112345001 4915112345002, phone",
        "x, int4, 1961 1988 2001, number",
        "x, date, 1961-02-03 1988-12-01 2001-05-06, date",
        "x, text, Müller-Jürgen Kowalczyk-Zbigniew, full_name",
        "x, text, Frau-Özdemir Familie-Nguyen Herr-X, full_name",
        "x, text, Nguyen, last_name",
        "x, text, K.-Obermaier T.-Nguyen, full_name",
        "x, text, 'Obermaier,-K. Nguyen,-T.', full_name",
        "x, text, Dr.-Weiss Mrs.-Oakenshield, full_name"
    })
    void valuesTellWhereNamesDoNot(String column, String type, String values, String mask) throws Exception {
        DatabaseSchema schema = people().column(column, type).schema();
        List<String> sampled = Arrays.stream(values.split(" "))
                .map(value -> type.equals("text") ? value.replace('-', ' ') : value)
                .flatMap(value -> Stream.generate(() -> value).limit(20))
                .toList();

        Suggestion suggestion = suggested(schema, Map.of(column, sampled));
        assertThat(rule(suggestion, "public.people", column)).contains(mask.equals("card") ? "digits" : mask);
        assertThat(suggestion.toString()).containsPattern("x: +\\S.* # \\? .*values");
    }

    @ParameterizedTest
    @CsvSource({
        "shoes, numeric",
        "active, bool",
        "enabled, bool",
        "deleted, bool",
        "updated, int4",
        "lastseen, timestamptz",
        "vip, bool",
        "kids, int4",
        "loc, time",
        "employee_ref_id, int4"
    })
    void whateverElseIsKeptOfPeopleSomebodyLooksAt(String column, String type) {
        DatabaseSchema schema = people().column(column, type).schema();

        assertThat(suggested(schema).toString()).containsPattern(column + ": +keep +# \\? ");
    }
}
