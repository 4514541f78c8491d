package dev.dumplink.store;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.StoredDump;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * One bucket. Listing and reading talk to the store and end within {@link #CALL_LIMIT}; signing is arithmetic and never
 * waits. Thread-safe.
 */
public final class DumpStore implements AutoCloseable {
    /** No call to the store takes longer, retries included. */
    static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    /** Nor does a whole listing, however many calls it takes. */
    static final Duration LISTING_LIMIT = Duration.ofSeconds(30);

    // a listing is held in memory
    private static final int LARGEST_LISTING = 100_000;
    private static final String TOO_MANY =
            "more than " + LARGEST_LISTING + " objects; give the dumps a prefix of their own";
    // there is no type for it
    private static final String NO_CREDENTIALS = "Unable to load credentials";
    private static final String TOO_LONG = "not at its end after " + LISTING_LIMIT.toSeconds() + " seconds";
    private static final long LARGEST_MANIFEST = 4 << 20;

    private static final StoredDump NOTHING = new StoredDump(
            new DatabaseName("nothing"), "nothing", Instant.EPOCH, 0, "", Optional.empty(), Optional.empty());

    private final StoreSettings settings;
    private final InstantSource clock;
    private final SigningCredentials credentials;
    private final S3Client client;
    private final LinkSigner links;

    /** A bucket reached with the AWS default chain's credentials; nothing is sent yet. */
    public static DumpStore open(StoreSettings settings, InstantSource clock) {
        return new DumpStore(
                settings, clock, () -> DefaultCredentialsProvider.builder().build());
    }

    DumpStore(StoreSettings settings, InstantSource clock, Supplier<AwsCredentialsProvider> chains) {
        this.settings = settings;
        this.clock = clock;
        this.credentials = new SigningCredentials(chains, clock);
        AwsCredentialsProvider reader = chains.get();
        S3Configuration service = service(settings);
        this.client = client(settings, service, reader);
        this.links = new LinkSigner(settings.bucket(), settings.region(), presigner(settings, service, reader), clock);
    }

    static S3Configuration service(StoreSettings settings) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(settings.pathStyle())
                .chunkedEncodingEnabled(settings.endpoint() == null)
                .build();
    }

    static S3Client client(StoreSettings settings, S3Configuration service, AwsCredentialsProvider reader) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(reader)
                .serviceConfiguration(service)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofMillis(500))
                        .socketTimeout(CALL_LIMIT))
                .overrideConfiguration(
                        o -> o.apiCallAttemptTimeout(Duration.ofSeconds(2)).apiCallTimeout(CALL_LIMIT));
        Optional.ofNullable(settings.endpoint()).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static S3Presigner presigner(
            StoreSettings settings, S3Configuration service, AwsCredentialsProvider reader) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(reader)
                .serviceConfiguration(service);
        Optional.ofNullable(settings.endpoint()).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /**
     * What a listing saw.
     *
     * @param objects in the order of their keys
     * @param skew the store's clock minus ours; absent if the store did not tell its time
     */
    record Listing(List<S3Object> objects, Optional<Duration> skew) {}

    /** Every object under {@code prefix} whose key sorts after {@code after}. */
    Listing list(String prefix, Optional<String> after) {
        String what = "list " + prefix;
        return call(what, () -> {
            Instant giveUp = clock.instant().plus(LISTING_LIMIT);
            Map<String, S3Object> objects = new LinkedHashMap<>();
            Set<String> seen = new HashSet<>();
            Optional<Duration> skew = Optional.empty();
            String token = null;
            do {
                ListObjectsV2Response page = page(prefix, after, token);
                skew = skew(page.sdkHttpResponse());
                page.contents().forEach(object -> objects.put(object.key(), object));
                token = page.nextContinuationToken();
                require(objects.size() <= LARGEST_LISTING, what, TOO_MANY);
                require(token == null || seen.add(token), what, "the store goes in circles and never comes to an end");
                require(
                        token != null || !Boolean.TRUE.equals(page.isTruncated()),
                        what,
                        "the store shows a part and no way to the rest");
                require(token == null || clock.instant().isBefore(giveUp), what, TOO_LONG);
            } while (token != null);
            return new Listing(List.copyOf(objects.values()), skew);
        });
    }

    private ListObjectsV2Response page(String prefix, Optional<String> after, String token) {
        return client.listObjectsV2(ListObjectsV2Request.builder()
                .bucket(settings.bucket())
                .prefix(prefix)
                .startAfter(after.orElse(null))
                .continuationToken(token)
                .build());
    }

    private static void require(boolean holds, String what, String otherwise) {
        if (!holds) {
            throw new StoreUnavailable(what + ": " + otherwise);
        }
    }

    private Optional<Duration> skew(SdkHttpResponse response) {
        try {
            return response.firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                    .map(theirs -> Duration.between(clock.instant(), theirs));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** @throws ManifestJson.UnreadableManifest if the object is something else */
    Manifest manifest(String key) {
        return ManifestJson.read(manifestBytes(key));
    }

    /** As it is stored, whatever it is. */
    byte[] manifestBytes(String key) {
        return call("get " + key, () -> {
            // a range, so that a wrongly named giant cannot fill the memory
            GetObjectRequest start = GetObjectRequest.builder()
                    .bucket(settings.bucket())
                    .key(key)
                    .range("bytes=0-" + (LARGEST_MANIFEST - 1))
                    .build();
            try {
                return client.getObjectAsBytes(start).asByteArray();
            } catch (S3Exception e) {
                if (e.statusCode() == 416) {
                    // of an empty object no range can be had
                    return new byte[0];
                }
                throw e;
            }
        });
    }

    /** The object's version, if the bucket keeps versions and a link to one would be allowed. */
    Optional<String> readableVersion(String key) {
        return call("head " + key, () -> {
            String version =
                    client.headObject(h -> h.bucket(settings.bucket()).key(key)).versionId();
            if (version == null || version.equals("null")) {
                return Optional.empty();
            }
            return mayRead(key, version) ? Optional.of(version) : Optional.empty();
        });
    }

    private boolean mayRead(String key, String version) {
        try {
            client.headObject(h -> h.bucket(settings.bucket()).key(key).versionId(version));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 403) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Resolves the credentials that links are signed with, and signs once for nothing, because a process's first signature
     * takes half a second. Waits; call it from the background, and before the first link.
     */
    public void renewCredentials() {
        call("the AWS default chain", () -> {
            credentials.renew();
            return credentials
                    .lasting(Duration.ZERO)
                    .map(signer -> links.sign(NOTHING, "warm-up", Duration.ofSeconds(1), signer));
        });
    }

    /** Whether a link of this life could be signed now. */
    public boolean canSign(Duration life) {
        return credentials.lasting(life).isPresent();
    }

    /**
     * Signs a GET of {@code dump}.
     *
     * @param request goes into the signed query as {@code x-dumplink-request}, which S3 ignores and writes to its log
     * @param life whole seconds, up to seven days
     * @return empty if our credentials end too soon for the link to live that long
     */
    public Optional<SignedUrl> presign(StoredDump dump, String request, Duration life) {
        return credentials.lasting(life).map(signer -> links.sign(dump, request, life, signer));
    }

    /** Says in one line which call failed and how. */
    static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            String code =
                    e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
            throw new StoreUnavailable(what + ": the store refused, " + e.statusCode() + " " + code, e.statusCode(), e);
        } catch (SdkException e) {
            if (e.getMessage() != null && e.getMessage().startsWith(NO_CREDENTIALS)) {
                throw new StoreUnavailable(
                        what
                                + ": no AWS credentials found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role",
                        e);
            }
            // the SDK's own words may quote what was sent
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StoreUnavailable(what + ": no answer, " + cause.getClass().getSimpleName(), e);
        }
    }

    /** The chain that listings and reads use is closed by the SDK, with what was built on it. */
    @Override
    public void close() {
        links.close();
        client.close();
        credentials.close();
    }
}
