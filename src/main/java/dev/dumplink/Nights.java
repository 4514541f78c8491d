package dev.dumplink;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.dump.Deadline;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The nightly job, whoever starts it: each database's dump, one after the other; what happens to one does not keep the others
 * from theirs.
 */
final class Nights {
    private final Settings settings;
    private final Shell shell;
    private final Function<RequestId, Request> asked;
    private final Optional<Deadline> deadline;

    /**
     * @param asked whose the nights are, in the audit log
     * @param deadline when all is ended from outside
     */
    Nights(Settings settings, Shell shell, Function<RequestId, Request> asked, Optional<Deadline> deadline) {
        this.settings = settings;
        this.shell = shell;
        this.asked = asked;
        this.deadline = deadline;
    }

    /**
     * What is to be done, all of it read before any of it begins.
     *
     * @param names none means every database that has a section {@code dump}
     * @throws SettingsError naming what is wrong
     */
    List<NightSettings> of(List<String> names) {
        return chosen(names).stream().map(this::night).toList();
    }

    private List<String> chosen(List<String> names) {
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

    private NightSettings night(String name) {
        DumpSettings dump = settings.dump(name);
        Path file = settings.beside(dump.policy());
        byte[] text = read(name, file);
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

    private byte[] read(String name, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw settings.dumpError(
                    name, "policy", "there is no file " + file + " that I can read; check policy --suggest writes one");
        }
    }

    /**
     * Makes them.
     *
     * @param folder where the files go; empty means the bucket
     * @param each told how each night ended, when it has; the audit log and the alert channel know it by then
     */
    void run(List<NightSettings> nights, Optional<Path> folder, Consumer<Ending> each) {
        List<Shelf> shelves =
                nights.stream().map(night -> shelf(night.database(), folder)).toList();
        Alert alert = new Alert(settings, shell.err());
        try (AuditLog log =
                new AuditLog(settings.audit(), Wiring.writer(), shell.clock(), shell.random(), code -> {})) {
            for (int i = 0; i < nights.size(); i++) {
                Ending ending = run(nights.get(i), shelves.get(i), log);
                sentence(ending).ifPresent(alert::say);
                each.accept(ending);
            }
        }
    }

    private static Optional<String> sentence(Ending ending) {
        return ending.fold(
                made -> Optional.empty(),
                refused -> Optional.of("no dump of " + refused.database() + ": "
                        + refused.why().what()),
                failed -> Optional.of("dump of " + failed.database() + " failed: " + failed.why()));
    }

    /** Opens a place when its turn comes. */
    private interface Shelf {
        Place open();
    }

    private Shelf shelf(DatabaseName name, Optional<Path> folder) {
        if (folder.isPresent()) {
            return () -> new Place(FolderShelf.open(folder.get(), name, shell.clock()), folder.get() + "/");
        }
        StoreSettings storage = settings.storage();
        Location location = settings.databases().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .location();
        return () -> new Place(BucketShelf.open(storage, location, shell.clock()), location.prefix());
    }

    private Ending run(NightSettings night, Shelf shelf, AuditLog log) {
        String name = night.database().value();
        Instant start = shell.clock().instant();
        NightLog rows = new NightLog(log, asked.apply(RequestId.next(shell.random())), shell.clock());
        try (Place place = shelf.open()) {
            Outcome outcome = watched(new Night(night, place, rows, maker(), shell.clock()), name);
            return outcome.fold(
                    made -> new Ending.Made(made, start, shell.clock().instant()),
                    refused -> new Ending.Refused(name, refused));
        } catch (DumpFailed e) {
            return new Ending.Failed(name, e.getMessage());
        } catch (StoreUnavailable e) {
            // not even the place could be opened: no night has begun that would have written the row
            rows.failed(new AuditEvent.DumpFacts(name, "", "", "", start), e.getMessage());
            return new Ending.Failed(name, e.getMessage());
        }
    }

    private Night.Maker maker() {
        return new Night.Maker(
                Wiring.writer().instance(),
                Version.current(),
                Runtime.getRuntime().availableProcessors(),
                deadline);
    }

    private Outcome watched(Night night, String name) {
        try (NightWatch watch = new NightWatch(name, night.progress(), shell)) {
            watch.begin();
            return night.run();
        }
    }
}
