package dev.dumplink.check;

import dev.dumplink.masking.CompiledTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a policy and a live database get on.
 *
 * @param subject what was looked at, in a clause: versions, role, and where the policy fits, what it does
 * @param findings problems first
 * @param masked tables of which the policy masks something, as far as it fits; absent where it cannot be read
 */
public record PolicyReport(String subject, List<Finding> findings, Optional<List<CompiledTable>> masked) {
    public PolicyReport {
        findings = findings.stream()
                .sorted((one, other) -> one.weight().compareTo(other.weight()))
                .toList();
    }

    /** The same with more that is in the way. @param problems one line each, with the mend */
    public PolicyReport with(String where, List<String> problems) {
        List<Finding> all = new ArrayList<>(findings);
        problems.forEach(each -> all.add(Finding.problem(where, each, "")));
        return new PolicyReport(subject, all, masked);
    }

    /** The same with something that could not be looked at. */
    public PolicyReport withNote(String where, String what) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(Finding.note(where, what));
        return new PolicyReport(subject, all, masked);
    }

    /** How many things are in the way of a dump. */
    public long problems() {
        return findings.stream()
                .filter(finding -> finding.weight() == Finding.Weight.PROBLEM)
                .count();
    }
}
