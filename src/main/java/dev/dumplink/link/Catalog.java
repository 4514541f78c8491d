package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.store.DumpFinder;
import dev.dumplink.store.DumpStore;
import dev.dumplink.store.StoreSettings;
import dev.dumplink.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest dumps of every database, kept fresh in the background so that nobody waits for the store. While the store is
 * away the last knowledge serves, up to a stated age and never beyond.
 */
public final class Catalog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    private static final int THREADS = 2;

    private final Map<DatabaseName, DatabaseSettings> databases = new TreeMap<>();
    private final Map<DatabaseName, Stock> stocks = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final DumpStore store;
    private final DumpFinder finder;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService background;
    // alone, so that a store that hangs cannot let the signer's credentials run out
    private final ScheduledExecutorService renewing;
    private volatile Duration skew = Duration.ZERO;

    /** Knows nothing until {@link #start}. */
    public Catalog(
            Collection<DatabaseSettings> databases, DumpStore store, StoreSettings settings, InstantSource clock) {
        databases.forEach(database -> this.databases.put(database.name(), database));
        this.store = store;
        this.finder = new DumpFinder(store, clock);
        this.settings = settings;
        this.clock = clock;
        this.background = threads(THREADS, "catalog");
        this.renewing = threads(1, "credentials");
    }

    private static ScheduledExecutorService threads(int count, String name) {
        return Executors.newScheduledThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The dumps of one database as they were seen last.
     *
     * @param dumps newest first, at most ten
     * @param asOf when the store was asked
     */
    public record Stock(DatabaseSettings database, List<StoredDump> dumps, Instant asOf) {
        /** Whether the newest dump is older than it should be. */
        public boolean stale(Instant now) {
            return !dumps.isEmpty()
                    && dumps.get(0).madeAt().plus(database.staleAfter()).isBefore(now);
        }

        /** The newest of the dumps made on {@code day} (UTC). */
        public Optional<StoredDump> madeOn(LocalDate day) {
            return dumps.stream().filter(dump -> dump.madeOn(day)).findFirst();
        }
    }

    /** Begins to look, at once and then at every refresh. */
    public void start() {
        long every = settings.refresh().toMillis();
        renewing.scheduleWithFixedDelay(this::renewCredentials, 0, every, TimeUnit.MILLISECONDS);
        databases
                .values()
                .forEach(database ->
                        background.scheduleWithFixedDelay(() -> refresh(database), 0, every, TimeUnit.MILLISECONDS));
    }

    private void renewCredentials() {
        attempt("credentials", store::renewCredentials);
    }

    private void refresh(DatabaseSettings database) {
        attempt(database.name().value(), () -> {
            Instant asked = clock.instant();
            List<StoredDump> known = Optional.ofNullable(stocks.get(database.name()))
                    .map(Stock::dumps)
                    .orElse(List.of());
            DumpFinder.Found found = finder.newest(database.location(), known);
            stocks.put(database.name(), new Stock(database, found.dumps(), asked));
            found.skew().ifPresent(seen -> skew = seen);
        });
    }

    /** A task that throws would never be run again; a trouble is logged when it begins and when it ends. */
    private void attempt(String what, Runnable task) {
        try {
            task.run();
            if (troubles.remove(what) != null) {
                LOG.info("{}: the store answers again", what);
            }
        } catch (RuntimeException e) {
            if (background.isShutdown()) {
                // interrupted on purpose
                return;
            }
            String trouble = e instanceof StoreUnavailable
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
            if (!trouble.equals(troubles.put(what, trouble))) {
                LOG.warn("{}: {}", what, trouble);
            }
        }
    }

    /** Every configured database, by name. */
    public List<DatabaseName> names() {
        return List.copyOf(databases.keySet());
    }

    /** What is known of a database, unless that is nothing or too old to act on. */
    public Optional<Stock> stock(DatabaseName name) {
        Instant oldest = clock.instant().minus(settings.maxAge());
        return Optional.ofNullable(stocks.get(name))
                .filter(stock -> stock.asOf().isAfter(oldest));
    }

    /** The store's clock minus ours, as of the last answer. */
    public Duration skew() {
        return skew;
    }

    /** What does not work at the moment, by database; empty when all does. */
    public Map<String, String> troubles() {
        return Map.copyOf(troubles);
    }

    @Override
    public void close() {
        background.shutdownNow();
        renewing.shutdownNow();
    }
}
