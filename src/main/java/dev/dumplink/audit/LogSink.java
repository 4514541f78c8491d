package dev.dumplink.audit;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each row a line of JSON on the logger {@code audit}, with nothing before and nothing after it. */
final class LogSink implements Sink {
    static final String LOGGER = "audit";
    private static final Logger AUDIT = LoggerFactory.getLogger(LOGGER);

    @Override
    public void deliver(List<AuditEntry> rows) {
        rows.forEach(row -> AUDIT.info("{}", EntryJson.line(row)));
    }
}
