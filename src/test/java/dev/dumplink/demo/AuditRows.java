package dev.dumplink.demo;

import java.util.List;

/** Where the page's side panel reads the audit log. */
@FunctionalInterface
public interface AuditRows {
    /** The rows written after the one with this number, oldest first. */
    List<AuditRow> after(long seq);

    static AuditRows none() {
        return seq -> List.of();
    }
}
