package dev.dumplink.dump;

import dev.dumplink.masking.RoleExceptions;
import dev.dumplink.postgres.RoleReport;
import java.util.List;

/** Lets only a role read that can do nothing else, and that sees everything; a policy may say why a stronger one has to do. */
final class RoleGuard {
    private RoleGuard() {}

    /** @throws NotTonight if the role is not the right one */
    static void require(RoleReport role, RoleExceptions exceptions) {
        List<String> wrong = role.findings().stream()
                .filter(finding -> !allowed(finding.kind(), exceptions))
                .map(finding -> finding.what() + "; mend: " + mend(finding) + pardon(finding.kind()))
                .toList();
        if (!wrong.isEmpty()) {
            throw new NotTonight(Outcome.Why.ROLE, "role " + role.role() + " is not one to dump with", wrong);
        }
    }

    private static String mend(RoleReport.Finding finding) {
        return finding.script().isEmpty()
                ? finding.mend()
                : "name another role in url; 'dumplink check policy' prints the statements that make one";
    }

    private static boolean allowed(RoleReport.Kind kind, RoleExceptions exceptions) {
        return switch (kind) {
            case SUPERUSER -> exceptions.superuser().isPresent();
            case WRITES -> exceptions.writes().isPresent();
            case ROWS_HIDDEN, UNREADABLE -> false;
        };
    }

    private static String pardon(RoleReport.Kind kind) {
        return switch (kind) {
            case SUPERUSER -> " (or, in the policy, role: {allow_superuser: the reason})";
            case WRITES -> " (or, in the policy, role: {allow_writes: the reason})";
            case ROWS_HIDDEN, UNREADABLE -> "";
        };
    }
}
