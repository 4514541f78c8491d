package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowBatchTest {
    @Test
    void holdsWholeRowsOnly() {
        RowBatch batch = new RowBatch();
        byte[] row = new byte[200_000];
        assertThat(batch.add(row)).isTrue();
        assertThat(batch.add(row)).isTrue();
        assertThat(batch.add(row)).isFalse();
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.length()).isEqualTo(400_000);
    }

    @Test
    void growsForARowThatIsLargerThanAllOfIt() {
        RowBatch batch = new RowBatch();
        byte[] row = new byte[3_000_000];
        Arrays.fill(row, (byte) 7);
        assertThat(batch.add(row)).isTrue();
        assertThat(Arrays.copyOf(batch.bytes(), batch.length())).isEqualTo(row);
        batch.clear();
        assertThat(batch.add(new byte[] {1})).isTrue();
        assertThat(batch.length()).isEqualTo(1);
    }
}
