package dev.dumplink.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * One delivery of one request, however often it arrives: 64 hexadecimal digits. At most one answer carries it.
 *
 * <p>The first 16 may tell where the request stands among others, so that keys made one after the other lie beside each
 * other in the database's index, which a random key makes touch another page for each row. The other 192 bits are a hash of
 * all that makes the request this one, and alone enough to tell any two apart.
 */
public record IdempotencyKey(String hex) {
    private static final int PLACE_DIGITS = 16;

    /** @param parts what makes the request this one; hashed with their lengths, so that no two lists collide */
    public static IdempotencyKey of(String... parts) {
        MessageDigest digest = Chain.sha256();
        for (String part : parts) {
            byte[] bytes = (part == null ? "" : part).getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return new IdempotencyKey(HexFormat.of().formatHex(digest.digest()));
    }

    /** This key, at {@code place} among others. */
    public IdempotencyKey at(long place) {
        return new IdempotencyKey(HexFormat.of().toHexDigits(place) + hex.substring(PLACE_DIGITS));
    }
}
