package dev.dumplink.archive;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key that manifests are signed with; written in a configuration as the audit log's is. */
public final class ManifestKey {
    private final PrivateKey key;
    private final ManifestKeys own;

    private ManifestKey(PrivateKey key, ManifestKeys own) {
        this.key = key;
        this.own = own;
    }

    /**
     * @param text PKCS #8 as {@code openssl genpkey -algorithm ed25519} writes it: PEM, or only its base64
     * @throws IllegalArgumentException saying no more than that it is none
     */
    public static ManifestKey parse(String text) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes(text)));
            return new ManifestKey(key, ManifestKeys.of(publicKey(key)));
        } catch (GeneralSecurityException | RuntimeException e) {
            // neither the cause nor its words: they may repeat the key
            throw new IllegalArgumentException("key is no Ed25519 private key in PKCS #8, as PEM or base64");
        }
    }

    /** The JDK has no name for this step; its key generator, given the private key as its only chance, takes it. */
    private static PublicKey publicKey(PrivateKey key) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
        return generator.generateKeyPair().getPublic();
    }

    /** The public half. */
    public ManifestKeys own() {
        return own;
    }

    String id() {
        return own.ids().iterator().next();
    }

    /** @return the signature in base64 */
    String sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this key signed before", e);
        }
    }

    /** Randomness that is none. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }
}
