package dev.dumplink.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One delivery of one request, however often it arrives: 64 hexadecimal digits. At most one answer carries it. */
public record IdempotencyKey(String hex) {

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
}
