package dev.dumplink.demo;

import java.time.Instant;

/** One row of the audit log as the page shows it; absent values are empty texts. */
public record AuditRow(
        long seq,
        Instant time,
        String code,
        String decision,
        String rule,
        String reason,
        String user,
        String command,
        String database,
        String object,
        String requestId,
        String hash,
        String previousHash) {}
