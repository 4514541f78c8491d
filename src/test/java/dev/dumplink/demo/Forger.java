package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Invents requests that are not Slack's, out of genuine ones; the same seed invents the same. */
public final class Forger {
    private static final String BAD = "v0=" + "0123456789abcdef".repeat(4);
    private static final int TOO_LARGE = 64 * 1024 + 1;

    private final Random random;
    private final String secret;
    private final Supplier<Delivery> genuine;
    private final List<Kind> kinds = List.of(
            this::wrongKey,
            this::flippedBody,
            this::changedSignature,
            this::otherTime,
            this::signatureForm,
            this::longerBody,
            this::repeatedHeaders,
            this::missingHeaders,
            this::timestampForm,
            this::outsideTheWindow,
            this::lateReplay,
            this::notUtf8,
            this::unsigned,
            this::garbage,
            this::smuggled);

    /** A request that must be refused, and a word for it. */
    public record Forgery(String kind, byte[] request) {}

    private interface Kind {
        Forgery forge(Delivery genuine);
    }

    /**
     * A forger for one connection.
     *
     * @param secret the real one, for requests that are wrong in spite of it
     */
    public Forger(long seed, String secret, Supplier<Delivery> genuine) {
        this.random = new Random(seed);
        this.secret = secret;
        this.genuine = genuine;
    }

    public Forgery next() {
        // each of these costs 64 KiB
        if (random.nextInt(250) == 0) {
            return oversized(genuine.get());
        }
        return pick(kinds).forge(genuine.get());
    }

    private Forgery wrongKey(Delivery d) {
        // HMAC pads keys with zeros, so one zero byte is the empty key
        String key = pick(List.of(
                "---", "\0", " ", secret.toUpperCase(Locale.ROOT), secret + " ", "local-signing-secret", hex(16)));
        return signed("key", d, bytes(d), now(), sign(key, now(), bytes(d)));
    }

    private Forgery flippedBody(Delivery d) {
        byte[] body = bytes(d);
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        return signed("body bit", d, body, timestamp(d), signature(d));
    }

    private Forgery changedSignature(Delivery d) {
        char[] signature = signature(d).toCharArray();
        int at = 3 + random.nextInt(64);
        signature[at] = Character.forDigit(Character.digit(signature[at], 16) ^ 1 << random.nextInt(4), 16);
        return signed("signature bit", d, bytes(d), timestamp(d), new String(signature));
    }

    private Forgery otherTime(Delivery d) {
        long moved = Long.parseLong(timestamp(d)) + (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(250));
        return signed("moved time", d, bytes(d), Long.toString(moved), signature(d));
    }

    private Forgery signatureForm(Delivery d) {
        String hex = signature(d).substring(3);
        String form = pick(List.of(
                "v0=" + hex.toUpperCase(Locale.ROOT) + "0",
                "V0=" + hex,
                "v1=" + hex,
                "v00=" + hex,
                hex,
                "v0=",
                "v0:" + hex,
                "v0= " + hex,
                "v0=" + hex.substring(1),
                "v0=" + hex + "0",
                "v0=" + hex + ",v0=" + hex,
                "\"v0=" + hex + "\"",
                "v0=0x" + hex,
                "v0=" + hex.substring(0, 63) + "\u00e9",
                "v0=" + "0".repeat(64)));
        return signed("signature form", d, bytes(d), timestamp(d), form);
    }

    private Forgery longerBody(Delivery d) {
        String more = pick(List.of("\n", "&", " ", "\0", "&user_id=U001", "&command=/dump"));
        return signed("trailing bytes", d, (d.body() + more).getBytes(UTF_8), timestamp(d), signature(d));
    }

