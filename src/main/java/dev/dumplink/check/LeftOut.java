package dev.dumplink.check;

import dev.dumplink.postgres.RoleReport;
import dev.dumplink.postgres.ServerIdentity;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a dump of this database will not hold, or holds for a reason that should be known. */
final class LeftOut {
    private final List<Finding> findings = new ArrayList<>();

    private LeftOut() {}

    static List<Finding> of(Source source, DatabaseSchema schema, RoleReport role) {
        LeftOut left = new LeftOut();
        boolean standby =
                left.identity(source).filter(ServerIdentity::inRecovery).isPresent();
        schema.tables().forEach(table -> left.table(table, role, standby));
        long objects = source.largeObjects();
        if (objects > 0) {
            left.findings.add(Finding.note("large objects", "there are " + objects + ", which no dump holds"));
        }
        return left.findings;
    }

    /** A dump says where it comes from, so that it cannot be loaded there. */
    private Optional<ServerIdentity> identity(Source source) {
        try {
            return Optional.of(source.identity());
        } catch (SourceFailure e) {
            findings.add(Finding.problem("server", e.getMessage(), ""));
            return Optional.empty();
        }
    }

    private void table(Table table, RoleReport role, boolean standby) {
        if (table.rowSecurity() && role.bypassesRowSecurity()) {
            note(table, "it has row-level security, which role " + role.role() + " bypasses: all rows are dumped");
        }
        if (table.kind() == Table.Kind.FOREIGN) {
            note(table, "its rows lie on another server, and no dump holds them");
        }
        table.extension()
                .ifPresent(extension -> note(
                        table,
                        "it belongs to extension " + extension
                                + (table.filter().isPresent() ? ", which has only some of its rows dumped" : "")));
        if (table.unlogged() && standby) {
            note(table, "it is unlogged: a standby does not have its rows, and the dump will not");
        }
    }

    private void note(Table table, String what) {
        findings.add(Finding.note(table.name().toString(), what));
    }
}
