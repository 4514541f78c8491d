package dev.dumplink.audit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The streams of rows out of the log. They have connections of their own, so that appending never waits for them. Open them
 * before the log and close them after it, and its last rows leave too.
 *
 * <p>Every stream carries all rows, whichever program wrote them, and of several programs one delivers: rows of the command
 * line and of nightly jobs leave through whoever serves, and collected output holds each row once.
 */
public final class AuditStreams implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final int MOST_LINES = 2000;
    private static final int MOST_SENT = 100;

    private static final int DISTINCT_BYTES = 8;

    private final AuditStore store;
    private final StreamPosition.Owner owner;
    private final List<AuditStream> streams = new ArrayList<>();

    /** Nothing leaves until {@link #start}. */
    public AuditStreams(
            AuditSettings settings, StreamSettings wanted, Writer writer, InstantSource clock, SecureRandom random) {
        this.store = new AuditStore(settings, random, settings.dialect()::configureTail);
        this.owner = new StreamPosition.Owner(distinct(writer, random), settings.dialect());
        if (wanted.stdout()) {
            add(StreamSettings.STDOUT, new LogSink(), MOST_LINES, clock);
        }
        if (wanted.webhook().url() != null) {
            add(StreamSettings.WEBHOOK, new WebhookSink(wanted.webhook(), ANSWER, clock), MOST_SENT, clock);
        }
    }

    /** Two containers on one machine may call themselves the same. */
    private static String distinct(Writer writer, SecureRandom random) {
        byte[] bytes = new byte[DISTINCT_BYTES];
        random.nextBytes(bytes);
        return writer.instance() + '#' + Chain.hex(bytes);
    }

    private void add(String name, Sink sink, int most, InstantSource clock) {
        AuditStream.Pace pace = new AuditStream.Pace(most, REST, LONGEST_REST);
        streams.add(new AuditStream(name, store, new StreamPosition(name, owner), sink, pace, clock));
    }

    /** Starts at once and connects when it can. */
    public void start() {
        streams.forEach(AuditStream::start);
    }

    /** The log has committed these, in the order of seq. */
    void wrote(List<Newest.Committed> rows) {
        streams.forEach(stream -> stream.wrote(rows));
    }

    /** Those that are configured. */
    public List<AuditStream> all() {
        return List.copyOf(streams);
    }

    @Override
    public void close() {
        streams.forEach(stream -> stream.stop(PATIENCE));
        store.close();
    }
}
