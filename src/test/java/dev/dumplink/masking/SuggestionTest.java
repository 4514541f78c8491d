package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