    private Forgery repeatedHeaders(Delivery d) {
        String time = "X-Slack-Request-Timestamp: " + timestamp(d);
        String sig = "X-Slack-Signature: " + signature(d);
        String headers = String.join(
                "\r\n",
                pick(List.of(
                        List.of(time, sig, sig),
                        List.of(time, time, sig),
                        List.of(time, time, sig, sig),
                        List.of(time, "X-Slack-Signature: " + BAD, sig),
                        List.of(time, sig, "x-slack-signature: " + BAD),
                        List.of("X-Slack-Request-Timestamp: 1", time, sig),
                        List.of(time, "X-Slack-Signature:", sig),
                        List.of(time, sig + ", " + signature(d)))));
        return raw("repeated headers", headers, bytes(d));
    }

    private Forgery missingHeaders(Delivery d) {
        String time = "X-Slack-Request-Timestamp: " + timestamp(d);
        String sig = "X-Slack-Signature: " + signature(d);
        String headers = pick(List.of(
                time,
                sig,
                "X-Nothing: 1",
                time + "\r\nX-Slack-Signature:",
                sig + "\r\nX-Slack-Request-Timestamp:",
                time + "\r\nX_Slack_Signature: " + signature(d)));
        return raw("missing headers", headers, bytes(d));
    }

    private Forgery timestampForm(Delivery d) {
        String now = now();
        String form = pick(List.of(
                "+" + now,
                "-" + now,
                now + ".0",
                now + "e0",
                now.substring(0, 4) + " " + now.substring(4),
                "9223372036854775808",
                "9223372036854775807",
                "18446744073709551616",
                "0x" + Long.toHexString(Long.parseLong(now)),
                now + "L",
                now + "," + now,
                now + "000",
                "NaN"));
        return signed("timestamp form", d, bytes(d), form, sign(secret, form, bytes(d)));
    }

    private Forgery outsideTheWindow(Delivery d) {
        // ahead one second more, which may pass before it is looked at
        long away = pick(List.of(-301L, -302L, -3600L, 303L, 600L, -315_360_000L, 315_360_000L, -1_795_000_000L));
        String time = Long.toString(Math.max(0, Instant.now().getEpochSecond() + away));
        return signed("outside the window", d, bytes(d), time, sign(secret, time, bytes(d)));
    }

    private Forgery lateReplay(Delivery d) {
        Delivery old = d.signed(secret, Instant.now().minusSeconds(301L + random.nextInt(7200)));
        return new Forgery("late replay", Wire.request("/slack/events", old));
    }

    private Forgery notUtf8(Delivery d) {
        byte[] tail = pick(List.of(
                new byte[] {(byte) 0xff}, new byte[] {(byte) 0xc3}, new byte[] {(byte) 0xc0, (byte) 0x80}, new byte[] {
                    (byte) 0xed, (byte) 0xa0, (byte) 0x80
                }));
        byte[] body = Wire.joined(bytes(d), tail);
        return signed("not UTF-8", d, body, now(), sign(secret, now(), body));
    }

    private Forgery unsigned(Delivery d) {
        String body = pick(List.of(
                "ssl_check=1",
                "ssl_check=1&token=x",
                "ssl_check=1&" + d.body(),
                d.body() + "&ssl_check=1",
                "{\"type\":\"url_verification\",\"challenge\":\"c\"}",
                d.body(),
                ""));
        return raw("unsigned", "X-Nothing: 1", body.getBytes(UTF_8));
    }

    private Forgery garbage(Delivery d) {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        byte[] body = pick(List.of(
                noise,
                "payload={".getBytes(UTF_8),
                "payload=[]".getBytes(UTF_8),
                "command=%zz".getBytes(UTF_8),
                "{\"type\":".getBytes(UTF_8),
                "[".repeat(2000).getBytes(UTF_8)));
        return signed("garbage", d, body, timestamp(d), random.nextBoolean() ? signature(d) : "v0=" + hex(32));
    }

