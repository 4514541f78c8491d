package dev.dumplink;

import dev.dumplink.audit.AuditExport;
import dev.dumplink.audit.AuditExport.Format;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.EventCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rows for other programs, as many as there are. */
@Command(
        name = "export",
        description = "Writes rows of the request log for other programs, the oldest first.",
        footer = AuditWords.HELP,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AuditExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Mixin
    private AuditWords words;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description =
                    "csv, json (an object a line), ocsf (Open Cybersecurity Schema Framework) or ecs (Elastic Common Schema).")
    private String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to (default: standard output). The file appears when it is complete.")
    private Path output;

    AuditExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        AuditQuery query = words.query();
        Format chosen = Format.of(format)
                .orElseThrow(() -> words.wrong("--format is one of csv, json, ocsf and ecs, not '" + format + "'"));
        AuditSettings settings = config.load(shell).audit();
        try (AuditReader reader = new AuditReader(settings, shell.clock());
                WholeFile file = output == null ? null : WholeFile.beside(output)) {
            new Auditor(settings, shell).record(reader, EventCode.AUDIT_EXPORTED, "audit export", query, format);
            Progress progress = new Progress(shell.clock(), shell.err());
            export(reader, query, chosen, file == null ? shell.out() : file.stream(), progress);
            if (file != null) {
                file.complete();
            }
            progress.end();
        }
        return 0;
    }

    private static void export(AuditReader reader, AuditQuery query, Format format, OutputStream to, Progress progress)
            throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        try {
            reader.stream(query, new AuditExport(format, out).andThen(entry -> progress.step()));
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
