package dev.dumplink.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPiecesTest {
    private static final String END = "\\.\n\n\n";

    /** With rows that are as long as a buffer, longer, and as long as to end exactly with it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 5000, (1 << 20) - 6, (1 << 20) - 1, 1 << 20, 3_500_000})
    void everyByteOfEveryRowComesOnceAndNoRowIsCut(int longest) throws Exception {
        Random random = new Random(longest);
        StringBuilder rows = new StringBuilder();
        while (longest > 0 && rows.length() < 5_000_000) {
            rows.append("x".repeat(1 + random.nextInt(longest))).append('\n');
        }
        List<String> pieces = new ArrayList<>();
        RowPieces cutter = new RowPieces(2);
        cutter.cut(new ByteArrayInputStream((rows + END).getBytes(StandardCharsets.US_ASCII)), (piece, length) -> {
            pieces.add(new String(piece, 0, length, StandardCharsets.US_ASCII));
            cutter.giveBack(piece);
        });
        assertThat(String.join("", pieces).contentEquals(rows)).isTrue();
        assertThat(pieces).allMatch(piece -> piece.isEmpty() || piece.endsWith("\n"));
    }
}
