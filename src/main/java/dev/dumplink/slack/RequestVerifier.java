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
    private final Mac keyed;
    private final InstantSource clock;

    RequestVerifier(String signingSecret, InstantSource clock) {
        this.key = new SecretKeySpec(signingSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.keyed = keyed(key);
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

    private static Mac keyed(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static boolean isTimestamp(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TIME) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** In small letters only: what Slack never writes is not Slack's. */
    private static boolean isSignature(String text) {
        if (text.length() != VERSION.length() + HEX_DIGITS || !text.startsWith(VERSION)) {
            return false;
        }
        for (int i = VERSION.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private byte[] sign(String timestamp, byte[] body) {
        Mac mac = copy();
        mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(body);
    }

    /** For one request; where security comes in hardware, there may be no copying. */
    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            return keyed(key);
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
