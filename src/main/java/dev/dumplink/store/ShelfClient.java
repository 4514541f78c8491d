package dev.dumplink.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The client that the night uses: it has more patience than one whose caller is a person in Slack. */
final class ShelfClient {
    private static final Duration ONE_TRY = Duration.ofMinutes(4);
    private static final Duration ALL_TRIES = Duration.ofMinutes(15);
    private static final int TRIES = 8;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    /** With it a store may be away for about half a minute in the middle of a night. */
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private ShelfClient() {}

    /** @param watching told of every call */
    static S3Client of(
            StoreSettings settings,
            AwsCredentialsProvider credentials,
            Duration firstPause,
            ExecutionInterceptor... watching) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .serviceConfiguration(DumpStore.service(settings))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofMinutes(1)))
                .overrideConfiguration(o -> o.apiCallAttemptTimeout(ONE_TRY)
                        .apiCallTimeout(ALL_TRIES)
                        .executionInterceptors(List.of(watching))
                        .retryStrategy(retry -> pauses(retry, firstPause)));
        Optional.ofNullable(settings.endpoint()).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static void pauses(RetryStrategy.Builder<?, ?> retry, Duration first) {
        BackoffStrategy pauses = BackoffStrategy.exponentialDelay(first, LONGEST_PAUSE);
        retry.maxAttempts(TRIES).backoffStrategy(pauses).throttlingBackoffStrategy(pauses);
    }
}
