package dev.dumplink.slack;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides whether a request is Slack's, on the raw bytes and before anything parses them:
 * {@code v0=HMAC-SHA256(secret, "v0:" timestamp ":" body)}, the time within five minutes of ours in either direction, each
 * header exactly once. See docs.slack.dev/authentication/verifying-requests-from-slack.
 */
final class RequestVerifier {
    static final Duration WINDOW = Duration.ofSeconds(300);

    private static final int LONGEST_TIME = 12;
    private static final String VERSION = "v0=";
    private static final int HEX_DIGITS = 64;

    private final SecretKeySpec key;
    private final InstantSource clock;

    RequestVerifier(String signingSecret, InstantSource clock) {
        this.key = new SecretKeySpec(signingSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    /** Why a request is let in or not; the names are the labels of a metric. */
    enum Verdict {
        GENUINE,
        HEADERS,
        TIME,
        SIGNATURE,
        ENCODING
    }

    /** @param timestamps every value of {@code X-Slack-Request-Timestamp}; likewise {@code signatures} */
    Verdict verify(List<String> timestamps, List<String> signatures, byte[] body) {
        if (timestamps.size() != 1
                || signatures.size() != 1
                || !isTimestamp(timestamps.get(0))
                || !isSignature(signatures.get(0))) {
            return Verdict.HEADERS;
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(timestamps.get(0));
        if (Math.abs(age) > WINDOW.toSeconds()) {
            return Verdict.TIME;
        }
        byte[] claimed = HexFormat.of().parseHex(signatures.get(0).substring(VERSION.length()));
        if (!MessageDigest.isEqual(claimed, sign(timestamps.get(0), body))) {
            return Verdict.SIGNATURE;
        }
        return isUtf8(body) ? Verdict.GENUINE : Verdict.ENCODING;
    }

    private static boolean isTimestamp(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_TIME && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** In small letters only: what Slack never writes is not Slack's. */
    private static boolean isSignature(String text) {
        return text.length() == VERSION.length() + HEX_DIGITS
                && text.startsWith(VERSION)
                && text.chars().skip(VERSION.length()).allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    private byte[] sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
