package dev.dumplink;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.postgres.SourceSettings;
import dev.dumplink.restore.Plan;
import dev.dumplink.restore.Restore;
import dev.dumplink.restore.RestoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which database a restore is about, and the configuration it reads: none is needed on a laptop. */
final class IntoOption {
    private static final String DEFAULT_FILE = "dumplink.yml";

    @Option(
            names = "--into",
            paramLabel = "URL-or-ALIAS",
            description = "The database: postgres://user@host/name, or its name under restore.targets.")
    private String into;

    @Option(
            names = "--end-sessions",
            description = "Disconnect whoever is connected to a database that dumplink made, at the swap.")
    private boolean endSessions;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: " + DEFAULT_FILE + ", if there is one).")
    private Path file;

    /** @throws SettingsError if it is wrong, or was named and is not there */
    Settings settings(Shell shell) {
        Path found = file == null ? Path.of(DEFAULT_FILE) : file;
        return file == null && !Files.exists(found)
                ? Settings.parse("(no configuration)", "{}", shell.environment())
                : Settings.load(found, shell.environment());
    }

    /** The log that the configuration names; without one, this person's own. */
    AuditSettings audit(Settings settings, Shell shell) {
        return settings.hasAudit()
                ? settings.audit()
                : new AuditSettings(
                        "jdbc:sqlite:"
                                + Home.of(shell.environment()).madeState().resolve("audit.db"),
                        null,
                        null,
                        null);
    }

    Restore.Into target(RestoreSettings settings, boolean dryRun, Optional<Plan> plan) {
        if (into == null || into.isBlank()) {
            throw new SettingsError("--into is missing: the database, such as --into postgres://me@localhost/shop_dev"
                    + (settings.targets().isEmpty()
                            ? ""
                            : ", or one of "
                                    + String.join(", ", settings.targets().keySet())));
        }
        RestoreSettings.NamedTarget named = settings.targets().get(into);
        return new Restore.Into(
                named == null ? Optional.empty() : Optional.of(into),
                named == null ? address(settings) : named.address(),
                endSessions,
                dryRun,
                plan);
    }

    private SourceSettings address(RestoreSettings settings) {
        try {
            return SourceSettings.parse(into);
        } catch (IllegalArgumentException e) {
            // what was typed may hold a password, and is not repeated
            String aliases = settings.targets().isEmpty()
                    ? "there are no names under restore.targets"
                    : "names under restore.targets are "
                            + String.join(", ", settings.targets().keySet());
            throw new SettingsError("--into: " + e.getMessage() + "; " + aliases);
        }
    }

    /** The databases that the configuration dumps, as far as their variables are set here. */
    static List<SourceSettings> production(Settings settings) {
        List<SourceSettings> production = new ArrayList<>();
        for (String name : settings.databaseNames()) {
            if (settings.isDumped(name)) {
                try {
                    production.add(settings.dumpKeys(name).url());
                } catch (SettingsError e) {
                    // a laptop has not the nightly job's secrets, and the archive itself knows its source
                    continue;
                }
            }
        }
        return production;
    }
}