    /** A second request in the first one's body, or two opinions on where the body ends. */
    private Forgery smuggled(Delivery d) {
        Delivery inner = d.with(Signature.SIGNATURE_HEADER, BAD);
        String hidden = new String(Wire.request("/slack/events", inner), UTF_8);
        String length = "Content-Length: " + bytes(d).length;
        String signed =
                "X-Slack-Request-Timestamp: " + timestamp(d) + "\r\nX-Slack-Signature: " + signature(d) + "\r\n";
        String start = "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        String request = pick(List.of(
                start + signed + length + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
                start + signed + "Transfer-Encoding: chunked\r\n" + length + "\r\n\r\n0\r\n\r\n" + hidden,
                start + signed + length + "\r\nContent-Length: 5\r\n\r\n" + d.body(),
                start + signed + length + ", " + bytes(d).length + "1\r\n\r\n" + d.body(),
                start + signed + "Content-Length: +" + bytes(d).length + "\r\n\r\n" + d.body(),
                start + signed + "Content-Length: -1\r\n\r\n" + d.body(),
                start + signed + "Transfer-Encoding: xchunked\r\n\r\n" + d.body(),
                start + signed + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                start + signed + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + d.body() + "\r\n0\r\n\r\n",
                start + signed + " " + length + "\r\n\r\n" + d.body(),
                start + "X-Slack-Signature : " + signature(d) + "\r\nX-Slack-Request-Timestamp: " + timestamp(d)
                        + "\r\n" + length + "\r\n\r\n" + d.body(),
                start + "X-Slack-Signature: " + signature(d).substring(0, 40) + "\r\n "
                        + signature(d).substring(40) + "\r\nX-Slack-Request-Timestamp: " + timestamp(d) + "\r\n"
                        + length + "\r\n\r\n" + d.body(),
                start + "Host: elsewhere\r\n" + signed + length + "\r\n\r\n" + d.body(),
                "POST /slack/events HTTP/1.1\r\n" + signed + length + "\r\n\r\n" + d.body(),
                start + "X-Slack-Signature: " + signature(d) + "\0\r\nX-Slack-Request-Timestamp: " + timestamp(d)
                        + "\r\n" + length + "\r\n\r\n" + d.body()));
        return new Forgery("smuggled", request.getBytes(ISO_8859_1));
    }

    private Forgery oversized(Delivery d) {
        byte[] body = Wire.joined(bytes(d), ("&x=" + "x".repeat(TOO_LARGE)).getBytes(UTF_8));
        String time = now();
        String headers = "X-Slack-Request-Timestamp: " + time + "\r\nX-Slack-Signature: " + sign(secret, time, body);
        if (random.nextBoolean()) {
            return raw("oversized", headers, body);
        }
        byte[] head = ("POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n" + headers
                        + "\r\n\r\n" + Integer.toHexString(body.length) + "\r\n")
                .getBytes(ISO_8859_1);
        return new Forgery("oversized", Wire.joined(Wire.joined(head, body), "\r\n0\r\n\r\n".getBytes(ISO_8859_1)));
    }

    private static Forgery signed(String kind, Delivery d, byte[] body, String timestamp, String signature) {
        return raw(
                kind,
                "Content-Type: " + d.contentType() + "\r\nX-Slack-Request-Timestamp: " + timestamp
                        + "\r\nX-Slack-Signature: " + signature,
                body);
    }

    private static Forgery raw(String kind, String headers, byte[] body) {
        byte[] head = ("POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length + "\r\n"
                        + headers + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        return new Forgery(kind, Wire.joined(head, body));
    }

    /** The v0 signature of any bytes under any claim of time. */
    public static String sign(String key, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private static byte[] bytes(Delivery d) {
        return d.body().getBytes(UTF_8);
    }

    private static String timestamp(Delivery d) {
        return d.headers().get(Signature.TIMESTAMP_HEADER);
    }

    private static String signature(Delivery d) {
        return d.headers().get(Signature.SIGNATURE_HEADER);
    }

    private String hex(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
