package dev.dumplink.audit;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Ed25519 keys for tests: the same number, the same key, while the tests run. */
public final class TestKeys {
    private static final Map<Integer, KeyPair> PAIRS = new ConcurrentHashMap<>();

    private TestKeys() {}

    private static KeyPair pair(int number) {
        return PAIRS.computeIfAbsent(number, any -> {
            try {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The private half, as it stands in a configuration. */
    public static String text(int number) {
        return Base64.getEncoder().encodeToString(pair(number).getPrivate().getEncoded());
    }

    /** The public half. */
    public static String publicText(int number) {
        return Base64.getEncoder().encodeToString(pair(number).getPublic().getEncoded());
    }

    static AnchorKey key(int number) {
        return AnchorKey.parse(text(number));
    }
}
