package dev.dumplink.audit;

import dev.dumplink.demo.AuditDatabase;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Rows of every code, of several persons and databases, written by the real log over a hundred days. */
final class History {
    static final List<String> DATABASES = List.of("shop", "blog", "tiny");
    static final List<Actor> ACTORS = List.of(
            Actor.slack("T1", "", "U1"),
            Actor.slack("T1", "E1", "U2"),
            Actor.slack("T1", "", "U2"),
            Actor.slack("T1", "", "U3"),
            Actor.slack("T1", "", "W4"),
            new Actor(Actor.Kind.OPERATOR, "", "", "root"),
            // the same name as a Slack user's id
            new Actor(Actor.Kind.OPERATOR, "", "", "U1"),
            Actor.system());
    private static final int AT_ONCE = 200;

    private History() {}

    static AuditLog log(AuditSettings settings, InstantSource clock) {
        return new AuditLog(settings, new Writer("test", "0"), clock, new SecureRandom(), code -> {});
    }

    /** The last row is written at {@code end}; the clock is wrong by days now and then. */
    static void write(AuditSettings settings, Random random, int rows, Instant end) {
        Instant[] now = {end};
        try (AuditLog log = log(settings, () -> now[0])) {
            log.probe();
            Duration step = Duration.ofDays(100).dividedBy(Math.max(1, rows));
            for (int written = 0; written < rows; ) {
                int some = Math.min(rows - written, 1 + random.nextInt(random.nextBoolean() ? 3 : AT_ONCE));
                Instant right = end.minus(step.multipliedBy(rows - written - some));
                now[0] = random.nextInt(10) == 0 ? right.plusSeconds(random.nextInt(20 * 86400) - 10 * 86400) : right;
                List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
                for (int i = 0; i < some; i++) {
                    receipts.add(log.record(event(random), Instant.MAX));
                }
                receipts.forEach(CompletableFuture::join);
                written += some;
            }
        }
    }

    static AuditEvent event(Random random) {
        EventCode code = EventCode.values()[random.nextInt(EventCode.values().length)];
        Actor actor = ACTORS.get(Math.min(random.nextInt(ACTORS.size()), random.nextInt(ACTORS.size())));
        Request request = new Request(RequestId.next(random), actor, "/dump", "C1", Optional.empty());
        AuditEvent event = AuditEvent.of(code, request, "rule", random.nextBoolean() ? "because" : "");
        if (random.nextInt(3) == 0) {
            return event;
        }
        String database = DATABASES.get(Math.min(random.nextInt(3), random.nextInt(3)));
        AuditEvent about = event.about(
                new AuditEvent.DumpFacts(database, database + "/1.dump", "-v1", "ab".repeat(32), Instant.EPOCH));
        return code == EventCode.LINK_ISSUED
                ? about.handingOut(new AuditEvent.LinkFacts(
                        URI.create("https://example.com/" + random.nextLong()), Instant.EPOCH.plusSeconds(180)))
                : about;
    }

    /** Rows whose texts are meant for whoever opens them elsewhere. */
    static void writeStrange(AuditSettings settings, Random random, Instant now) {
        List<String> texts = List.of(
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@SUM(A1)",
                "'=1",
                "'",
                "\uFF1D1",
                "a,b;c\"d\"\te",
                "\tTAB",
                "\rCR",
                "\nLF",
                "{\"a\": 1}",
                "<b>&amp;",
                "🐘 é İ",
                "\u202Eright to left",
                "x".repeat(400));
        try (AuditLog log = log(settings, InstantSource.fixed(now))) {
            for (String text : texts) {
                Request request = new Request(
                        RequestId.next(random), Actor.slack(text, text, text), text, text, Optional.empty());
                log.record(
                                AuditEvent.of(EventCode.DENIED, request, text, text)
                                        .about(new AuditEvent.DumpFacts("shop", text, text, "", Instant.EPOCH)),
                                Instant.MAX)
                        .join();
            }
        }
    }

    /** Every row as it stands in the tables, newest first. */
    static List<Map<String, String>> rows(AuditDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT e.*, a.actor_team, a.actor_enterprise, a.actor_user"
                        + " FROM audit_event e LEFT JOIN audit_actor a ON a.actor_ref = e.actor_ref"
                        + " ORDER BY e.seq DESC")) {
            List<Map<String, String>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, String> row = new HashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    static void forget(AuditDatabase database, String user) throws SQLException {
        database.execute("DELETE FROM audit_actor WHERE actor_user = '" + user + "'");
    }

    /** Rows that arrive while somebody reads. */
    static final class Arrivals implements AutoCloseable {
        private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        private final AuditLog log;
        private volatile Throwable failure;

        private Arrivals(AuditLog log) {
            this.log = log;
        }

        static Arrivals start(AuditSettings settings, Instant now, int perSecond) {
            Arrivals arrivals = new Arrivals(log(settings, InstantSource.fixed(now)));
            Random random = new Random(21);
            Runnable one = () -> arrivals.log.record(event(random), Instant.MAX).whenComplete((receipt, problem) -> {
                arrivals.failure = problem == null ? arrivals.failure : problem;
            });
            arrivals.pace.scheduleAtFixedRate(one, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
            return arrivals;
        }

        Optional<Throwable> failure() {
            return Optional.ofNullable(failure);
        }

        @Override
        public void close() {
            pace.shutdownNow();
            log.close();
        }
    }
}
