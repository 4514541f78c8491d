package dev.dumplink.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.Writer;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.masking.MaskingKey;
import dev.dumplink.masking.Policy;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.SourceSettings;
import dev.dumplink.store.FolderShelf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights that something outside ends at a moment, done by then or not. */
final class NightInTimeIT {
    private static final String POLICY =
            "version: 1\ntables:\n  public.event: {columns: {id: keep, what: {mask: hash, length: 32}}}\n"
                    + "role: {allow_superuser: a test}\n";

    @AutoClose
    private static EmbeddedPostgres production;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        production = EmbeddedPostgres.open();
        production.createDatabase("shop");
        production.execute(
                "shop",
                "CREATE TABLE event (id int, what text); INSERT INTO event"
                        + " SELECT g, md5(g::text) FROM generate_series(1, 200000) g");
    }

    private Outcome run(int port, Deadline deadline, InstantSource clock) {
        DatabaseName name = new DatabaseName("shop");
        NightSettings settings = new NightSettings(
                name,
                SourceSettings.parse("postgres://postgres@127.0.0.1:" + port + "/shop"),
                Policy.parse("policy.yml", POLICY),
                Sha256.of(POLICY.getBytes(StandardCharsets.UTF_8)),
                new MaskingKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)),
                Optional.empty(),
                () -> PgDump.onPath(System.getenv("PATH")),
                14,
                2,
                6);
        SecureRandom random = new SecureRandom();
        AuditSettings audit = new AuditSettings(audit().url(), null, null, null);
        try (AuditLog log = new AuditLog(audit, new Writer("here:1", "1"), InstantSource.system(), random, code -> {});
                Place place = new Place(FolderShelf.open(out(), name, InstantSource.system()), "")) {
            NightLog rows = new NightLog(log, Request.bySystem(RequestId.next(random), "test"), InstantSource.system());
            return new Night(settings, place, rows, new Night.Maker("here:1", "1", 2, Optional.of(deadline)), clock)
                    .run();
        }
    }

    private AuditDatabase audit() {
        return AuditDatabase.sqlite(folder.resolve("audit.db"));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(out())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    private static Outcome.Refused refused(Outcome outcome) {
        return outcome.fold(
                made -> {
                    throw new AssertionError(made);
                },
                refused -> refused);
    }

    @Test
    void whatNeedsLongerIsNotBegunAndTheFiguresAreSaid() throws Exception {
        Instant now = Instant.now();
        Outcome.Refused tooSoon =
                refused(run(production.port(), new Deadline(now.plusSeconds(60), 0.05), InstantSource.fixed(now)));
        assertThat(tooSoon.why()).isEqualTo(Outcome.Why.TIME);
        assertThat(tooSoon.sentence())
                .matches(
                        "1\\d\\.\\d MB of tables take about \\d+ s at gzip 6 on 0\\.1 cores, and there are 40 s;"
                                + " run `dumplink dump` where nothing ends it: cron, a Kubernetes CronJob, an ECS scheduled task");
        assertThat(files()).isEmpty();
        assertThat(audit().count("code = 'DB002D' AND decision_rule = 'dump.time'"))
                .isEqualTo(1);
        Outcome inTime = run(production.port(), new Deadline(now.plusSeconds(900), 2), InstantSource.system());
        assertThat(inTime).isInstanceOf(Outcome.Made.class);
    }

    /** By a clock that was late when the alarm was set; the server falls silent while rows are under way. */
    @Test
    void whatTakesLongerThanWasThoughtEndsItselfAndLeavesNothing() throws Exception {
        Instant now = Instant.now();
        Deadline deadline = new Deadline(now.plusSeconds(900), 2);
        Instant late = deadline.lastMoment().minusSeconds(6);
        Iterator<Instant> first = List.of(late, late).iterator();
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", production.port())) {
            proxy.delay(Duration.ofMillis(10));
            FutureTask<Outcome> night =
                    new FutureTask<>(() -> run(proxy.port(), deadline, () -> first.hasNext() ? first.next() : now));
            new Thread(night, "night").start();
            while (!begun() && !night.isDone()) {
                Thread.sleep(10);
            }
            proxy.blackhole();
            assertThatThrownBy(night::get)
                    .hasRootCauseInstanceOf(DumpFailed.class)
                    .rootCause()
                    .hasMessageStartingWith(
                            "the time allowed is over and the dump is not finished; run `dumplink dump`");
        }
        assertThat(files()).isEmpty();
        assertThat(audit().count("code = 'DB001E' AND reason_text LIKE 'the time allowed is over%'"))
                .isEqualTo(1);
    }

    private boolean begun() throws IOException {
        return Files.exists(out()) && files().stream().anyMatch(name -> name.endsWith(".part"));
    }
}
