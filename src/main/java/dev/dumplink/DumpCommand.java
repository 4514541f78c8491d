package dev.dumplink;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.dump.DumpFailed;
import dev.dumplink.dump.DumpSettings;
import dev.dumplink.dump.Night;
import dev.dumplink.dump.NightLog;
import dev.dumplink.dump.NightSettings;
import dev.dumplink.dump.Outcome;
import dev.dumplink.dump.Place;
import dev.dumplink.masking.Policy;
import dev.dumplink.masking.PolicyError;
import dev.dumplink.store.BucketShelf;
import dev.dumplink.store.FolderShelf;
import dev.dumplink.store.Location;
import dev.dumplink.store.StoreSettings;
import dev.dumplink.store.StoreUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The nightly job: each database's dump, one after the other; what happens to one does not keep the others from theirs. */
@Command(
        name = "dump",
        description = "Makes the anonymized dump of each database that has a section 'dump', or of those named.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every dump was made",
            "1:one failed",
            "2:usage, configuration or a policy wrong",
            "3:refused: the role is not the right one, real values were found, another night is at it"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DumpCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "DATABASE", arity = "0..*", description = "As it is called in the configuration.")
    private List<String> names = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Write files there instead of S3 objects; neither S3 nor Slack is needed then.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    DumpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Settings settings = config.load(shell);
        List<NightSettings> nights =
                named(settings).stream().map(name -> night(settings, name)).toList();
        List<Shelf> shelves =
                nights.stream().map(night -> shelf(settings, night.database())).toList();
        List<Integer> exits = new ArrayList<>();
        AuditSettings audit = settings.audit();
        Alert alert = new Alert(settings, spec.commandLine().getErr());
        try (AuditLog log = new AuditLog(audit, Wiring.writer(), shell.clock(), shell.random(), code -> {})) {
            for (int i = 0; i < nights.size(); i++) {
                exits.add(run(nights.get(i), shelves.get(i), log, alert));
            }
        }
        return exits.contains(Main.FAILED)
                ? Main.FAILED
                : exits.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private List<String> named(Settings settings) {
        List<String> all = settings.databaseNames();
        names.stream().filter(name -> !all.contains(name)).findFirst().ifPresent(name -> {
            throw new SettingsError(
                    "there is no database " + name + " in the configuration; known are " + String.join(", ", all));
        });
        List<String> chosen =
                names.isEmpty() ? all.stream().filter(settings::isDumped).toList() : names;
        if (chosen.isEmpty()) {
            throw new SettingsError("no database of the configuration has a section 'dump'");
        }
        return chosen.stream().distinct().toList();
    }

    private NightSettings night(Settings settings, String name) {
        DumpSettings dump = settings.dump(name);
        Path file = settings.beside(dump.policy());
        byte[] text = read(settings, name, file);
        try {
            return new NightSettings(
                    new DatabaseName(name),
                    dump.source(),
                    Policy.parse(file.toString(), new String(text, StandardCharsets.UTF_8)),
                    Sha256.of(text),
                    dump.key(),
                    dump.signing(),
                    dump.program(shell.environment().getOrDefault("PATH", "")),
                    dump.keep(),
                    dump.jobs(),
                    dump.compression());
        } catch (PolicyError | IllegalArgumentException e) {
            throw new SettingsError(e.getMessage());
        }
    }

    private static byte[] read(Settings settings, String name, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw settings.dumpError(
                    name, "policy", "there is no file " + file + " that I can read; check policy --suggest writes one");
        }
    }

    /** Opens a place when its turn comes. */
    private interface Shelf {
        Place open();
    }

    private Shelf shelf(Settings settings, DatabaseName name) {
        if (folder != null) {
            return () -> new Place(FolderShelf.open(folder, name, shell.clock()), folder + "/");
        }
        StoreSettings storage = settings.storage();
        Location location = settings.databases().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .location();
        return () -> new Place(BucketShelf.open(storage, location, shell.clock()), location.prefix());
    }

    private int run(NightSettings settings, Shelf shelf, AuditLog log, Alert alert) {
        String name = settings.database().value();
        Instant start = shell.clock().instant();
        Request request = Request.byOperator(RequestId.next(shell.random()), shell.user(), "dump");
        NightLog rows = new NightLog(log, request, shell.clock());
        try (Place place = shelf.open()) {
            Outcome outcome = watched(new Night(settings, place, rows, maker(), shell.clock()), name);
            return outcome.fold(
                    made -> made(NightSummary.of(made, start, shell.clock().instant())),
                    refused -> refused(name, refused, alert));
        } catch (DumpFailed e) {
            return failed(name, e.getMessage(), alert);
        } catch (StoreUnavailable e) {
            // not even the place could be opened: no night has begun that would have written the row
            rows.failed(new AuditEvent.DumpFacts(name, "", "", "", start), e.getMessage());
            return failed(name, e.getMessage(), alert);
        }
    }

    private int failed(String name, String why, Alert alert) {
        alert.say("dump of " + name + " failed: " + why);
        complain(name + ": no dump was made: " + why);
        return Main.FAILED;
    }

    private static Night.Maker maker() {
        return new Night.Maker(
                Wiring.writer().instance(),
                Version.current(),
                Runtime.getRuntime().availableProcessors());
    }

    private Outcome watched(Night night, String name) {
        PrintWriter err = spec.commandLine().getErr();
        try (NightWatch watch = new NightWatch(name, night.progress(), err, shell.terminal(), shell.clock())) {
            watch.begin();
            return night.run();
        }
    }

    private int made(String summary) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(summary);
        out.flush();
        return 0;
    }

    private int refused(String name, Outcome.Refused refused, Alert alert) {
        alert.say("no dump of " + name + ": " + refused.what());
        complain(name + ": no dump was made: " + refused.what());
        refused.details().forEach(detail -> spec.commandLine().getErr().println("  " + detail));
        return refused.why() == Outcome.Why.POLICY ? Main.WRONG_USAGE : Main.REFUSED;
    }

    private void complain(String sentence) {
        spec.commandLine().getErr().println(spec.commandLine().getColorScheme().errorText("dumplink: " + sentence));
    }
}
