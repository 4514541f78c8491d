package dev.dumplink.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of the chain: {@code hash = SHA-256("dumplink audit row 1\n" ‖ JCS(row without hash))}, where the row
 * holds {@code prev_hash}. JCS is the JSON Canonicalization Scheme of RFC 8785.
 */
final class Chain {
    private static final byte[] ROW = "dumplink audit row 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String GENESIS = "dumplink audit genesis 1\n";

    private Chain() {}

    /** What the first row's {@code prev_hash} is: bound to one log by its random name. */
    static String genesis(String chainUid) {
        return hex(sha256().digest((GENESIS + chainUid).getBytes(StandardCharsets.UTF_8)));
    }

    /** @param canonical the row's canonical JSON */
    static String hash(byte[] canonical) {
        MessageDigest digest = sha256();
        digest.update(ROW);
        return hex(digest.digest(canonical));
    }

    /** @return HMAC-SHA256 of {@code text}, in hexadecimal digits */
    static String hmac(byte[] key, String text) {
        return hmac(keyed(key), text);
    }

    /** The same by a key that was made ready before. */
    static String hmac(Mac keyed, String text) {
        return hex(keyed.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** For one thread. */
    static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
