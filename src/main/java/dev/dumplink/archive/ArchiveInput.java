package dev.dumplink.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The archive format's numbers and texts, read one after the other. A length is believed only as far as bytes follow.
 *
 * <p>Int: a sign byte and four bytes, little-endian. Text: its length as Int, -1 for none, and its bytes.
 */
final class ArchiveInput {
    /** No table of contents is larger: it is held in memory. */
    static final int LARGEST_TOC = 128 << 20;

    private final InputStream in;
    private long position;

    ArchiveInput(InputStream in) {
        this.in = in;
    }

    /** How many bytes were read. */
    long position() {
        return position;
    }

    /** @return -1 where the file ends */
    int byteOrEnd() throws IOException {
        int next = in.read();
        position += next < 0 ? 0 : 1;
        return next;
    }

    int oneByte() throws IOException {
        int next = byteOrEnd();
        if (next < 0) {
            throw cut();
        }
        return next;
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw cut();
        }
        return bytes;
    }

    /** At most {@code length} bytes, at least one. */
    int some(byte[] into, int from, int length) throws IOException {
        int count = in.read(into, from, length);
        if (count < 0) {
            throw cut();
        }
        position += count;
        return count;
    }

    int number() throws IOException {
        int sign = oneByte();
        int magnitude = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            magnitude |= oneByte() << shift;
        }
        if (sign > 1 || magnitude < 0) {
            throw damaged("no number stands where one is due");
        }
        return sign == 0 ? magnitude : -magnitude;
    }

    long eightBytes() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            value |= (long) oneByte() << shift;
        }
        return value;
    }

    Optional<String> text() throws IOException {
        int length = number();
        if (length == -1) {
            return Optional.empty();
        }
        if (length < 0 || position + length > LARGEST_TOC) {
            throw damaged("no text is that long (" + length + ")");
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(length)))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new UnreadableArchive(
                    "a text that ends at byte " + position
                            + " is not UTF-8: pg_dump needs --encoding=UTF8, and a SQL_ASCII database names that are UTF-8",
                    e);
        }
    }

    String requiredText(String what) throws IOException {
        return text().orElseThrow(() -> damaged(what + " is missing"));
    }

    UnreadableArchive damaged(String why) {
        return new UnreadableArchive("damaged at byte " + position + ": " + why);
    }

    private UnreadableArchive cut() {
        return UnreadableArchive.cut("cut off at byte " + position);
    }
}
