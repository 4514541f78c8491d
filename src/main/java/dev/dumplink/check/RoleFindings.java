package dev.dumplink.check;

import dev.dumplink.masking.RoleExceptions;
import dev.dumplink.postgres.RoleReport;
import java.util.List;
import java.util.Optional;

/** What the reading role may that it should not, unless the policy says why it may all the same. */
final class RoleFindings {
    private RoleFindings() {}

    static List<Finding> of(RoleReport report, RoleExceptions exceptions) {
        String where = "role " + report.role();
        return report.findings().stream()
                .map(finding -> excuse(finding.kind(), exceptions)
                        .map(reason -> Finding.note(where, finding.what() + ", which the policy allows: " + reason))
                        .orElseGet(() -> Finding.problem(where, finding.what(), mend(finding))
                                .with(finding.script())))
                .toList();
    }

    private static String mend(RoleReport.Finding finding) {
        return switch (finding.kind()) {
            case SUPERUSER ->
                (finding.script().isEmpty()
                                ? finding.mend() + ";"
                                : "name another role in url, one that these lines make,")
                        + " or say in the policy why not, as role: {allow_superuser: REASON}";
            case WRITES -> finding.mend() + "; or say in the policy why not, as role: {allow_writes: REASON}";
            case ROWS_HIDDEN, UNREADABLE -> finding.mend();
        };
    }

    private static Optional<String> excuse(RoleReport.Kind kind, RoleExceptions exceptions) {
        return switch (kind) {
            case SUPERUSER -> exceptions.superuser();
            case WRITES -> exceptions.writes();
            case ROWS_HIDDEN, UNREADABLE -> Optional.empty();
        };
    }
}
