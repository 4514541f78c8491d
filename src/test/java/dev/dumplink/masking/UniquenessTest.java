package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.KEY;
import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.misfit;
import static dev.dumplink.masking.MaskFixture.type;
import static dev.dumplink.masking.MaskFixture.unique;
import static dev.dumplink.masking.MaskFixture.uniqueness;
import static dev.dumplink.masking.MaskFixture.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Masks that say they keep values apart do, on many values. */
class UniquenessTest {
    private static final int MANY = 200_000;

    static Stream<Arguments> apart() {
        return Stream.of(
                of("email", type("citext"), "{}", i -> "user" + i + "@mail.invalid"),
                of("email", varchar(32), "{}", i -> "user" + i + "@mail.invalid"),
                of("email", varchar(27), "{}", i -> "user" + i + "@mail.invalid"),
                of("username", varchar(20), "{}", i -> "user" + i),
                of("phone", varchar(60), "{}", i -> "+49 30 " + i),
                of("url", type("text"), "{}", i -> "https://mail.invalid/" + i),
                of("ip", type("inet"), "{}", i -> "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)),
                of("hash", type("text"), "{length: 25}", Integer::toString),
                of("uuid", type("uuid"), "{}", UniquenessTest::uuid),
                of("key", type("uuid"), "{}", UniquenessTest::uuid),
                of("key", type("int4"), "{}", i -> Integer.toString(i - 100_000)),
                of("key", type("int8"), "{}", i -> Long.toString(i * 46_116_860_184_273L)),
                of("digits", type("text"), "{}", UniquenessTest::padded),
                of("digits", type("text"), "{}", i -> "A" + padded(i / 20) + (char) ('a' + i % 20)),
                of("digits", type("int4"), "{}", i -> Integer.toString(i - 100_000)),
                of("digits", type("int2"), "{}", i -> Integer.toString(i % 65_536 - 32_768)),
                of("letters", type("text"), "{}", i -> Integer.toString(i, 26).replaceAll("[0-9]", "é") + i),
                of("postcode", varchar(10), "{}", i -> padded(i % 100_000).substring(1)),
                of("iban", varchar(34), "{}", UniquenessTest::iban),
                of("template", varchar(60), "{value: 'u{hash:25}@example.com'}", Integer::toString));
    }

    private static Arguments of(String mask, DataType type, String options, IntFunction<String> value) {
        return Arguments.of(mask, type, options, value);
    }

    private static String padded(int i) {
        return Integer.toString(1_000_000 + i).substring(1);
    }

    private static String uuid(int i) {
        return "00000000-0000-1000-8000-000000" + padded(i);
    }

    // half of them valid
    private static String iban(int i) {
        return i % 2 == 0 ? IbanMaskTest.germanIban(i) : "DE00000000000000" + padded(i);
    }

    @ParameterizedTest
    @MethodSource("apart")
    void keepsDifferentValuesDifferent(String name, DataType type, String options, IntFunction<String> value) {
        assertThat(uniqueness(name, unique(type), options)).isNotEqualTo(Uniqueness.LOSSY);
        Mask mask = MaskFixture.MASKS.get(name).create(unique(type), MaskFixture.options(options), KEY);
        long[] before = new long[MANY];
        long[] after = new long[MANY];
        Bytes out = new Bytes(64);
        for (int i = 0; i < MANY; i++) {
            byte[] one = value.apply(i).getBytes(StandardCharsets.UTF_8);
            out.clear();
            mask.mask(one, 0, one.length, out);
            before[i] = fingerprint(one, one.length);
            after[i] = fingerprint(out.array(), out.size());
        }
        assertThat(Arrays.stream(after).distinct().count())
                .isEqualTo(Arrays.stream(before).distinct().count());
    }

    // FNV-1a of 64 bits, mixed: two of so few values meet by chance once in a billion runs
    private static long fingerprint(byte[] text, int size) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < size; i++) {
            hash = (hash ^ text[i]) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    @Test
    void saysHowMuchRoomItNeedsToKeepRowsDifferent() {
        assertThat(misfit("email", unique(varchar(26)), "{}")).isEqualTo("needs 27 characters; the column holds 26");
        assertThat(misfit("username", unique(varchar(16)), "{}")).contains("needs 20 characters");
        assertThat(misfit("phone", unique(varchar(20)), "{}")).contains("the column holds 20");
        assertThat(misfit("hash", unique(varchar(20)), "{}")).contains("at least 25");
        assertThat(misfit("template", unique(type("text")), "{value: 'a{hash:24}'}"))
                .contains("{hash:25}");
        assertThat(misfit("card", unique(type("text")), "{}")).contains("use digits");
        assertThat(misfit("phone", unique(type("int8")), "{}")).contains("use digits");
    }

    @Test
    void saysThatPoolsDoNot() {
        for (String name : new String[] {"first_name", "last_name", "full_name", "street", "city", "company", "job"}) {
            assertThat(uniqueness(name, unique(type("text")), "{}")).isEqualTo(Uniqueness.LOSSY);
        }
        assertThat(uniqueness("date", unique(type("date")), "{}")).isEqualTo(Uniqueness.LOSSY);
        assertThat(uniqueness("text", unique(type("text")), "{}")).isEqualTo(Uniqueness.LOSSY);
    }

    @Test
    void addressesAreTheSameWhetherOrNotTheirColumnIsUnique() {
        UnaryOperator<String> customers = mask("email", unique(type("text")), "{}", KEY);
        UnaryOperator<String> orders = mask("email", type("text"));
        assertThat(orders.apply("a@mail.invalid")).isEqualTo(customers.apply("a@mail.invalid"));
    }
}
