package dev.dumplink.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The signature inside a manifest: {@code "signature": {"algorithm": "Ed25519", "key": "…", "value": "…"}}. Signed is
 * {@code "dumplink manifest 1\n"} and the manifest without that member as canonical JSON (RFC 8785), so that pretty-printing
 * and the order of members do not matter.
 */
public enum ManifestSignature {
    /** By a key that is believed, over exactly this. */
    VALID("is signed"),
    UNSIGNED("is not signed"),
    /** Perhaps a good one; nobody told us of that key. */
    UNKNOWN_KEY("is signed with a key that is not among the trusted ones"),
    /** What it says is not what was signed. */
    BROKEN("has been altered since it was signed");

    private static final String FIELD = "signature";
    private static final String ALGORITHM = "Ed25519";
    private static final byte[] DOMAIN = "dumplink manifest 1\n".getBytes(StandardCharsets.US_ASCII);

    private final String words;

    ManifestSignature(String words) {
        this.words = words;
    }

    /** What to say of the manifest, after "the manifest". */
    public String words() {
        return words;
    }

    /**
     * Looks at a manifest as it was stored.
     *
     * @throws ManifestJson.UnreadableManifest if it is no JSON object, or holds a member twice
     */
    public static ManifestSignature of(byte[] manifest, ManifestKeys trusted) {
        ObjectNode root = ManifestJson.object(manifest);
        Optional<JsonNode> signature = Optional.ofNullable(root.remove(FIELD));
        return signature.map(signed -> check(root, signed, trusted)).orElse(UNSIGNED);
    }

    private static ManifestSignature check(ObjectNode root, JsonNode signature, ManifestKeys trusted) {
        String key = signature.path("key").asText();
        if (!signature.path("algorithm").asText().equals(ALGORITHM)) {
            return BROKEN;
        }
        if (!trusted.ids().contains(key)) {
            return UNKNOWN_KEY;
        }
        return trusted.signed(key, signed(root), signature.path("value").asText()) ? VALID : BROKEN;
    }

    static void sign(ObjectNode root, ManifestKey key) {
        String value = key.sign(signed(root));
        root.putObject(FIELD).put("algorithm", ALGORITHM).put("key", key.id()).put("value", value);
    }

    private static byte[] signed(ObjectNode root) {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes(DOMAIN);
            text.writeBytes(new JsonCanonicalizer(root.toString()).getEncodedUTF8());
            return text.toByteArray();
        } catch (IOException e) {
            throw new ManifestJson.UnreadableManifest("it has no canonical form");
        }
    }
}
