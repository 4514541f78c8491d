package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.array;
import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.misfit;
import static dev.dumplink.masking.MaskFixture.type;
import static dev.dumplink.masking.MaskFixture.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dumplink.schema.DataType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks of what lies inside of values. */
class ContainerMasksTest {
    private static final String EMAIL = "[a-z]+\\.[0-9a-z]{14}@example\\.(com|net|org)";

    private final UnaryOperator<String> email = mask("email", type("text"));

    @Test
    void arraysAreMaskedElementByElement() {
        UnaryOperator<String> mask = mask("email", array(type("text")));
        String one = email.apply("a@mail.invalid");
        String other = email.apply("b \"c\"\\d");
        assertThat(mask.apply("{a@mail.invalid,NULL,\"NULL\",\"b \\\"c\\\"\\\\d\",\"\"}"))
                .isEqualTo("{\"" + one + "\",NULL,\"" + email.apply("NULL") + "\",\"" + other + "\",\""
                        + email.apply("") + "\"}");
        assertThat(mask.apply("{}")).isEqualTo("{}");
        assertThat(mask.apply("[0:1][3:4]={{a@mail.invalid,null},{null,a@mail.invalid}}"))
                .isEqualTo("[0:1][3:4]={{\"%s\",NULL},{NULL,\"%s\"}}".formatted(one, one));
        assertThat(mask("key", array(type("int4"))).apply("{{1,2},{-3,NULL}}"))
                .matches("\\{\\{\\d+,\\d+},\\{-\\d+,NULL}}");
        assertThat(mask("digits", array(type("numeric"))).apply("{1.50,-22}")).matches("\\{\\d\\.\\d\\d,-\\d\\d}");
        assertThat(mask("text", array(type("text"))).apply("{Ümläut,\"{x}\"}"))
                .matches("\\{[A-Z][a-z]{5},\"\\{[a-z]}\"}");
    }

    @Test
    void arraysOfDomainsOverArraysToo() {
        DataType names = new DataType.Domain("names", array(type("citext")), false, List.of());
        assertThat(mask("last_name", names).apply("{Smith,SMITH}")).matches("\\{\"?([^,\"]+)\"?,\"?\\1\"?}");
        assertThat(misfit("email", column(array(varchar(5))), "{}")).contains("needs 8 characters");
    }

    @Test
    void hstoresAreMaskedByKey() {
        UnaryOperator<String> mask = mask("hstore", type("hstore"), "{keys: {email: email, plan: keep, phone: null}}");
        assertThat(
                        mask.apply(
                                "\"email\"=>\"a@mail.invalid\", \"plan\"=>\"gold\", \"phone\"=>\"555\", \"no\"=>NULL, \"a\\\"b\"=>\"Hi \\\"Bob\\\"\""))
                .matches(
                        "\"email\"=>\"" + EMAIL
                                + "\", \"plan\"=>\"gold\", \"phone\"=>NULL, \"no\"=>NULL, \"[0-9a-f]{32}\"=>\"[A-Z][a-z] \\\\\"[A-Z][a-z]{2}\\\\\"\"");
        assertThat(mask.apply("")).isEmpty();
        assertThat(mask("hstore", type("hstore"), "{other: keep}").apply("\"a\"=>\"b\""))
                .isEqualTo("\"a\"=>\"b\"");
        assertThat(misfit("hstore", column(type("hstore")), "{keys: {a: emial}}"))
                .contains("'emial', which is no mask");
        assertThat(misfit("text", column(type("hstore")), "{}")).contains("use hstore, redact or null");
    }

