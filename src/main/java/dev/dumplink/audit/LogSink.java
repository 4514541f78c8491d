package dev.dumplink.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each row a line of JSON on the logger {@code audit}, with nothing before and nothing after it. Rows that come together
 * are one event there: they leave with one call into the system.
 */
final class LogSink implements Sink {
    static final String LOGGER = "audit";
    private static final Logger AUDIT = LoggerFactory.getLogger(LOGGER);

    @Override
    public void deliver(List<AuditEntry> rows) {
        if (AUDIT.isInfoEnabled()) {
            AUDIT.info("{}", rows.stream().map(EntryJson::line).collect(Collectors.joining(System.lineSeparator())));
        }
    }
}
