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

    private static final long SECONDS = 24 * 60 * 60;

    private final AwsCredentials credentials;
    private final long number;
    private final String scope;
    private final SecretKeySpec key;
    private final Mac keyed;

    private SigningDay(AwsCredentials credentials, long number, String scope, SecretKeySpec key) {
        this.credentials = credentials;
        this.number = number;
        this.scope = scope;
        this.key = key;
        this.keyed = keyed(key);
    }

    /** @param moment any of the day */
    static SigningDay of(AwsCredentials credentials, String region, Instant moment) {
        String day = DAY.format(moment);
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, "s3", "aws4_request"}) {
            key = hmac(keyed(hmacKey(key)), part);
        }
        return new SigningDay(credentials, number(moment), day + '/' + region + "/s3/aws4_request", hmacKey(key));
    }

    private static long number(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS);
    }

    boolean covers(AwsCredentials others, Instant moment) {
        return credentials.equals(others) && number == number(moment);
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

    /**
     * The signature, in hexadecimal digits.
     *
     * @param time as {@link #time} writes it
     */
    String sign(String time, String canonicalRequest) {
        String text = ALGORITHM + '\n' + time + '\n' + scope + '\n' + sha256(canonicalRequest);
        return HexFormat.of().formatHex(hmac(copy(), text));
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

    private static Mac keyed(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** For one signature: many threads sign. Where security comes in hardware, there may be no copying. */
    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            return keyed(key);
        }
    }

    private static byte[] hmac(Mac keyed, String text) {
        return keyed.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "SigningDay[" + scope + "]";
    }
}
