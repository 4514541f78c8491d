package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.KEY;
import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.key;
import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.type;
import static dev.dumplink.masking.MaskFixture.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of all masks of text, whatever they are given. */
class EveryMaskTest {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "call me",
            "n/a",
            "Anna-Lena Süß",
            "ANNA@EXAMPLE.COM",
            "anna.suess+news@mail.invalid",
            "+49 (0)30 1234567",
            "4111 1111 1111 1111",
            "DE89 3704 0044 0532 0130 00",
            "GB82WEST12345698765432",
            "192.168.17.4",
            "fe80::1",
            "not an address/99",
            "2001-02-29",
            "1999-12-31 23:59:59.999",
            "👩‍👩‍👧 Zoë 🏳️‍🌈",
            "e\u0301te\u0301",
            "שלום עולם",
            "محمد ٤٢",
            "山田 太郎",
            "tab\there\nand \"quotes\" \\back, {braces}",
            "{\"email\":\"anna@mail.invalid\"}",
            "𝔄𝔫𝔫𝔞",
            "x".repeat(100_000),
            "Müller ".repeat(5_000));

    /** Masks of text with the options they need; key separation is not asked of those whose result is fixed. */
    static Stream<String> keyed() {
        return Stream.of(
                "first_name {}",
                "first_name {locale: ja}",
                "last_name {locale: de-AT}",
                "full_name {}",
                "full_name {locale: ja}",
                "username {}",
                "email {}",
                "email {locale: pl}",
                "phone {}",
                "phone {locale: en-GB}",
                "phone {unique: true}",
                "street {locale: de}",
                "city {locale: fr}",
                "postcode {}",
                "company {locale: it}",
                "job {}",
                "url {}",
                "ip {}",
                "ip {unique: true}",
                "mac {}",
                "iban {}",
                "card {}",
                "date {}",
                "date {to: year}",
                "number {within: 10%}",
                "digits {}",
                "letters {}",
                "uuid {}",
                "hash {}",
                "text {}",
                "template {value: 'u-{first_name}-{hash:12}'}",
                "json {}",
                "pick {of: [red, green, blue]}");
    }

    /** All but years, which have no key and are what is to be left. */
    static Stream<String> hiding() {
        return keyed().filter(spec -> !spec.equals("date {to: year}"));
    }

    private static UnaryOperator<String> made(String spec, MaskingKey key) {
        String[] parts = spec.split(" ", 2);
        return mask(parts[0], column(type("text")), parts[1], key);
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void givesTheSameForTheSame(String spec) {
        UnaryOperator<String> one = made(spec, KEY);
        UnaryOperator<String> other = made(spec, KEY);
        List<String> before = ODD.stream().map(one).toList();
        List<String> backwards = new ArrayList<>(ODD);
        Collections.reverse(backwards);
        backwards.forEach(other::apply);
        assertThat(ODD.stream().map(other).toList()).isEqualTo(before);
        assertThat(ODD.stream().map(one).toList()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("hiding")
    void givesSomethingElseUnderAnotherKeyOrInAnotherDomain(String spec) {
        // enough values that a pool of three colours differs in one
        List<String> values = new Random(3)
                .ints(60, 100_000, 999_999)
                .mapToObj(number -> "Anna Q" + number)
                .toList();
        List<String> before = values.stream().map(made(spec, KEY)).toList();
        String elsewhere =
                spec.replace("{}", "{ }").replaceFirst("}$", spec.endsWith("{}") ? "domain: hr}" : ", domain: hr}");
        assertThat(values.stream()
                        .map(made(spec, key("another key altogether")))
                        .toList())
                .isNotEqualTo(before);
        if (!spec.startsWith("json")) {
            assertThat(values.stream().map(made(elsewhere, KEY)).toList()).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("hiding")
    void leavesNoWordOfTheValue(String spec) {
        UnaryOperator<String> mask = made(spec, KEY);
        for (String value : ODD) {
            String masked = mask.apply(value);
            for (String word : value.split("[^\\p{L}\\p{M}\\p{N}]+")) {
                // shorter ones meet their like by chance; a document and its keys are not personal
                boolean counts = word.codePointCount(0, word.length()) >= 4 && !"email".contains(word);
                assertThat(counts && masked.contains(word))
                        .as("%s leaves '%s' in '%s'", spec, word, masked)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void writesUtf8(String spec) throws CharacterCodingException {
        String[] parts = spec.split(" ", 2);
        Mask mask = MaskFixture.MASKS.get(parts[0]).create(column(type("text")), MaskFixture.options(parts[1]), KEY);
        Random random = new Random(11);
        Bytes out = new Bytes(16);
        for (int i = 0; i < 500; i++) {
            // bytes as an SQL_ASCII database may hold them
            byte[] value = new byte[random.nextInt(30)];
            random.nextBytes(value);
            out.clear();
            mask.mask(value, 0, value.length, out);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toArray()));
        }
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void doesNotAlterWhatItReads(String spec) {
        String[] parts = spec.split(" ", 2);
        Mask mask = MaskFixture.MASKS.get(parts[0]).create(column(type("text")), MaskFixture.options(parts[1]), KEY);
        for (String value : ODD) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            mask.mask(bytes, 0, bytes.length, new Bytes(16));
            assertThat(Arrays.equals(bytes, value.getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void fitsTheColumnOrSaysWhyNot(String spec) {
        String[] parts = spec.split(" ", 2);
        Set<Integer> fitting = new HashSet<>();
        for (int length = 1; length <= 64; length++) {
            MaskTarget target = column(varchar(length));
            String why = MaskFixture.misfit(parts[0], target, parts[1]);
            if (!why.isEmpty()) {
                assertThat(why).doesNotContain("null").hasSizeGreaterThan(10);
                continue;
            }
            fitting.add(length);
            UnaryOperator<String> mask = mask(parts[0], target, parts[1], KEY);
            for (String value : ODD) {
                if (value.codePointCount(0, value.length()) <= length) {
                    String masked = mask.apply(value);
                    assertThat(masked.codePointCount(0, masked.length()))
                            .as("%s makes '%s' for varchar(%d)", spec, masked, length)
                            .isLessThanOrEqualTo(length);
                }
            }
        }
        boolean endless = Set.of("number", "json").contains(parts[0]);
        assertThat(fitting.isEmpty()).isEqualTo(endless);
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void saysPlainOnlyWhereNothingNeedsEscaping(String spec) {
        String[] parts = spec.split(" ", 2);
        MaskType.Fit fit = MaskFixture.MASKS.get(parts[0]).fit(column(type("text")), MaskFixture.options(parts[1]));
        if (((MaskType.Fit.Fits) fit).plain()) {
            UnaryOperator<String> mask = made(spec, KEY);
            assertThat(ODD)
                    .allSatisfy(value -> assertThat(mask.apply(value)).doesNotContainPattern("[\\t\\n\\\\\"{},]"));
        }
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void masksEqualCitextsToEqualOnes(String spec) {
        String[] parts = spec.split(" ", 2);
        UnaryOperator<String> mask = mask(parts[0], column(type("citext")), parts[1], KEY);
        assertThat(mask.apply("Anna@Mail.Invalid")).isEqualTo(mask.apply("anna@mail.invalid"));
        assertThat(mask.apply("ÄNNE")).isEqualTo(mask.apply("änne"));
    }

    @Test
    void blanksThatFillUpACharacterColumnDoNotCount() {
        UnaryOperator<String> mask = mask("last_name", type("bpchar"));
        assertThat(mask.apply("Smith     "))
                .isEqualTo(mask("last_name", type("text")).apply("Smith"));
    }

    @Test
    void everyMaskOfTextIsTriedHere() {
        Set<String> tried = new HashSet<>();
        keyed().forEach(spec -> tried.add(spec.split(" ")[0]));
        tried.addAll(Set.of("key", "redact", "constant", "null", "hstore", "composite"));
        assertThat(MaskFixture.MASKS.keySet()).isEqualTo(tried);
    }
}
