package dev.dumplink.masking;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 of single blocks, the round function of our permutations. One thread's. */
final class Aes {
    private final Cipher cipher;
    private final byte[] in = new byte[16];
    private final byte[] out = new byte[16];

    /** @param key a derived one, of 32 bytes */
    Aes(MaskingKey key) {
        this(key.bytes());
    }

    /** @param key of 16, 24 or 32 bytes */
    Aes(byte[] key) {
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** Encrypts a block given as two big-endian halves; returns the first half of the result. */
    long encrypt(long high, long low) {
        put(high, 0);
        put(low, 8);
        try {
            cipher.update(in, 0, 16, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block has 16 bytes", e);
        }
        return get(0);
    }

    /** The second half of the last result. */
    long rest() {
        return get(8);
    }

    private void put(long value, int at) {
        for (int i = 0; i < 8; i++) {
            in[at + i] = (byte) (value >>> 56 - 8 * i);
        }
    }

    private long get(int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | out[at + i] & 0xff;
        }
        return value;
    }
}
