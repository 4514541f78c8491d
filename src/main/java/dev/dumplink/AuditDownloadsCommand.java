package dev.dumplink;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.EventCode;
import dev.dumplink.link.Downloads;
import dev.dumplink.store.AccessLogs;
import dev.dumplink.store.StoreSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What became of links, by the store's own account. */
@Command(
        name = "downloads",
        description = "Reads the store's access logs, tells what became of each link, and records it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AuditDownloadsCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--logs",
            paramLabel = "PLACE",
            description = "s3://bucket/prefix or a folder (default: storage.access_logs).")
    private Optional<String> place;

    @Option(
            names = "--since",
            paramLabel = "AGE",
            defaultValue = "7d",
            converter = Age.class,
            description = "How far back: 12h, 7d (default: ${DEFAULT-VALUE}).")
    private Duration since;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Addresses are in the table only.")
    private DownloadsFormat format;

    AuditDownloadsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Settings settings = config.load(shell);
        AuditSettings audit = settings.audit();
        StoreSettings storage = settings.storage();
        Downloads.Place dumps = new Downloads.Place(
                storage.bucket(),
                settings.databases().stream()
                        .map(database -> database.location().prefix())
                        .toList());
        InstantSource clock = shell.clock();
        try (AccessLogs logs = logs(storage);
                AuditReader reader = new AuditReader(audit, clock)) {
            new Auditor(audit, shell)
                    .record(
                            reader,
                            EventCode.AUDIT_READ,
                            "audit downloads",
                            AuditQuery.ofLast(since),
                            format.toString());
            try (AuditLog log = new AuditLog(audit, Wiring.writer(), clock, shell.random(), code -> {})) {
                return tell(new Downloads(reader, log, dumps, clock), logs);
            }
        }
    }

    private int tell(Downloads downloads, AccessLogs logs) {
        CommandLine line = spec.commandLine();
        Actor operator = new Actor(Actor.Kind.OPERATOR, "", "", shell.user());
        DownloadsOutput output = format.on(line.getOut(), shell.width());
        Downloads.Summary summary = downloads.trace(logs, since, operator, output);
        output.end();
        line.getOut().flush();
        return conclude(summary, output, line.getErr());
    }

    private int conclude(Downloads.Summary summary, DownloadsOutput output, PrintWriter err) {
        err.println(output.counted() + "; new in the audit log: " + summary.written());
        err.println("files: " + summary.logs().files() + ", lines: "
                + summary.logs().lines() + ", unreadable: "
                + summary.logs().unreadable() + ", newest: "
                + summary.newest().map(Object::toString).orElse("none"));
        if (summary.beyond() > 0) {
            err.println(summary.beyond() + " more requests with ids that nobody was given");
        }
        if (summary.logs().files() == 0) {
            err.println("dumplink: there are no access logs of that time");
            return Main.FAILED;
        }
        return 0;
    }

    private AccessLogs logs(StoreSettings storage) {
        String where = place.or(() -> Optional.ofNullable(storage.accessLogs()))
                .orElseThrow(
                        () -> new SettingsError(
                                "storage.access_logs is not set; name the access logs with --logs s3://bucket/prefix or a folder"));
        try {
            return AccessLogs.at(where, storage);
        } catch (IllegalArgumentException e) {
            throw new SettingsError("the place of the access logs " + e.getMessage());
        }
    }

    private static final class Age implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no age such as 12h or 7d"));
        }
    }
}