    @Test
    void rowTypesAreMaskedFieldByField() {
        DataType.Composite address = new DataType.Composite(
                "address",
                List.of(
                        new DataType.Composite.Attribute("street", type("text")),
                        new DataType.Composite.Attribute("zip", varchar(10)),
                        new DataType.Composite.Attribute("born", type("date"))));
        String fields = "{fields: {street: street, zip: postcode, born: {mask: date, within: 3d}}}";
        UnaryOperator<String> mask = mask("composite", address, fields);
        assertThat(mask.apply("(\"12 \"\"Old\"\" Rd, \\\\x\",\"AB 12\",2020-01-01)"))
                .matches("\\(\"\\d+ [^\"]+\",\"[A-Z]{2} \\d\\d\",\\d{4}-\\d\\d-\\d\\d\\)");
        assertThat(mask.apply("(,\"\",)")).isEqualTo("(,\"\",)");
        assertThat(mask("composite", array(address), fields).apply("{\"(a,1,)\",NULL}"))
                .matches("\\{\"\\(\\\\\"\\d+ [^\"]+\\\\\",\\d,\\)\",NULL}");
        assertThat(misfit("composite", column(address), "{}"))
                .isEqualTo("needs fields: a mask for each of street, zip, born");
        assertThat(misfit("composite", column(address), "{fields: {street: keep, zip: keep}}"))
                .contains("the field born");
        assertThat(misfit("composite", column(address), "{fields: {street: keep, zip: keep, born: keep, x: keep}}"))
                .contains("the field x");
        assertThat(misfit("composite", column(address), "{fields: {street: keep, zip: keep, born: email}}"))
                .startsWith("born: masks text");
        assertThat(misfit("text", column(address), "{}")).contains("use composite or null");
    }

    @Test
    void tsvectorsAreRefusedWithTheReason() {
        assertThat(misfit("text", column(type("tsvector")), "{}")).contains("repeats the words");
        assertThat(mask("redact", type("tsvector")).apply("'cat':1")).isEmpty();
    }

    @Test
    void everyStringAndNumberInJsonIsMaskedWhenNothingIsSaid() {
        String masked = mask("json", type("jsonb"))
                .apply("{\"name\": \"Ann Lee\", \"age\": 42, \"ok\": true, \"x\": null, \"l\": [1.5e10, \"A\"]}");
        assertThat(masked)
                .matches(
                        "\\{\"name\":\"[A-Z][a-z]{2} [A-Z][a-z]{2}\",\"age\":[1-9]\\d,\"ok\":true,\"x\":null,\"l\":\\[\\d\\.\\de10,\"[A-Z]\"]}");
        assertThat(masked).doesNotContain("Ann", "Lee");
    }

    @Test
    void pathsLeadIntoObjectsAndArraysOfThem() {
        UnaryOperator<String> mask = mask(
                "json",
                type("jsonb"),
                "{other: keep, paths: {$.user.email: email, '$.orders[*].phone': {mask: phone, locale: de}, $..ssn: null,"
                        + " '$.tags[0]': redact, '$[''odd key'']': hash, $.address: redact, $.amount: {mask: number, within: 5}}}");
        assertThat(
                        mask.apply(
                                """
                        {"user":{"email":"a@mail.invalid","id":7,"ssn":"1"},"email":"kept@x","orders":[{"phone":1,"n":[{"ssn":2}]},
                         {"phone":"2"}],"tags":["a","b"],"odd key":"x","address":{"street":[1,2]},"amount":100}"""))
                .matches(
                        "\\{\"user\":\\{\"email\":\"" + EMAIL
                                + "\",\"id\":7,\"ssn\":null},\"email\":\"kept@x\",\"orders\":"
                                + "\\[\\{\"phone\":\"?\\+?49[ \\d]+\"?,\"n\":\\[\\{\"ssn\":null}]},\\{\"phone\":\"\\+49 [ \\d]+\"}],"
                                + "\"tags\":\\[\"\\[redacted]\",\"b\"],\"odd key\":\"[0-9a-f]{32}\",\"address\":\"\\[redacted]\",\"amount\":(9|10)\\d{1,2}}")
                .contains(email.apply("a@mail.invalid"));
    }

    @Test
    void theFirstPathThatFitsCountsAndElseThatOfWhatIsAround() {
        UnaryOperator<String> mask = mask("json", type("json"), "{other: keep, paths: {$.a.keep: keep, $.a: hash}}");
        assertThat(mask.apply("{\"a\":{\"keep\":\"x\",\"b\":\"y\",\"c\":[\"z\",true]},\"d\":\"w\"}"))
                .matches(
                        "\\{\"a\":\\{\"keep\":\"x\",\"b\":\"[0-9a-f]{32}\",\"c\":\\[\"[0-9a-f]{32}\",true]},\"d\":\"w\"}");
    }

