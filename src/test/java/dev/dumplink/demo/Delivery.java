package dev.dumplink.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request to the bot, ready to be sent as it stands, as often as one likes; hostile tests change it first. */
public record Delivery(String contentType, String body, Map<String, String> headers) {
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    public Delivery {
        headers = Map.copyOf(headers);
    }

    public static Delivery unsigned(String contentType, String body) {
        return new Delivery(contentType, body, Map.of());
    }

    public static Delivery form(String body) {
        return unsigned(FORM, body);
    }

    /** Signed as Slack would have signed it at that moment with that secret. */
    public Delivery signed(String secret, Instant at) {
        return with(Signature.TIMESTAMP_HEADER, Long.toString(at.getEpochSecond()))
                .with(Signature.SIGNATURE_HEADER, Signature.of(secret, at, body));
    }

    /** With another body under the old signature. */
    public Delivery tampered(String otherBody) {
        return new Delivery(contentType, otherBody, headers);
    }

    public Delivery with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Delivery(contentType, body, more);
    }

    public Delivery without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Delivery(contentType, body, fewer);
    }

    public Delivery withoutSignature() {
        return without(Signature.SIGNATURE_HEADER).without(Signature.TIMESTAMP_HEADER);
    }

    /** Leaves body and signature out: they are secrets for half an hour. */
    @Override
    public String toString() {
        return "Delivery[" + contentType + ", " + body.length() + " characters]";
    }
}
