package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.AuditDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a reader must do on either database. {@code -Ddumplink.audit.rows=100000} compares with a longer log,
 * {@code -Ddumplink.audit.queries=1000} more often, and {@code -Ddumplink.audit.seconds=60} writes longer beside the reader.
 */
abstract class AuditReaderContract {
    private static final int ROWS = Integer.getInteger("dumplink.audit.rows", 1500);
    private static final int SECONDS = Integer.getInteger("dumplink.audit.seconds", 2);
    private static final int QUERIES = Integer.getInteger("dumplink.audit.queries", 100);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private AuditDatabase database;
    private AuditSettings settings;
    private AuditReader reader;

    /** One without rows. */
    abstract AuditDatabase newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = newDatabase();
        settings = new AuditSettings(database.url(), null, null, null);
        reader = new AuditReader(settings, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void everyFilterAndCombinationFindsWhatABruteForceFilterFinds() throws Exception {
        History.write(settings, new Random(18), ROWS, NOW);
        History.forget(database, "U3");
        List<Map<String, String>> rows = History.rows(database);
        assertThat(rows).hasSize(ROWS);
        Random random = new Random(19);
        int hits = 0;
        for (int i = 0; i < QUERIES; i++) {
            RandomQuery wanted = RandomQuery.next(random, rows, NOW);
            List<Long> expected = wanted.bruteForce(rows);
            assertThat(downwards(query(wanted.text()), expected.size() / 7 + 1))
                    .as(wanted.text())
                    .isEqualTo(expected);
            hits += expected.isEmpty() ? 0 : 1;
        }
        // or the comparison would be of nothing with nothing
        assertThat(hits).isGreaterThan(QUERIES / 3);
    }

    private List<Long> downwards(AuditQuery query, int size) {
        List<Long> found = new ArrayList<>();
        Optional<Cursor> cursor = Optional.of(Cursor.newest());
        while (cursor.isPresent()) {
            AuditReader.Page page = reader.page(query, cursor.get(), size);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(size);
            page.entries().forEach(entry -> found.add(entry.seq()));
            cursor = page.older();
        }
        return found;
    }

    @Test
    void theSamePagesLeadUpAgainAndAStreamHoldsTheSameRowsOldestFirst() throws Exception {
        History.write(settings, new Random(18), 1000, NOW);
        Random random = new Random(20);
        List<Map<String, String>> rows = History.rows(database);
        for (int i = 0; i < 50; i++) {
            RandomQuery wanted = RandomQuery.next(random, rows, NOW);
            List<Long> oldestFirst = new ArrayList<>(wanted.bruteForce(rows));
            Collections.reverse(oldestFirst);
            AuditQuery query = query(wanted.text());
            assertThat(upwards(query, 1 + random.nextInt(30))).as(wanted.text()).isEqualTo(oldestFirst);
            assertThat(streamed(query)).as(wanted.text()).isEqualTo(oldestFirst);
            int most = 1 + random.nextInt(1 + oldestFirst.size());
            assertThat(streamed(query.limitedTo(most)))
                    .isEqualTo(oldestFirst.subList(Math.max(0, oldestFirst.size() - most), oldestFirst.size()));
        }
    }

    private List<Long> upwards(AuditQuery query, int size) {
        List<Long> found = new ArrayList<>();
        Optional<Cursor> cursor = Optional.of(Cursor.newerThan(0));
        while (cursor.isPresent()) {
            AuditReader.Page page = reader.page(query, cursor.get(), size);
            List<Long> part = page.entries().stream().map(AuditEntry::seq).collect(Collectors.toList());
            Collections.reverse(part);
            found.addAll(part);
            cursor = page.newer();
        }
        return found;
    }

    private List<Long> streamed(AuditQuery query) {
        List<Long> found = new ArrayList<>();
        long rows = reader.stream(query, entry -> found.add(entry.seq()));
        assertThat(rows).isEqualTo(found.size());
        return found;
    }

    @Test
    void pagesHaveNoGapAndNoDuplicateWhileFiftyRowsASecondArrive() throws Exception {
        History.write(settings, new Random(18), 500, NOW);
        try (History.Arrivals arrivals = History.Arrivals.start(settings, NOW, 50)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                List<Long> down = downwards(AuditQuery.all(), 7);
                assertThat(down).isEqualTo(countdown(down.get(0)));
                AuditReader.Page above = reader.page(AuditQuery.all(), Cursor.newerThan(down.get(0) - 20), 7);
                assertThat(above.entries())
                        .extracting(AuditEntry::seq)
                        .isEqualTo(countdown(down.get(0) - 13).subList(0, 7));
                List<Long> streamed = streamed(query("-outcome:replayed since:365d"));
                assertThat(streamed).doesNotHaveDuplicates().isSorted();
            }
            assertThat(arrivals.failure()).isEmpty();
        }
        assertThat(downwards(AuditQuery.all(), 100)).hasSizeGreaterThan(500 + SECONDS * 25);
    }

