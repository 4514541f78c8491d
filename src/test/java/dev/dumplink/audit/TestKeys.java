package dev.dumplink.audit;

import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 keys for tests: the same number, the same key. */
public final class TestKeys {
    private static final String PKCS8 = "302e020100300506032b657004220420";

    private TestKeys() {}

    /** As it stands in a configuration. */
    public static String text(int number) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(PKCS8 + "%064x".formatted(number)));
    }

    static AnchorKey key(int number) {
        return AnchorKey.parse(text(number));
    }
}
