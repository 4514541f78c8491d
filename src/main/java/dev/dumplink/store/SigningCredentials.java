package dev.dumplink.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials links are signed with, resolved in the background and held, because a link dies with its signer: one
 * that the credentials cannot outlive is not made. Near their end the whole chain is built anew, which drops its cache.
 */
final class SigningCredentials implements AutoCloseable {
    /** Spare time a link's signer must have beyond the link's end. */
    static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration RENEW_BELOW = Duration.ofMinutes(5);

    private final Supplier<AwsCredentialsProvider> chains;
    private final InstantSource clock;
    private AwsCredentialsProvider chain;
    private volatile AwsCredentials current;

    SigningCredentials(Supplier<AwsCredentialsProvider> chains, InstantSource clock) {
        this.chains = chains;
        this.clock = clock;
    }

    /** Asks the chain; may wait for a metadata or token service. */
    synchronized void renew() {
        chain = chain == null ? chains.get() : chain;
        AwsCredentials resolved = chain.resolveCredentials();
        if (!lasts(resolved, RENEW_BELOW)) {
            closeChain();
            chain = chains.get();
            resolved = chain.resolveCredentials();
        }
        current = resolved;
    }

    /** The held credentials, if they live at least {@code life} and the margin. */
    Optional<AwsCredentials> lasting(Duration life) {
        return Optional.ofNullable(current).filter(held -> lasts(held, life.plus(MARGIN)));
    }

    private boolean lasts(AwsCredentials credentials, Duration life) {
        Instant needed = clock.instant().plus(life);
        return credentials.expirationTime().map(end -> !end.isBefore(needed)).orElse(true);
    }

    private void closeChain() {
        if (chain instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public synchronized void close() {
        closeChain();
    }
}
