package dev.dumplink;

import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;

/** The audit log as somebody at a shell writes into it: under the account's name, and waiting for each row. */
final class OperatorLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AuditLog log;
    private final InstantSource clock;
    private final SecureRandom random;
    private final String account;

    OperatorLog(AuditSettings settings, InstantSource clock, SecureRandom random) {
        this.log = new AuditLog(settings, Wiring.writer(), clock, random, code -> {});
        this.clock = clock;
        this.random = random;
        this.account = System.getProperty("user.name");
    }

    /**
     * Writes a row.
     *
     * @throws AuditUnavailable if it could not be made durable: then the act must not happen
     */
    void record(EventCode code, String command, String rule, String reason) {
        Request request = Request.byOperator(RequestId.next(random), account, command);
        try {
            log.record(
                            AuditEvent.of(code, request, rule, reason),
                            clock.instant().plus(PATIENCE))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AuditUnavailable unavailable) {
                throw unavailable;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
