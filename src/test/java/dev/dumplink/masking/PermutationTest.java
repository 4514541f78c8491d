package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    private final Aes aes = new Aes(MaskFixture.KEY.derive("test"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 26, 100, 1000, 17_576, 32_767, 32_768, 99_999})
    void sendsEveryNumberToAnotherOne(long size) {
        Permutation permutation = new Permutation(aes, size);
        BitSet met = new BitSet();
        for (long i = 0; i < size; i++) {
            long moved = permutation.apply(i, 0);
            assertThat(moved).isBetween(0L, size - 1);
            met.set((int) moved);
        }
        assertThat(met.cardinality()).isEqualTo((int) size);
    }

    @Test
    void leavesFewNumbersWhereTheyWere() {
        Permutation permutation = new Permutation(aes, 10_000);
        long still = 0;
        for (long i = 0; i < 10_000; i++) {
            still += permutation.apply(i, 0) == i ? 1 : 0;
        }
        assertThat(still).isLessThan(10);
    }

    @Test
    void isAnotherOneForAnotherTweak() {
        Permutation permutation = new Permutation(aes, Long.MAX_VALUE);
        assertThat(permutation.apply(5, 1))
                .isNotEqualTo(permutation.apply(5, 2))
                .isNotNegative();
    }
}
