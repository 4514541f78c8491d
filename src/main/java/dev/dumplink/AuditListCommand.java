package dev.dumplink;

import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.AuditExport;
import dev.dumplink.audit.AuditExport.Format;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.Cursor;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Receipt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rows for somebody at a shell. The newest is the last, where the eye is. */
@Command(
        name = "list",
        description = "Shows rows of the request log, the newest last.",
        footer = AuditWords.HELP,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AuditListCommand implements Callable<Integer> {
    private static final int USUAL = 50;
    private static final int MOST = 10_000;
    private static final String TABLE = "table";

    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Mixin
    private AuditWords words;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = TABLE,
            description = "table, csv, json, ocsf or ecs (default: ${DEFAULT-VALUE}).")
    private String format;

    AuditListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        AuditQuery query = words.query();
        int rows = query.limit().orElse(USUAL);
        if (rows > MOST) {
            throw words.wrong("A list has at most " + MOST + " rows; 'audit export' takes any number.");
        }
        if (!format.equals(TABLE) && Format.of(format).isEmpty()) {
            throw words.wrong("--format is one of table, csv, json, ocsf and ecs, not '" + format + "'");
        }
        AuditSettings settings = config.load(shell).audit();
        try (AuditReader reader = new AuditReader(settings, shell.clock())) {
            Receipt.Written written = new Auditor(settings, shell)
                    .record(reader, EventCode.AUDIT_READ, "audit list", query.limitedTo(rows), format);
            AuditReader.Page page = reader.page(query, Cursor.olderThan(written.seq()), rows);
            print(page.entries());
            remark(page, query.limit().isEmpty());
        }
        return 0;
    }

    /** Beside the rows, so that they stay what was asked for. Who named a number knows that there may be more. */
    private void remark(AuditReader.Page page, boolean unlimited) {
        if (page.entries().isEmpty()) {
            shell.err().println("no row is like that");
        } else if (unlimited && page.older().isPresent()) {
            shell.err().println("the newest " + USUAL + "; there are more: --limit N, or audit export");
        }
    }

    /** @param newestFirst the log as it was when it was asked for: without the row that says so */
    private void print(List<AuditEntry> newestFirst) throws IOException {
        List<AuditEntry> entries = new ArrayList<>(newestFirst);
        Collections.reverse(entries);
        Writer out = new BufferedWriter(new OutputStreamWriter(shell.out(), StandardCharsets.UTF_8));
        if (format.equals(TABLE)) {
            out.write(EntryTable.of(entries, shell.width()));
        } else {
            entries.forEach(new AuditExport(Format.of(format).orElseThrow(), out));
        }
        out.flush();
    }
}
