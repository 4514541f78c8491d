package dev.dumplink.audit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the log is anchored outside its database, which is what makes a cut or wholly rewritten log show.
 *
 * @param key the Ed25519 private key that signs, PKCS #8 as PEM or base64; null: nothing is signed
 * @param publicKeys further keys whose anchors are believed: earlier ones, or the only ones where nothing is signed
 * @param everyRows how many new rows make a new anchor; a new day always does
 * @param file a file that gets a line for each, or null
 * @param s3 {@code s3://bucket/prefix} that gets an object for each, or null
 * @param channel a Slack channel that is told of each, or null
 */
public record AnchorSettings(
        String key, List<String> publicKeys, Integer everyRows, String file, String s3, String channel) {
    static final int DEFAULT_EVERY_ROWS = 1000;

    private static final int FEWEST_ROWS = 10;
    private static final Pattern S3 = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?");

    public AnchorSettings {
        key = blankAsNull(key);
        publicKeys = publicKeys == null ? List.of() : List.copyOf(publicKeys);
        everyRows = everyRows == null ? DEFAULT_EVERY_ROWS : everyRows;
        file = blankAsNull(file);
        s3 = blankAsNull(s3);
        channel = blankAsNull(channel);
        if (everyRows < FEWEST_ROWS) {
            // every anchor leaves a row of its own, which must not call for the next one
            throw new IllegalArgumentException("every_rows must be at least " + FEWEST_ROWS + ", not " + everyRows);
        }
        if (s3 != null && !S3.matcher(s3).matches()) {
            throw new IllegalArgumentException("s3 must be s3://bucket/prefix");
        }
        if (key != null) {
            AnchorKey.parse(key);
        }
        publicKeys.forEach(TrustedKeys::parse);
    }

    static AnchorSettings none() {
        return new AnchorSettings(null, null, null, null, null, null);
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    Optional<AnchorKey> signer() {
        return Optional.ofNullable(key).map(AnchorKey::parse);
    }

    TrustedKeys trusted() {
        TrustedKeys trusted = signer().map(AnchorKey::own).orElseGet(TrustedKeys::none);
        for (String each : publicKeys) {
            trusted = trusted.and(TrustedKeys.parse(each));
        }
        return trusted;
    }

    @Override
    public String toString() {
        return "AnchorSettings[key=" + (key == null ? "none" : "***") + ", publicKeys=" + publicKeys.size() + "]";
    }
}
