package dev.dumplink.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The public keys whose anchors are believed, each by its id: the first 16 hexadecimal digits of its SHA-256. */
final class TrustedKeys {
    private static final int ID = 16;

    private final Map<String, PublicKey> keys;

    private TrustedKeys(Map<String, PublicKey> keys) {
        this.keys = keys;
    }

    static TrustedKeys none() {
        return new TrustedKeys(Map.of());
    }

    static TrustedKeys of(PublicKey key) {
        return new TrustedKeys(
                Map.of(Chain.hex(Chain.sha256().digest(key.getEncoded())).substring(0, ID), key));
    }

    /**
     * @param text as {@code openssl pkey -pubout} writes it: PEM, or only its base64
     * @throws IllegalArgumentException saying no more than that it is none
     */
    static TrustedKeys parse(String text) {
        try {
            return of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Pem.bytes(text))));
        } catch (GeneralSecurityException | RuntimeException e) {
            // people paste the private one here, and its text must not come back
            throw new IllegalArgumentException("public_keys holds what is no Ed25519 public key, as PEM or base64");
        }
    }

    TrustedKeys and(TrustedKeys others) {
        Map<String, PublicKey> all = new TreeMap<>(keys);
        all.putAll(others.keys);
        return new TrustedKeys(all);
    }

    Set<String> ids() {
        return keys.keySet();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether the key of that id, which must be one of these, made this signature. */
    boolean signed(String id, byte[] text, String base64) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(keys.get(id));
            signature.update(text);
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // no signature at all
            return false;
        }
    }
}
