package dev.dumplink.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Anchors the log while the bot runs, in a thread of its own: looks every few seconds whether an anchor is due, and brings
 * every place up to date. Reads what is committed and writes beside the log, so that nobody who asks for a link waits.
 * Whatever fails is tried again, and is a row and a line in the log when it begins.
 */
public final class Anchoring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AuditSettings settings;
    private final Optional<AnchorMaker> maker;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final boolean outside;
    private final AuditLog log;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService thread;
    // the thread's own
    private final Trouble making;
    private Session session;
    private Optional<Anchor> untold = Optional.empty();
    private volatile Optional<Anchor> newest = Optional.empty();

    public Anchoring(
            AuditSettings settings, AnchorPlaces places, AuditLog log, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.maker = settings.anchor().signer().map(key -> new AnchorMaker(key, settings.anchor()));
        this.outside = !places.isEmpty();
        this.log = log;
        this.clock = clock;
        this.random = random;
        this.making = new Trouble("the database", this::noteFailure);
        this.thread = Executors.newSingleThreadScheduledExecutor(Anchoring::thread);
        places.copies()
                .forEach(place -> deliveries.add(Delivery.to(place, new Trouble(place.name(), this::noteFailure))));
        places.witnesses()
                .forEach(
                        witness -> deliveries.add(Delivery.to(witness, new Trouble("the witness", this::noteFailure))));
    }

    /** A place that hangs must not keep the program alive. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "audit-anchors");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins, or says what cannot be proved without. */
    public void start() {
        if (maker.isEmpty()) {
            LOG.warn(
                    "the audit log is not anchored: without audit.anchor.key nobody could prove that rows were cut off at"
                            + " its end, or that all of it was written anew");
            return;
        }
        if (!outside) {
            LOG.warn("anchors of the audit log are kept in its own database only, whose owner can remove them: set"
                    + " audit.anchor.file, s3 or channel");
        }
        thread.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            tick();
        } catch (RuntimeException e) {
            // an exception would end the schedule for ever
            LOG.error("anchoring failed unexpectedly: {}", e.getClass().getSimpleName());
        }
    }

    /** One look. */
    void tick() {
        Instant now = clock.instant();
        making.attempt(now, () -> make(now));
        deliveries.forEach(delivery -> delivery.trouble().attempt(now, () -> delivery.deliver(session)));
        if (deliveries.stream().noneMatch(delivery -> delivery.trouble().isNow())) {
            newest = making.isNow() ? newest : latest();
            untold.ifPresent(this::noteSuccess);
        }
    }

    private void make(Instant now) throws SQLException {
        try {
            if (session == null) {
                // whoever writes also brings the schema up to date
                log.probe();
                session = Session.open(settings);
            }
            Optional<Anchor> made = maySign(now) ? maker.orElseThrow().makeIfDue(session, now) : Optional.empty();
            made.ifPresent(anchor -> {
                untold = made;
                deliveries.forEach(delivery -> delivery.made(anchor));
            });
        } catch (SQLException | RuntimeException e) {
            disconnect();
            throw e;
        }
    }

    /** A second history must not be signed while a place holds the first. */
    private boolean maySign(Instant now) throws SQLException {
        if (!maker.orElseThrow().isDue(session, now)) {
            return false;
        }
        boolean may = true;
        for (Delivery delivery : deliveries) {
            may &= !delivery.contradicts(session);
        }
        return may;
    }

    private Optional<Anchor> latest() {
        try {
            return new Anchors(session).newest().flatMap(Anchor::parse);
        } catch (SQLException e) {
            disconnect();
            return newest;
        }
    }

    private void disconnect() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private void noteSuccess(Anchor anchor) {
        untold = Optional.empty();
        LOG.info("{} of the audit log covers row {}", anchor, anchor.seq());
        note(EventCode.ANCHORED, anchor + " covers row " + anchor.seq());
    }

    private void noteFailure(String what) {
        note(EventCode.NOT_ANCHORED, what);
    }

    private void note(EventCode code, String what) {
        log.note(AuditEvent.of(code, Request.bySystem(RequestId.next(random), "anchor"), "", what));
    }

    /** When the newest anchor was signed that is wherever it should be; empty if there is none. */
    public Optional<Instant> newest() {
        return newest.map(Anchor::time);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(6, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disconnect();
    }
}
