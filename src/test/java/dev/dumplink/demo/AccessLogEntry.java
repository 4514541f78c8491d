package dev.dumplink.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A line of an S3 server access log as AWS publishes the format, every value made up. Each {@code with} changes one field. */
public record AccessLogEntry(
        String bucket,
        Instant time,
        String address,
        String operation,
        String key,
        String request,
        int status,
        String error,
        long sent,
        long size,
        String referrer,
        String userAgent) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String OWNER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    private static final String SIGNED = "response-content-disposition=attachment%3B%20filename%3D%22shop.dump%22"
            + "&response-cache-control=no-store&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261122T120000Z"
            + "&X-Amz-SignedHeaders=host&X-Amz-Expires=180"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261122%2Feu-central-1%2Fs3%2Faws4_request"
            + "&X-Amz-Signature=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /** A whole download of an object by a link with this id. */
    public static AccessLogEntry download(String key, String link, Instant time, String address, long size) {
        return new AccessLogEntry(
                "acme-dumps",
                time,
                address,
                "REST.GET.OBJECT",
                key,
                "GET /" + key + "?x-dumplink-request=" + link + "&" + SIGNED + " HTTP/1.1",
                200,
                "-",
                size,
                size,
                "-",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    }

    /** What the bot itself does every half a minute. */
    public static AccessLogEntry listing(Instant time) {
        return new AccessLogEntry(
                "acme-dumps",
                time,
                "10.1.2.3",
                "REST.GET.BUCKET",
                "-",
                "GET /?list-type=2&prefix=anonymized%2Fshop%2Fshop_ HTTP/1.1",
                200,
                "-",
                711,
                0,
                "-",
                "aws-sdk-java/2.56.0 ua/2.1 os/Linux");
    }

    public AccessLogEntry of(String otherBucket) {
        return new AccessLogEntry(
                otherBucket, time, address, operation, key, request, status, error, sent, size, referrer, userAgent);
    }

    public AccessLogEntry from(String otherAddress) {
        return new AccessLogEntry(
                bucket, time, otherAddress, operation, key, request, status, error, sent, size, referrer, userAgent);
    }

    /** Another method, refused or not as {@link #answered} says. */
    public AccessLogEntry method(String method) {
        return new AccessLogEntry(
                bucket,
                time,
                address,
                "REST." + method + ".OBJECT",
                key,
                method + request.substring(request.indexOf(' ')),
                status,
                error,
                sent,
                size,
                referrer,
                userAgent);
    }

    public AccessLogEntry key(String otherKey) {
        return new AccessLogEntry(
                bucket,
                time,
                address,
                operation,
                otherKey,
                request.replace(key, otherKey),
                status,
                error,
                sent,
                size,
                referrer,
                userAgent);
    }

    public AccessLogEntry request(String otherRequest) {
        return new AccessLogEntry(
                bucket, time, address, operation, key, otherRequest, status, error, sent, size, referrer, userAgent);
    }

    public AccessLogEntry answered(int otherStatus, String otherError, long bytes) {
        return new AccessLogEntry(
                bucket,
                time,
                address,
                operation,
                key,
                request,
                otherStatus,
                otherError,
                bytes,
                size,
                referrer,
                userAgent);
    }

    public AccessLogEntry referrer(String otherReferrer) {
        return new AccessLogEntry(
                bucket, time, address, operation, key, request, status, error, sent, size, otherReferrer, userAgent);
    }

    public AccessLogEntry userAgent(String otherAgent) {
        return new AccessLogEntry(
                bucket, time, address, operation, key, request, status, error, sent, size, referrer, otherAgent);
    }

    /** The line, without its end. */
    public String line() {
        return String.join(
                " ",
                OWNER,
                bucket,
                "[" + TIME.format(time) + "]",
                address,
                "arn:aws:iam::123456789012:user/dumplink",
                String.format("%016X", Integer.toUnsignedLong(hashCode()) * 2_654_435_761L),
                operation,
                key,
                request.equals("-") ? "-" : "\"" + request + "\"",
                String.valueOf(status),
                error,
                sent == 0 ? "-" : String.valueOf(sent),
                size == 0 ? "-" : String.valueOf(size),
                "118",
                "31",
                "\"" + referrer + "\"",
                "\"" + userAgent + "\"",
                "-",
                "s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234=",
                "SigV4",
                "TLS_AES_128_GCM_SHA256",
                "QueryString",
                bucket + ".s3.eu-central-1.amazonaws.com",
                "TLSv1.3",
                "-",
                "-",
                "eu-central-1");
    }

    /** A whole file. */
    public static String file(AccessLogEntry... entries) {
        StringBuilder file = new StringBuilder();
        for (AccessLogEntry entry : entries) {
            file.append(entry.line()).append('\n');
        }
        return file.toString();
    }
}
