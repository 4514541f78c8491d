package dev.dumplink.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.39, 1, 3, 40})
    void howeverMuchTextADiskHoldsItNeverGoesBackAndEndsWithTheWhole(double textForAByteOfDisk) {
        int stretches = 50;
        int weight = 1 << 20;
        SplittableRandom random = new SplittableRandom(7);
        Share share = new Share(stretches * weight);
        List<Double> seen = new ArrayList<>();
        for (int i = 0; i < stretches; i++) {
            Share.Part part = share.begin("public.t" + i, weight);
            for (int batch = 0; batch < 8; batch++) {
                part.read();
                part.packed(1, (int) (weight * textForAByteOfDisk / 8 * random.nextDouble(0.5, 1.5)));
                seen.add(share.now());
            }
            part.end();
            seen.add(share.now());
            assertThat(share.now()).isCloseTo((i + 1.0) / stretches, within(1e-9));
        }
        assertThat(seen).isSorted();
        assertThat(seen.stream().distinct()).hasSizeGreaterThan(stretches * 8);
        assertThat(share.tables()).isEmpty();
    }

    @Test
    void narrowRowsAreGuessedByTheirNumber() {
        // 700,000 rows of an integer and a letter, on the disk and as text
        Share share = new Share(25_400_000);
        Share.Part part = share.begin("public.many", 25_400_000);
        for (int i = 1; i <= 70; i++) {
            part.read();
            part.packed(10_000, 90_000);
            assertThat(share.now()).isCloseTo(i / 70.0, within(0.1));
        }
    }

    @Test
    void oneLongStretchGoesOnAllTheTimeAndIsNotWholeBeforeItIs() {
        Share share = new Share(100);
        Share.Part part = share.begin("public.photo", 100);
        double before = share.now();
        for (int i = 0; i < 100; i++) {
            part.read();
            part.packed(1, 2);
            assertThat(share.now()).isGreaterThan(before).isLessThan(1);
            before = share.now();
        }
        part.end();
        assertThat(share.now()).isEqualTo(1);
    }

    @Test
    void aTableIsNamedUntilItsLastRowIsPackedAndTheLongestBegunFirst() {
        Share share = new Share(3);
        Share.Part huge = share.begin("public.huge", 1);
        huge.read();
        Share.Part small = share.begin("public.small", 1);
        assertThat(share.tables()).containsExactly("public.huge", "public.small");
        small.end();
        huge.end();
        assertThat(share.tables()).containsExactly("public.huge");
        assertThat(share.now()).isLessThan(0.5);
        huge.packed(1, 1_000_000_000);
        assertThat(share.tables()).isEmpty();
        assertThat(share.now()).isCloseTo(2.0 / 3, within(1e-9));
    }
}
