package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.misfit;
import static dev.dumplink.masking.MaskFixture.type;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KeyMaskTest {
    @Test
    void permutesAllSmallIntegersKeepingTheirSign() {
        UnaryOperator<String> mask = mask("key", type("int2"));
        BitSet met = new BitSet();
        for (int i = Short.MIN_VALUE; i <= Short.MAX_VALUE; i++) {
            int moved = Integer.parseInt(mask.apply(Integer.toString(i)));
            assertThat(Integer.signum(moved)).isEqualTo(Integer.signum(i));
            met.set(moved - Short.MIN_VALUE);
        }
        assertThat(met.cardinality()).isEqualTo(65_536);
    }

    @Test
    void aReferenceOfAnotherIntegerTypeStillMeetsItsKey() {
        UnaryOperator<String> small = mask("key", type("int2"));
        UnaryOperator<String> medium = mask("key", type("int4"));
        UnaryOperator<String> large = mask("key", type("int8"));
        for (int i = -500; i < 500; i++) {
            String small1 = Integer.toString(i);
            assertThat(medium.apply(small1)).isEqualTo(small.apply(small1)).isEqualTo(large.apply(small1));
            String medium1 = Integer.toString(i * 4_000_000);
            assertThat(large.apply(medium1)).isEqualTo(medium.apply(medium1));
        }
    }

    @Test
    void staysInsideOfTheType() {
        for (String value : new String[] {"2147483647", "-2147483648", "32768", "-32769"}) {
            Integer.parseInt(mask("key", type("int4")).apply(value));
        }
        for (String value : new String[] {"9223372036854775807", "-9223372036854775808", "2147483648"}) {
            String moved = mask("key", type("int8")).apply(value);
            assertThat(Math.abs((double) Long.parseLong(moved))).isGreaterThanOrEqualTo(2147483648.0);
        }
    }

    @Test
    void uuidsKeepVersionAndVariant() {
        String masked = mask("key", type("uuid")).apply("018c2f6a-7b1e-7cc3-98c4-dc0c0c07398f");
        assertThat(masked).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(masked).doesNotContain("018c2f6a").doesNotContain("dc0c0c07398f");
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThat(misfit("key", column(type("text")), "{}")).isEqualTo("masks integer, uuid; the column is text");
    }
}
