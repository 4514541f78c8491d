package dev.dumplink.check;

import java.util.List;

/**
 * How a policy and a live database get on.
 *
 * @param subject what was looked at, in a clause: versions, role, and where the policy fits, what it does
 * @param findings problems first
 */
public record PolicyReport(String subject, List<Finding> findings) {
    public PolicyReport {
        findings = findings.stream()
                .sorted((one, other) -> one.weight().compareTo(other.weight()))
                .toList();
    }

    /** How many things are in the way of a dump. */
    public long problems() {
        return findings.stream()
                .filter(finding -> finding.weight() == Finding.Weight.PROBLEM)
                .count();
    }
}
