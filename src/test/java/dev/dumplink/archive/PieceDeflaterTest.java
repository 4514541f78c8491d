package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PieceDeflaterTest {
    private static final Random RANDOM = new Random(7);

    static Stream<byte[]> pieces() {
        return Stream.of(
                        IntStream.range(0, 12).mapToObj(PieceDeflaterTest::noise),
                        Stream.of(
                                noise(300_000),
                                new byte[1 << 20],
                                fibonacci(),
                                rows(600_000, "abcdefghij0123456789\t,.- "),
                                rows(40_000, "\n"),
                                twice(noise(32_768 - 1)),
                                twice(noise(32_768)),
                                twice(noise(32_768 + 1)),
                                twice(noise(70_000)),
                                "Zürich\t\\N\t東京\n".repeat(3).getBytes(StandardCharsets.UTF_8)))
                .flatMap(each -> each);
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        RANDOM.nextBytes(noise);
        return noise;
    }

    private static byte[] twice(byte[] once) {
        byte[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);
        return twice;
    }

    /** Words of any length, most of them met before, at all distances. */
    private static byte[] rows(int length, String letters) {
        byte[] rows = new byte[length];
        for (int at = 0; at < length; ) {
            int word = Math.min(length - at, 1 + RANDOM.nextInt(RANDOM.nextInt(300) + 1));
            int from = at == 0 ? 0 : RANDOM.nextInt(at);
            boolean again = RANDOM.nextInt(4) > 0;
            for (int i = 0; i < word; i++, at++) {
                rows[at] = again ? rows[from + i] : (byte) letters.charAt(RANDOM.nextInt(letters.length()));
            }
        }
        return rows;
    }

    /** Bytes as often as Fibonacci's numbers: nothing makes a code with longer words. */
    private static byte[] fibonacci() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int times = 1;
        int next = 1;
        for (int b = 0; b < 22; b++) {
            for (int i = 0; i < times; i++) {
                bytes.write(b);
            }
            int sum = times + next;
            times = next;
            next = sum;
        }
        byte[] shuffled = bytes.toByteArray();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = RANDOM.nextInt(i + 1);
            byte held = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = held;
        }
        return shuffled;
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void whatIsPackedUnpacksToTheSameAtEveryLevel(byte[] rows) throws Exception {
        Adler32 adler = new Adler32();
        adler.update(rows);
        for (int level = 1; level <= 9; level++) {
            DeflatedPiece piece = new PieceDeflater(level).deflate(rows, 0, rows.length);
            assertThat(unpacked(piece.bytes(), rows.length)).isEqualTo(rows);
            assertThat(piece.sum()).isEqualTo((int) adler.getValue());
            assertThat(piece.unpacked()).isEqualTo(rows.length);
            assertThat(piece.packed()).isLessThan(rows.length + rows.length / 64 + 128);
        }
    }

    @Test
    void piecesOneAfterTheOtherAreOneStreamAndNothingAroundThemIsRead() throws Exception {
        PieceDeflater deflater = new PieceDeflater(6);
        byte[] all = rows(900_000, "abcdefgh");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        List<Integer> cuts = List.of(0, 5, 5, 400_000, 400_003, 899_999, all.length);
        for (int i = 1; i < cuts.size(); i++) {
            int from = cuts.get(i - 1);
            byte[] around = noise(all.length);
            System.arraycopy(all, from, around, from, cuts.get(i) - from);
            packed.writeBytes(deflater.deflate(around, from, cuts.get(i) - from).bytes());
        }
        assertThat(unpacked(packed.toByteArray(), all.length)).isEqualTo(all);
    }

    private static byte[] unpacked(byte[] packed, int length) throws Exception {
        Inflater inflater = new Inflater(true);
        inflater.setInput(packed);
        byte[] rows = new byte[length + 1];
        int count = 0;
        int more;
        do {
            more = inflater.inflate(rows, count, rows.length - count);
            count += more;
        } while (more > 0);
        assertThat(inflater.getRemaining()).isZero();
        inflater.end();
        return Arrays.copyOf(rows, count);
    }

    @ParameterizedTest
    @MethodSource("levels")
    void isAboutAsSmallAsZlibAtThatLevel(int level) {
        byte[] rows = table();
        Deflater zlib = new Deflater(level, true);
        zlib.setInput(rows);
        int theirs = zlib.deflate(new byte[rows.length], 0, rows.length, Deflater.SYNC_FLUSH);
        zlib.end();
        assertThat(new PieceDeflater(level).deflate(rows, 0, rows.length).packed())
                .isBetween(theirs / 2, theirs + theirs / 50);
    }

    static IntStream levels() {
        return IntStream.rangeClosed(1, 9);
    }

    private static byte[] table() {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            String name = "abcdefghijklmnopqrst".substring(RANDOM.nextInt(10), 10 + RANDOM.nextInt(10));
            table.append(i)
                    .append('\t')
                    .append(name)
                    .append(RANDOM.nextInt(1_000))
                    .append("@example.com\t2026-11-")
                    .append(10 + RANDOM.nextInt(18))
                    .append(" 0")
                    .append(RANDOM.nextInt(10))
                    .append(":15:00+00\t{\"kind\": \"")
                    .append(name)
                    .append("\"}\tt\n");
        }
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void thereAreNineLevels() {
        assertThatThrownBy(() -> new PieceDeflater(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PieceDeflater(10)).hasMessage("compression levels are 1 to 9, not 10");
    }
}
