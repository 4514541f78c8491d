package dev.dumplink.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature short enough for a link: it proves of an archive, to whoever has the key, what a manifest would. Written
 * {@code KEY.VALUE}, the key's id and 86 characters of base64url.
 *
 * @param key the id of the key that made it
 * @param value base64url without padding
 */
public record ArchiveSeal(String key, String value) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})\\.([A-Za-z0-9_-]{86})");

    /** @throws IllegalArgumentException if {@code text} is no seal */
    public static ArchiveSeal parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a seal is a key's id, a point and 86 characters of base64url");
        }
        return new ArchiveSeal(parts.group(1), parts.group(2));
    }

    /** What a seal proves. Signed is {@code "dumplink archive 1\n"} and these, a line each. */
    public record Claims(DatabaseName database, Instant madeAt, long size, Sha256 sha256) {
        static Claims of(Manifest manifest) {
            return new Claims(manifest.database(), manifest.madeAt(), manifest.size(), manifest.sha256());
        }

        private byte[] signed() {
            return ("dumplink archive 1\n" + database + "\n" + madeAt + "\n" + size + "\n" + sha256 + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    static ArchiveSeal of(Claims claims, ManifestKey key) {
        byte[] signature = Base64.getDecoder().decode(key.sign(claims.signed()));
        return new ArchiveSeal(key.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    /** What {@link ManifestSignature} would say of a manifest with these claims. */
    public ManifestSignature check(Claims claims, ManifestKeys trusted) {
        if (!trusted.ids().contains(key)) {
            return ManifestSignature.UNKNOWN_KEY;
        }
        String base64 =
                Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(value));
        return trusted.signed(key, claims.signed(), base64) ? ManifestSignature.VALID : ManifestSignature.BROKEN;
    }

    /** As links and manifests carry it. */
    @Override
    public String toString() {
        return key + "." + value;
    }
}