    private static List<Long> countdown(long from) {
        return LongStream.iterate(from, seq -> seq > 0, seq -> seq - 1).boxed().toList();
    }

    @Test
    void aWriterIsNotHeldUpByAStreamThatSomebodyIsSlowToTake() throws Exception {
        History.write(settings, new Random(18), 3000, NOW);
        try (AuditLog log = History.log(settings, InstantSource.fixed(NOW))) {
            List<Duration> waits = new ArrayList<>();
            reader.stream(AuditQuery.all(), entry -> {
                if (entry.seq() % 300 == 0) {
                    long start = System.nanoTime();
                    log.record(History.event(new Random(entry.seq())), NOW.plusSeconds(60))
                            .join();
                    waits.add(Duration.ofNanos(System.nanoTime() - start));
                }
            });
            assertThat(waits).hasSize(10).allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) < 0);
        }
    }

    @Test
    void aForgottenPersonsRowsAreStillThereWithoutThePerson() throws Exception {
        History.write(settings, new Random(18), 300, NOW);
        List<Long> before = downwards(query("user:U3"), 100);
        assertThat(before).isNotEmpty();
        History.forget(database, "U3");
        assertThat(downwards(query("user:U3"), 100)).isEmpty();
        assertThat(downwards(AuditQuery.all(), 100)).hasSize(300);
        reader.page(AuditQuery.all(), Cursor.newest(), 300).entries().stream()
                .filter(entry -> before.contains(entry.seq()))
                .forEach(entry -> {
                    assertThat(entry.actor()).isEmpty();
                    assertThat(entry.who().ref()).hasSize(64);
                });
    }

    @Test
    void theSummaryCountsWhatWasDecidedSince() throws Exception {
        History.write(settings, new Random(18), 1000, NOW);
        Instant since = NOW.minus(Duration.ofDays(40));
        Map<String, Long> expected = History.rows(database).stream()
                .filter(row -> Long.parseLong(row.get("time_ms")) >= since.toEpochMilli())
                .collect(Collectors.groupingBy(row -> row.get("decision"), TreeMap::new, Collectors.counting()));
        assertThat(expected).hasSizeGreaterThan(3);
        assertThat(reader.summary(since)).isEqualTo(expected);
        assertThat(reader.summary(NOW.plus(Duration.ofDays(365)))).isEmpty();
    }

    @Test
    void theLastRowsOfAPersonAreTheirsAlone() throws Exception {
        History.write(settings, new Random(18), 500, NOW);
        List<Long> expected = History.rows(database).stream()
                .filter(row -> "U2".equals(row.get("actor_user")) && "E1".equals(row.get("actor_enterprise")))
                .map(row -> Long.parseLong(row.get("seq")))
                .limit(5)
                .toList();
        assertThat(reader.lastOf(Actor.slack("T1", "E1", "U2"), 5))
                .extracting(AuditEntry::seq)
                .isEqualTo(expected);
        assertThat(reader.lastOf(Actor.slack("T2", "", "U2"), 5)).isEmpty();
    }

    @Test
    void anEmptyLogHasNoRows() throws Exception {
        History.write(settings, new Random(18), 0, NOW);
        for (String text : List.of("", "user:U1", "-user:U1", "outcome:issued", "since:7d", "request:r-0123456789ab")) {
            assertThat(reader.page(query(text), Cursor.newest(), 10))
                    .isEqualTo(new AuditReader.Page(List.of(), Optional.empty(), Optional.empty()));
        }
        assertThat(streamed(AuditQuery.all())).isEmpty();
        assertThat(reader.summary(NOW)).isEmpty();
    }

    @Test
    void anyCursorAndSizeIsAnswered() throws Exception {
        History.write(settings, new Random(18), 50, NOW);
        for (String text : List.of("", "user:U1", "outcome:issued", "since:7d")) {
            for (Function<Long, Cursor> direction :
                    List.<Function<Long, Cursor>>of(Cursor::olderThan, Cursor::newerThan)) {
                for (long seq : new long[] {0, 1, 50, 51, 999_999_999_999_999_999L}) {
                    Cursor cursor =
                            Cursor.parse(direction.apply(seq).toString()).orElseThrow();
                    assertThat(reader.page(query(text), cursor, 1).entries()).hasSizeLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void whatIsNotThereIsSaidAndNotMade() {
        try (AuditReader lost = new AuditReader(elsewhere(), InstantSource.fixed(NOW))) {
            assertThatThrownBy(() -> lost.page(AuditQuery.all(), Cursor.newest(), 1))
                    .isInstanceOf(AuditUnavailable.class);
        }
    }

    /** A database that does not exist. */
    abstract AuditSettings elsewhere();

    private static AuditQuery query(String text) {
        return AuditQuery.parse(text).fold(query -> query, problem -> {
            throw new AssertionError(text + ": " + problem.sentence());
        });
    }
}
