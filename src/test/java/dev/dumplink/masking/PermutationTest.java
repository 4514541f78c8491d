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
    void sendsEveryNumberToAnotherOneAndNoneToItself(long size) {
        Permutation permutation = new Permutation(aes, size);
        BitSet met = new BitSet();
        for (long i = 0; i < size; i++) {
            long moved = permutation.apply(i, 0);
            assertThat(moved).isBetween(0L, size - 1);
            assertThat(size == 1 || moved != i).isTrue();
            met.set((int) moved);
        }
        assertThat(met.cardinality()).isEqualTo((int) size);
    }

    @Test
    void walksInOneCircleWhileThereAreFew() {
        Permutation permutation = new Permutation(aes, 10_000);
        long at = 0;
        long steps = 0;
        do {
            at = permutation.apply(at, 3);
            steps++;
        } while (at != 0);
        assertThat(steps).isEqualTo(10_000);
    }

    @Test
    void leavesFewOfManyNumbersWhereTheyWere() {
        long size = 1L << 22;
        Permutation permutation = new Permutation(aes, size);
        long still = 0;
        for (long i = 0; i < size; i++) {
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
