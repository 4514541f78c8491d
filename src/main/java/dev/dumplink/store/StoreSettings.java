package dev.dumplink.store;

import java.net.URI;
import java.time.Duration;

/**
 * Which bucket, and how to reach it. Credentials come from the AWS default chain.
 *
 * @param endpoint null for AWS
 * @param pathStyle the bucket in the path and not in the host's name, as most S3-compatible servers want it
 * @param refresh how often the newest dumps are looked for
 * @param maxAge how old that knowledge may get, with the store away, before no link is given from it
 * @param accessLogs where the store puts its access logs, {@code s3://bucket/prefix} or a folder; may be null
 */
public record StoreSettings(
        String bucket,
        String region,
        URI endpoint,
        boolean pathStyle,
        Duration refresh,
        Duration maxAge,
        String accessLogs) {
    static final Duration DEFAULT_REFRESH = Duration.ofSeconds(30);
    static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(15);

    public StoreSettings {
        refresh = refresh == null ? DEFAULT_REFRESH : refresh;
        maxAge = maxAge == null ? DEFAULT_MAX_AGE : maxAge;
        require(bucket != null && !bucket.isBlank(), "bucket is missing");
        // what AWS ever allowed; elsewhere names follow it
        require(bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,254}"), "bucket is no name of a bucket");
        require(
                !bucket.endsWith("--x-s3"),
                "bucket " + bucket + " is a directory bucket, whose listings have no order");
        require(region != null && !region.isBlank(), "region is missing");
        require(region.matches("[a-z0-9][a-z0-9-]{0,62}"), "region is no name of a region, such as eu-central-1");
        require(
                endpoint == null || ("" + endpoint.getScheme()).matches("https?") && endpoint.getHost() != null,
                "endpoint must be an http or https URL");
        require(
                endpoint == null || endpoint.getUserInfo() == null,
                "endpoint must not hold a key: credentials come from the AWS SDK's default chain");
        require(refresh.compareTo(Duration.ofSeconds(1)) >= 0, "refresh must be at least 1s");
        require(maxAge.compareTo(refresh) > 0, "max_age must be longer than refresh (" + refresh.toSeconds() + "s)");
    }

    /** A store whose access logs nobody reads. */
    public StoreSettings(
            String bucket, String region, URI endpoint, boolean pathStyle, Duration refresh, Duration maxAge) {
        this(bucket, region, endpoint, pathStyle, refresh, maxAge, null);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
