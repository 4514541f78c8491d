package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that ties values to their replacements: whoever has it can find out which name became which by trying names.
 *
 * <p>Keys for each purpose are derived from it by HMAC-SHA256, so that what is learnt of one says nothing of another.
 */
public final class MaskingKey {
    /** The fewest bytes that cannot be guessed. */
    public static final int SHORTEST = 16;

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if it is shorter than {@link #SHORTEST} */
    public MaskingKey(byte[] secret) {
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException("a masking key has at least " + SHORTEST + " bytes");
        }
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Another key, of 32 bytes, for that purpose alone. */
    public MaskingKey derive(String purpose) {
        return new MaskingKey(mac().doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    }

    /** A new HMAC-SHA256 under this key, for one thread. */
    public Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The key's 32 bytes, for ciphers and hashes; of a derived key only. */
    byte[] bytes() {
        return key.getEncoded();
    }

    @Override
    public String toString() {
        return "***";
    }
}
