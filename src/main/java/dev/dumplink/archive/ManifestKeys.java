package dev.dumplink.archive;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The public keys whose manifests are believed, each by its id: the first 16 hexadecimal digits of its SHA-256. */
public final class ManifestKeys {
    private static final int ID = 16;

    private final Map<String, PublicKey> keys;

    private ManifestKeys(Map<String, PublicKey> keys) {
        this.keys = keys;
    }

    public static ManifestKeys none() {
        return new ManifestKeys(Map.of());
    }

    static ManifestKeys of(PublicKey key) {
        return new ManifestKeys(Map.of(Sha256.of(key.getEncoded()).hex().substring(0, ID), key));
    }

    /**
     * @param text as {@code openssl pkey -pubout} writes it: PEM, or only its base64
     * @throws IllegalArgumentException saying no more than that it is none
     */
    public static ManifestKeys parse(String text) {
        try {
            return of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Pem.bytes(text))));
        } catch (GeneralSecurityException | RuntimeException e) {
            // people paste the private one here, and its text must not come back
            throw new IllegalArgumentException("public_keys holds what is no Ed25519 public key, as PEM or base64");
        }
    }

    public ManifestKeys and(ManifestKeys others) {
        Map<String, PublicKey> all = new TreeMap<>(keys);
        all.putAll(others.keys);
        return new ManifestKeys(all);
    }

    public Set<String> ids() {
        return keys.keySet();
    }

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