    @Test
    void doubledKeysNumbersAndEscapesStayInWhatIsKept() {
        UnaryOperator<String> mask = mask("json", type("json"), "{other: keep, keys: keep}");
        String odd = "{\"a\":1.50,\"a\":1e400,\"\\u0001\\\"\\\\\":\"\\ud800 😀\",\"n\":-0.0,\"\":[[],{}]}";
        assertThat(mask.apply(odd)).isEqualTo(odd);
        assertThat(mask("json", type("json"), "{keys: mask}").apply("{\"anna@mail.invalid\":1}"))
                .doesNotContain("anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@mail.invalid",
                "DE89370400440532013000",
                "+49151 2345",
                "0151-234567",
                "Anna Rao",
                "user1234",
                "a_word_that_is_longer_than_any_name_of_a_member_is"
            })
    void namesOfMembersThatAreDataAreMaskedUnlessThePolicySaysSo(String name) {
        String json = "{\"" + name + "\":{\"größe_2\":null}}";
        assertThat(mask("json", type("jsonb"), "{other: keep}").apply(json))
                .matches("\\{\"[0-9a-f]{32}\":\\{\"größe_2\":null}}");
        assertThat(mask("json", type("jsonb"), "{keys: keep}").apply(json)).isEqualTo(json);
        assertThat(mask("json", type("jsonb"), "{paths: {\"$..['" + name + "']\": keep}}")
                        .apply(json))
                .isEqualTo(json);
        assertThat(mask("json", type("jsonb"), "{keys: mask}").apply(json)).doesNotContain(name, "größe");

        String hstore = "\"" + name + "\"=>NULL, \"size-2\"=>NULL, \"\"=>NULL";
        assertThat(mask("hstore", type("hstore")).apply(hstore))
                .matches("\"[0-9a-f]{32}\"=>NULL, \"size-2\"=>NULL, \"\"=>NULL");
        assertThat(mask("hstore", type("hstore"), "{keys: {'" + name + "': email}}")
                        .apply(hstore))
                .isEqualTo(hstore);
        assertThat(mask("hstore", type("hstore"), "{keys: keep}").apply(hstore)).isEqualTo(hstore);
        assertThat(mask("hstore", type("hstore"), "{keys: mask}").apply(hstore)).doesNotContain(name, "size");
        assertThat(misfit("hstore", column(type("hstore")), "{keys: all}")).contains("keys is one of keep, mask");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Anna\"", "17", "true", "null", "[]", "{}", "[\"Anna\"]", " [ 1 , { } , [ ] ] "})
    void everyJsonValueGivesOne(String value) throws Exception {
        String masked = mask("json", type("jsonb")).apply(value);
        JsonNode tree = new ObjectMapper().readTree(masked);
        assertThat(tree.getNodeType())
                .isEqualTo(new ObjectMapper().readTree(value).getNodeType());
        assertThat(masked).doesNotContain("Anna");
    }

    @Test
    void jsonMayBeDeepAndWideAndBroken() {
        int deep = 20_000;
        String value = "[".repeat(deep) + "\"Anna\"" + "]".repeat(deep);
        assertThat(mask("json", type("jsonb")).apply(value))
                .hasSameSizeAs(value)
                .doesNotContain("Anna");
        assertThat(mask("json", type("json")).apply("{\"broken Anna")).isEqualTo("\"[redacted]\"");
        assertThat(mask("json", type("text")).apply("Anna is not JSON"))
                .matches("[A-Z][a-z]{3} [a-z]{2} [a-z]{3} [A-Z]{4}");
        assertThat(mask("json", type("text")).apply("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{paths: {a.b: email}}; 'a.b' is not a path",
                "{paths: {\"$.a[1:2]\": email}}; is not a path",
                "{paths: {$.a: {mask: emial}}}; $.a names 'emial', which is no mask",
                "{paths: {$.a: {msk: email}}}; $.a needs a mask's name",
                "{paths: {$.a: {mask: email, within: 3}}}; $.a: email has no option 'within'",
                "{paths: {$.a: key}}; $.a: masks integer, uuid",
                "{paths: [email]}; needs paths as a mapping",
                "{other: drop}; other is one of mask, keep",
            })
    void jsonOptionsThatCannotBeAreMisfits(String options, String why) {
        assertThat(misfit("json", column(type("jsonb")), options)).contains(why);
    }

    @Test
    void opaqueTypesAreRefused() {
        for (String name : List.of("text", "email", "digits", "date", "json")) {
            assertThat(misfit(name, column(type("xml")), "{}")).contains("use redact, constant, hash or null");
            assertThat(misfit(name, column(type("bytea")), "{}")).contains("use redact, constant, hash or null");
            assertThat(misfit(name, column(type("point")), "{}")).contains("use constant or null");
        }
    }
}
