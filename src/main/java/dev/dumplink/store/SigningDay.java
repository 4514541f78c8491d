package dev.dumplink.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * What all signatures of one day (UTC) by the same credentials have in common: AWS Signature Version 4 derives its key from
 * the day, the region and the service. Kept, because deriving it costs four times as much as signing.
 */
final class SigningDay {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final AwsCredentials credentials;
    private final String scope;
    private final SecretKeySpec key;

    private SigningDay(AwsCredentials credentials, String scope, SecretKeySpec key) {
        this.credentials = credentials;
        this.scope = scope;
        this.key = key;
    }

    /** @param moment any of the day */
    static SigningDay of(AwsCredentials credentials, String region, Instant moment) {
        String day = DAY.format(moment);
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, "s3", "aws4_request"}) {
            key = hmac(hmacKey(key), part);
        }
        return new SigningDay(credentials, day + '/' + region + "/s3/aws4_request", hmacKey(key));
    }

    boolean covers(AwsCredentials others, Instant moment) {
        return credentials.equals(others) && scope.startsWith(DAY.format(moment));
    }

    /** Who signs, and within what. */
    String credential() {
        return credentials.accessKeyId() + '/' + scope;
    }

    Optional<String> sessionToken() {
        return credentials instanceof AwsSessionCredentials session
                ? Optional.of(session.sessionToken())
                : Optional.empty();
    }

    static String time(Instant moment) {
        return SECOND.format(moment);
    }

    /** @return the signature, in hexadecimal digits */
    String sign(Instant moment, String canonicalRequest) {
        String text = ALGORITHM + '\n' + time(moment) + '\n' + scope + '\n' + sha256(canonicalRequest);
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static SecretKeySpec hmacKey(byte[] key) {
        return new SecretKeySpec(key, "HmacSHA256");
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SigningDay[" + scope + "]";
    }
}
