package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.schema.TableName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyTest {
    private static final String WHOLE =
            """
            version: 1
            locale: de
            rotate: nightly
            tables:
              public.customer:
                columns:
                  id: keep
                  email: email
                  notes: null
                  born: {mask: date, within: 30d, pin: 007}
                vouched:
                  customer_born_check: nobody is that old
              public."Audit.Log": {rows: none}
            scan:
              exceptions:
                - {value: public.customer.city, found: public.store.name, reason: towns}
                - {value: email, found: schema, reason: the support address}
            role:
              allow_superuser: no other role sees all rows
            """;

    @Test
    void everyKeyIsRead() {
        Policy policy = Policy.parse("shop.yml", WHOLE);

        assertThat(policy.locale()).contains("de");
        assertThat(policy.nightly()).isTrue();
        TableRules customer = policy.tables().get(new TableName("public", "customer"));
        assertThat(customer.columns().keySet()).containsExactly("id", "email", "notes", "born");
        assertThat(customer.columns().get("id").masked()).isEmpty();
        assertThat(customer.columns().get("notes").masked())
                .hasValueSatisfying(masked -> assertThat(masked.empties()).isTrue());
        assertThat(customer.columns().get("born").masked()).hasValueSatisfying(masked -> {
            assertThat(masked.mask()).isEqualTo("date");
            assertThat(masked.options().text("within")).contains("30d");
            assertThat(masked.options().text("pin")).contains("007");
        });
        assertThat(customer.vouched()).isEqualTo(Map.of("customer_born_check", "nobody is that old"));
        assertThat(policy.tables().get(new TableName("public", "Audit.Log")).rows())
                .isFalse();
        assertThat(policy.exceptions())
                .containsExactly(
                        new ScanException("public.customer.city", "public.store.name", "towns"),
                        new ScanException("email", "schema", "the support address"));
        assertThat(policy.role().superuser()).contains("no other role sees all rows");
        assertThat(policy.role().writes()).isEmpty();
    }

    /** Each line of the whole policy, altered in one place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1| versoin: 1| shop.yml:1:1: versoin: nobody reads this key; did you mean version?",
                "version: 1| version: 2| shop.yml:1:1: version: only 1 is known here",
                "rotate: nightly| rotate: weekly| shop.yml:3:1: rotate: only nightly is known here",
                "locale: de| locale: german| a language such as en or de",
                "    columns:| colums:| this is not valid YAML",
                "    columns:|     colums:| shop.yml:6:5: tables.public.customer.colums: nobody reads this key; did you mean columns?",
                "    vouched:|      vouched:| this is not valid YAML",
                "    vouched:|     vouched: {}\\n    other:| nobody reads this key",
                "public.customer:| customer:| write a table with its schema",
                "email: email| email:| shop.yml:8:7: tables.public.customer.columns.email: this should be a word",
                "email: email| id: email| shop.yml:8:7: tables.public.customer.columns.id: this key stands here for the second time",
                "email: email| email: [email]| this should be a word",
                "email: email| email: {within: 3}| this needs a key mask",
                "email: email| email: {mask: keep}| keep takes no options",
                "email: email| email: *mask| anchors, aliases and tags are not taken",
                "email: email| email: !env email| anchors, aliases and tags are not taken",
                "email: email| \temail: email| this is not valid YAML",
                "{rows: none}| {rows: all}| only none is known here",
                "{rows: none}| {rows: none, columns: {}}| this needs either columns, or rows: none",
                "{rows: none}| {}| this needs either columns, or rows: none",
                "{rows: none}| none| this should be a group of keys",
                "value: email| value: emial| this should be a column such as public.customer.email",
                "found: schema| found: store.name| this should be a column such as public.customer.email, or one of: schema",
                ", reason: towns| ''| this needs a key reason",
                "  exceptions:|   exeptions:| did you mean exceptions?",
                "allow_superuser| allow_super_user| did you mean allow_superuser?",
                "allow_superuser: no other role sees all rows| allow_superuser:| this should be a word",
                "role:| ---\\nrole:| a second document begins here"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void aMistakeIsNamedWithItsPlaceAndItsMend(String line, String mistake, String message) {
        String altered = mistake.replaceFirst("^ ", "").replace("\\n", "\n");
        String yaml = WHOLE.replace(line, altered);

        assertThat(yaml).isNotEqualTo(WHOLE);
        assertThatThrownBy(() -> Policy.parse("shop.yml", yaml))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining(message.strip());
    }

    @ParameterizedTest
    @CsvSource({"'',it holds no policy", "'# nothing',it holds no policy", "[],a group of keys", "3,a group of keys"})
    void whatIsNoPolicyIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> Policy.parse("shop.yml", yaml))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining(message);
    }
}
