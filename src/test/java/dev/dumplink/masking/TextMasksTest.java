package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.misfit;
import static dev.dumplink.masking.MaskFixture.options;
import static dev.dumplink.masking.MaskFixture.sized;
import static dev.dumplink.masking.MaskFixture.type;
import static dev.dumplink.masking.MaskFixture.unique;
import static dev.dumplink.masking.MaskFixture.uniqueness;
import static dev.dumplink.masking.MaskFixture.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DataType;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextMasksTest {
    private static String look(String text) {
        StringBuilder look = new StringBuilder();
        text.codePoints()
                .forEach(c -> look.append(
                        switch (Text.sort(c)) {
                            case UPPER -> "A";
                            case LOWER -> "a";
                            case DIGIT -> "0";
                            case SIGN -> Character.toString(c);
                        }));
        return look.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "text, 'Dear Mrs. Müller, call 0171-555 or https://mail.invalid 🙂!'",
        "text, 'שלום, עולם 42'",
        "text, 山田太郎様",
        "digits, 'INV-2026/0017b Ä'",
        "digits, 'Größe: ٤٢ café'",
        "letters, 'Ivan Грозный 1530'",
        "postcode, 'SW1A 1AA'",
        "postcode, '10115'",
    })
    void keepsLengthCaseDigitsAndPunctuation(String name, String value) {
        String masked = mask(name, type("text")).apply(value);
        assertThat(look(masked)).isEqualTo(look(value));
        assertThat(masked).isNotEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "letters, ÉcoleÀçñü",
        "letters, Грозный",
        "postcode, Αθήνα",
        "digits, ٤٢٣",
        "letters, 山田太郎",
        "letters, かな"
    })
    void everyCharacterStaysInItsScript(String name, String value) {
        String masked = mask(name, type("text")).apply(value);
        assertThat(masked.codePoints().mapToObj(Character.UnicodeScript::of))
                .containsExactlyElementsOf(
                        value.codePoints().mapToObj(Character.UnicodeScript::of).toList());
        assertThat(masked).isNotEqualTo(value);
    }

    @Test
    void textIsOfSyllables() {
        assertThat(mask("text", type("text")).apply("The quick brown fox"))
                .matches("[A-Z][a-z]{2} [a-z]{5} [a-z]{5} [a-z]{3}")
                .doesNotContainPattern("(?i)[bcdfghjklmnpqrstvwxyz]{2}");
        assertThat(IntStream.range(0, 2_000).mapToObj(i -> "" + (char) ('a' + i % 26)))
                .allSatisfy(letter ->
                        assertThat(mask("text", type("text")).apply(letter)).isNotEqualTo(letter));
    }

    @Test
    void keepsWhatIsToldToBeKept() {
        assertThat(mask("digits", type("text"), "{keep: letters}").apply("INV-2026-ß"))
                .matches("INV-\\d{4}-ß");
        assertThat(mask("letters", type("text"), "{keep: digits}").apply("INV-2026"))
                .matches("[A-Z]{3}-2026");
        assertThat(misfit("digits", column(type("text")), "{keep: all}")).contains("one of nothing, letters");
    }

    @Test
    void sameDigitsBecomeTheSameHoweverTheyAreGrouped() {
        UnaryOperator<String> digits = mask("digits", type("text"));
        assertThat(digits.apply("030-1234567"))
                .isEqualTo(new StringBuilder(digits.apply("0301234567"))
                        .insert(3, '-')
                        .toString());
    }

    @Test
    void longTextsWithOneOtherDigitBecomeOtherFromThereOn() {
        UnaryOperator<String> digits = mask("digits", type("text"));
        String one = digits.apply("1".repeat(60));
        String other = digits.apply("1".repeat(20) + "2" + "1".repeat(39));
        assertThat(one.substring(40)).isNotEqualTo(other.substring(40));
        assertThat(one.substring(0, 15)).isNotEqualTo(one.substring(15, 30));
    }

    @Test
    void hashesAreHexadecimalAndOfTheLengthAskedFor() {
        assertThat(mask("hash", type("text")).apply("x")).matches("[0-9a-f]{32}");
        assertThat(mask("hash", varchar(12)).apply("x")).matches("[0-9a-f]{12}");
        assertThat(mask("hash", type("bytea"), "{length: 64}").apply("\\x00ff")).matches("\\\\x[0-9a-f]{64}");
        assertThat(uniqueness("hash", column(type("text")), "{length: 24}")).isEqualTo(Uniqueness.LOSSY);
        assertThat(misfit("hash", column(type("text")), "{length: 0}"))
                .isEqualTo("length is a number from 1 to 256, not '0'");
        assertThat(misfit("hash", column(type("bytea")), "{length: 5}")).contains("even length");
    }

    @Test
    void templatesFillTheirFields() {
        assertThat(mask("template", type("text"), "{value: 'user-{hash:12}@example.com'}")
                        .apply("x"))
                .matches("user-[0-9a-f]{12}@example\\.com");
        assertThat(mask("template", type("text"), "{value: '{{{first_name}}} {digits:3}{letters:4}', locale: de}")
                        .apply("x"))
                .matches("\\{[\\p{L} .'-]+} \\d{3}[0-9a-z]{4}");
        assertThat(misfit("template", column(type("text")), "{value: plain}")).contains("use constant");
        assertThat(misfit("template", column(type("text")), "{value: 'a{hash}'}"))
                .contains("{hash:12}");
        assertThat(misfit("template", column(type("text")), "{value: 'a{has:3}'}"))
                .contains("knows no field {has}");
        assertThat(misfit("template", column(type("text")), "{value: 'a{'}")).contains("write two");
        assertThat(misfit("template", column(varchar(10)), "{value: 'a{hash:12}'}"))
                .contains("needs 13 characters");
    }

    @Test
    void redactSaysNothingInEachType() {
        assertThat(mask("redact", type("text")).apply("x")).isEqualTo("[redacted]");
        assertThat(mask("redact", varchar(2)).apply("x")).isEqualTo("**");
        assertThat(mask("redact", type("jsonb")).apply("{}")).isEqualTo("\"[redacted]\"");
        assertThat(mask("redact", sized("bit", OptionalInt.of(3))).apply("101")).isEqualTo("000");
        assertThat(misfit("redact", column(new DataType.Enumeration("mood", List.of("sad"))), "{}"))
                .contains("use constant");
    }

    @Test
    void constantsMustBeOfTheType() {
        assertThat(mask("constant", type("int4"), "{value: 7}").apply("1")).isEqualTo("7");
        assertThat(mask("constant", type("text"), "{value: ''}").apply("1")).isEmpty();
        assertThat(misfit("constant", column(type("int4")), "{value: seven}")).isEqualTo("int4 does not hold 'seven'");
        assertThat(misfit("constant", column(type("date")), "{value: 2001-02-31}"))
                .contains("date does not hold");
        assertThat(misfit("constant", column(type("uuid")), "{value: abc}")).contains("uuid does not hold");
        assertThat(misfit("constant", column(type("jsonb")), "{value: '{'}")).contains("jsonb does not hold");
        assertThat(misfit("constant", column(varchar(2)), "{value: abc}")).contains("needs 3 characters");
        assertThat(misfit("constant", column(type("text")), "{}")).isEqualTo("needs the option value");
        DataType mood = new DataType.Enumeration("mood", List.of("sad", "happy"));
        assertThat(misfit("constant", column(mood), "{value: glad}")).contains("mood does not hold 'glad'");
        assertThat(mask("pick", mood).apply("sad")).isIn("sad", "happy");
        assertThat(misfit("pick", column(mood), "{of: [sad, glad]}")).contains("mood does not hold 'glad'");
    }

    @Test
    void nullNeedsAColumnThatTakesIt() {
        assertThat(MaskFixture.MASKS.get("null").create(column(type("text")), MaskOptions.NONE, MaskFixture.KEY))
                .isSameAs(Mask.NULL);
        assertThat(misfit("null", unique(type("text")), "{}")).isEqualTo("the column is NOT NULL");
        DataType strict = new DataType.Domain("strict", type("text"), true, List.of());
        assertThat(misfit("null", column(new DataType.Domain("outer", strict, false, List.of())), "{}"))
                .isEqualTo("the column is NOT NULL");
    }

    @ParameterizedTest
    @EnumSource(Region.class)
    void everyRegionHasNamesOfEverything(Region region) {
        for (Pool.Topic topic : Pool.Topic.values()) {
            assertThat(region.pool(topic).size()).as(topic.name()).isGreaterThanOrEqualTo(80);
            assertThat(region.pool(topic).strings()).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name)
                    .isEqualTo(name.strip())
                    .doesNotContainPattern("[\\t\\n\\\\\"{},]"));
        }
        assertThat(Region.of(region.toString())).isEqualTo(region);
    }

    @Test
    void namesFollowTheLocale() {
        assertThat(Region.of("de-AT")).isEqualTo(Region.DE);
        assertThat(mask("street", type("text"), "{locale: de}").apply("x")).matches("\\D+ \\d+");
        assertThat(mask("street", type("text"), "{locale: fr}").apply("x")).matches("\\d+ \\D+");
        assertThat(mask("full_name", type("text"), "{locale: ja}").apply("x"))
                .matches("\\p{IsHan}+ [\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}ー]+");
        assertThat(options("{locale: ja}").names()).containsExactly("locale");
    }

    @Test
    void aNameNeverBecomesItself() {
        for (Pool.Topic topic : List.of(Pool.Topic.FIRST_NAME, Pool.Topic.LAST_NAME, Pool.Topic.CITY)) {
            UnaryOperator<String> mask = mask(topic.name().toLowerCase(java.util.Locale.ROOT), type("text"));
            assertThat(Region.EN.pool(topic).strings()).allSatisfy(name -> {
                assertThat(mask.apply(name)).isNotEqualToIgnoringCase(name);
                assertThat(mask.apply(name.toUpperCase(java.util.Locale.ROOT))).isNotEqualToIgnoringCase(name);
            });
        }
    }

    @Test
    void rememberedResultsAreThoseOfTheMask() {
        Mask plain = new TextMask(new Keyed(MaskFixture.KEY));
        UnaryOperator<String> cached = MaskFixture.strings(new CachedMask(new TextMask(new Keyed(MaskFixture.KEY))));
        UnaryOperator<String> fresh = MaskFixture.strings(plain);
        for (int i = 0; i < 60_000; i++) {
            // few at first, then many different ones, so that it gives up, some too long to be kept
            String value = "value" + (i < 20_000 ? i % 50 : i) + "x".repeat(i % 70);
            assertThat(cached.apply(value)).isEqualTo(fresh.apply(value));
        }
    }
}
