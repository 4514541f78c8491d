package dev.dumplink.audit;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Logs filled with rows as the bot writes them, a minute apart unless said otherwise. */
public final class SampleLog {
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private static final Limits WIDE = new Limits(1_000_000, 1_000_000);
    private static final int AT_ONCE = 200;

    private final AuditSettings settings;
    private final Random random;
    private final Duration step;
    private Instant now;

    public SampleLog(AuditSettings settings, Instant start, Duration step) {
        this.settings = settings;
        this.random = new Random(start.getEpochSecond());
        this.now = start;
        this.step = step;
    }

    /** Adds rows to the log at {@code settings}, which may be empty. */
    public static void fill(AuditSettings settings, int rows) {
        new SampleLog(settings, START, Duration.ofMillis(10)).add(rows);
    }

    /** @return the time after the last one */
    public Instant add(int rows) {
        InstantSource clock = () -> now;
        try (AuditLog log = open(settings, clock)) {
            for (int done = 0; done < rows; ) {
                // one time for a handful of rows is what a busy bot writes
                int together = step.compareTo(Duration.ofMinutes(1)) < 0 ? Math.min(AT_ONCE, rows - done) : 1;
                List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
                for (int i = 0; i < together; i++) {
                    receipts.add(log.recordWithin(WIDE, event(done + i), now.plusSeconds(60)));
                }
                receipts.forEach(CompletableFuture::join);
                done += together;
                now = now.plus(step.multipliedBy(together));
            }
        }
        return now;
    }

    public static AuditLog open(AuditSettings settings, InstantSource clock) {
        return new AuditLog(settings, new Writer("bot-1:4711", "0.1.0"), clock, new SecureRandom(), code -> {});
    }

    private AuditEvent event(int number) {
        String user = "U0" + Integer.toString(1_000_000 + number % 97, 36).toUpperCase() + "X";
        Request request = new Request(
                RequestId.next(random),
                Actor.slack("T01ACME", "", user),
                "/dump",
                "C01GENERAL",
                Optional.of(IdempotencyKey.of(user, String.valueOf(random.nextLong()))));
        if (number % 5 == 4) {
            return AuditEvent.of(EventCode.DENIED, request, "members", "Dumps are for \"certain\" people – not you.");
        }
        return AuditEvent.of(EventCode.LINK_ISSUED, request, "members", "")
                .about(new AuditEvent.DumpFacts(
                        "shop", "anonymized/shop/shop_20260104T010003Z.dump", "", "ab".repeat(32), START))
                .handingOut(new AuditEvent.LinkFacts(url(number), now.plusSeconds(180)));
    }

    public static URI url(int number) {
        return URI.create("https://acme-dumps.s3.amazonaws.com/anonymized/shop/shop_20260104T010003Z.dump?n=" + number);
    }
}
