package dev.dumplink.store;

import dev.dumplink.archive.StoredDump;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/**
 * Presigned GETs. The SDK's presigner says once for each dump what such a request looks like (endpoint, path, overrides);
 * each link is then signed as AWS Signature Version 4 has it. The result is the presigner's, byte for byte, at a tenth of
 * its work.
 */
final class LinkSigner implements AutoCloseable {
    private static final String REQUEST = "x-dumplink-request";
    private static final String DIGEST = "x-dumplink-sha256";
    private static final String SEAL = "x-dumplink-signature";
    private static final String ROWS = "x-dumplink-rows";
    private static final Duration ANY_LIFE = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final String bucket;
    private final String region;
    private final S3Presigner presigner;
    private final InstantSource clock;
    private final Map<StoredDump, Unsigned> unsigned = new ConcurrentHashMap<>();
    private volatile SigningDay day;

    LinkSigner(String bucket, String region, S3Presigner presigner, InstantSource clock) {
        this.bucket = bucket;
        this.region = region;
        this.presigner = presigner;
        this.clock = clock;
    }

    /**
     * What is the same in every link to a dump.
     *
     * @param address without the query
     * @param parameters of the query, encoded
     */
    private record Unsigned(String address, String path, String host, SortedMap<String, String> parameters) {}

    /**
     * A link to {@code dump}.
     *
     * @param request what the link says about who asked; S3 ignores it and writes it to its log
     * @param life whole seconds, up to seven days
     */
    SignedUrl sign(StoredDump dump, String request, Duration life, AwsCredentials credentials) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        SigningDay today = day(credentials, now);
        Unsigned get = unsigned(dump);
        SortedMap<String, String> parameters = new TreeMap<>(get.parameters());
        parameters.put(REQUEST, encode(request));
        parameters.put("X-Amz-Algorithm", SigningDay.ALGORITHM);
        parameters.put("X-Amz-Credential", encode(today.credential()));
        String time = SigningDay.time(now);
        parameters.put("X-Amz-Date", time);
        parameters.put("X-Amz-Expires", Long.toString(life.toSeconds()));
        today.sessionToken().ifPresent(token -> parameters.put("X-Amz-Security-Token", encode(token)));
        parameters.put("X-Amz-SignedHeaders", "host");
        String query = query(parameters);
        String signature = today.sign(
                time, "GET\n" + get.path() + '\n' + query + "\nhost:" + get.host() + "\n\nhost\nUNSIGNED-PAYLOAD");
        URI url = URI.create(get.address() + '?' + query + "&X-Amz-Signature=" + signature);
        return new SignedUrl(url, now.plusSeconds(life.toSeconds()));
    }

    private static String query(SortedMap<String, String> parameters) {
        StringBuilder query = new StringBuilder(500);
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        return query.toString();
    }

    private SigningDay day(AwsCredentials credentials, Instant now) {
        SigningDay known = day;
        if (known == null || !known.covers(credentials, now)) {
            known = SigningDay.of(credentials, region, now);
            day = known;
        }
        return known;
    }

    private Unsigned unsigned(StoredDump dump) {
        Unsigned known = unsigned.get(dump);
        if (known != null) {
            return known;
        }
        if (unsigned.size() >= MOST_REMEMBERED) {
            unsigned.clear();
        }
        Unsigned template = template(dump);
        unsigned.put(dump, template);
        return template;
    }

    private Unsigned template(StoredDump dump) {
        PresignedGetObjectRequest presigned = presign(dump, "", ANY_LIFE);
        if (!presigned.isBrowserExecutable()) {
            throw new IllegalStateException("the link signs more than its host: no browser could open it");
        }
        SdkHttpRequest get = presigned.httpRequest();
        String address = get.getUri().toString();
        String host = get.firstMatchingHeader("Host")
                .orElseThrow(() -> new IllegalStateException("a link is signed for a host"));
        SortedMap<String, String> parameters = new TreeMap<>();
        get.rawQueryParameters().forEach((name, values) -> {
            if (!name.startsWith("X-Amz-")) {
                parameters.put(encode(name), encode(values.get(0)));
            }
        });
        return new Unsigned(address.substring(0, address.indexOf('?')), get.encodedPath(), host, parameters);
    }

    /** As RFC 3986 has it, which a signature insists on. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The same by the SDK's presigner alone. */
    PresignedGetObjectRequest presign(StoredDump dump, String request, Duration life) {
        return presigner.presignGetObject(p -> p.signatureDuration(life).getObjectRequest(g -> g.bucket(bucket)
                .key(dump.key())
                .versionId(dump.version().orElse(null))
                .responseContentDisposition("attachment; filename=\"" + dump.fileName() + "\"")
                .responseCacheControl("no-store")
                .overrideConfiguration(o -> {
                    o.putRawQueryParameter(REQUEST, request);
                    // what a machine without the manifest can check; S3 ignores these too
                    dump.sha256().ifPresent(digest -> o.putRawQueryParameter(DIGEST, digest.hex()));
                    dump.seal().ifPresent(seal -> o.putRawQueryParameter(SEAL, seal.toString()));
                    dump.rows().ifPresent(rows -> o.putRawQueryParameter(ROWS, Long.toString(rows)));
                })));
    }

    @Override
    public void close() {
        presigner.close();
    }
}
