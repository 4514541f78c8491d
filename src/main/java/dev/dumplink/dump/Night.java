package dev.dumplink.dump;

import dev.dumplink.archive.ArchiveWriter;
import dev.dumplink.archive.Contents;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Guard;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.Selection;
import dev.dumplink.archive.SourceIdentity;
import dev.dumplink.archive.TocEntry;
import dev.dumplink.archive.Written;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.masking.Compiled;
import dev.dumplink.masking.CompiledColumn;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.masking.LeakFinding;
import dev.dumplink.masking.LeakSample;
import dev.dumplink.masking.LeakSearch;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.ServerIdentity;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.TableReader;
import dev.dumplink.store.Retention;
import dev.dumplink.store.StoreUnavailable;
import dev.dumplink.store.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One database, one night: {@link #run} is the list of its steps. Whatever fails or is refused on the way leaves nothing
 * behind: no manifest, no archive, no unfinished upload, and the last good dump is still the latest.
 */
public final class Night {
    /** How long a night that was killed keeps the next one from beginning. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(10);
    private static final int PACKED = 3;

    private final NightSettings settings;
    private final Place place;
    private final NightLog log;
    private final Maker maker;
    private final InstantSource clock;
    private final NightProgress progress;

    /**
     * Who makes it.
     *
     * @param owner whom others are told of who want to make the same dump, e.g. host and process
     * @param version of this program
     * @param cores of this machine
     * @param deadline when it is ended from outside; empty where nothing does that
     */
    public record Maker(String owner, String version, int cores, Optional<Deadline> deadline) {}

    public Night(NightSettings settings, Place place, NightLog log, Maker maker, InstantSource clock) {
        this.settings = settings;
        this.place = place;
        this.log = log;
        this.maker = maker;
        this.clock = clock;
        this.progress = new NightProgress(place.shelf()::waiting);
    }

    /** How far it has come. */
    public NightProgress progress() {
        return progress;
    }

    /** @throws DumpFailed if anything fails; the audit log knows it by then */
    public Outcome run() {
        DumpId id = new DumpId(settings.database(), clock.instant());
        Alarm alarm = maker.deadline()
                .map(deadline -> Alarm.at(deadline.lastMoment(), clock))
                .orElseGet(Alarm::never);
        try (alarm) {
            log.requireWritable();
            return place.shelf()
                    .takeTurn(maker.owner(), LIFE)
                    .fold(turn -> withTurn(id, turn, alarm), taken -> refuse(id, busy(taken)));
        } catch (NotTonight e) {
            return refuse(id, e.refused());
        } catch (RuntimeException | Error e) {
            DumpFailed failed = alarm.rang() ? Deadline.missed() : DumpFailed.of(e);
            log.failed(facts(id, ""), failed.getMessage());
            throw failed;
        }
    }

    private Outcome.Refused busy(Turn.Taken taken) {
        String what = "another night is at it: " + taken.owner()
                + (taken.until().isAfter(clock.instant())
                        ? "; if it was killed, run again after " + later(taken.until())
                                + ", when its turn ends: one that lives renews it"
                        : "; run again when that is done");
        return new Outcome.Refused(Outcome.Why.BUSY, what, List.of());
    }

    /** In whole seconds, and not before. */
    private static Instant later(Instant moment) {
        return moment.plusSeconds(1).minusNanos(1).truncatedTo(ChronoUnit.SECONDS);
    }

    private Outcome refuse(DumpId id, Outcome.Refused refused) {
        log.refused(facts(id, ""), refused);
        return refused;
    }

    private AuditEvent.DumpFacts facts(DumpId id, String sha256) {
        return new AuditEvent.DumpFacts(id.database().value(), place.key(id), "", sha256, id.madeAt());
    }

    private Outcome withTurn(DumpId id, Turn.Mine mine, Alarm alarm) {
        try (Renewal turn = Renewal.of(mine, LIFE)) {
            place.shelf().sweep(clock.instant().minus(LIFE));
            Copied copied = copy(id);
            try {
                ReadBack.Seen seen = readBack(id, copied);
                turn.requireHeld();
                alarm.putOut();
                return publish(id, copied, seen);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                alarm.putOut();
                discard(id, e);
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DumpFailed("interrupted");
        } catch (IOException e) {
            throw DumpFailed.of(e);
        }
    }

    private void discard(DumpId id, Throwable because) {
        try {
            place.shelf().discard(id);
        } catch (StoreUnavailable | IllegalStateException e) {
            // the next night sweeps it; what matters is why we are here
            because.addSuppressed(e);
        }
    }

    /** What was copied, and what is known of where from. */
    private record Copied(
            Layout layout,
            Compiled compiled,
            LeakSample sample,
            Written written,
            Instant snapshotAt,
            ServerIdentity server,
            String pgDump) {}

    private Copied copy(DumpId id) throws IOException, InterruptedException {
        try (Source source = Source.open(settings.source())) {
            PgDump pgDump = settings.pgDump().get();
            ServerIdentity server = source.identity();
            RoleGuard.require(source.role(), settings.policy().role());
            try (Snapshot snapshot = source.snapshot(LOCK_PATIENCE, progress::locked)) {
                progress.locked("");
                Compiled compiled = compile(id, snapshot);
                Selection.Kept kept = schema(pgDump, source, snapshot);
                Layout layout = Layout.of(
                        snapshot,
                        compiled,
                        kept,
                        Guard.of(server.systemIdentifier()),
                        id.database(),
                        id.madeAt(),
                        "dumplink " + maker.version());
                maker.deadline()
                        .ifPresent(
                                deadline -> deadline.require(layout.size(), settings.compression(), clock.instant()));
                Budget budget = Budget.of(maker.cores(), masked(compiled), LeakSample.MOST);
                LeakSample sample = new LeakSample(settings.maskingKey(), budget.sampled());
                Written written = write(id, snapshot, layout, sample, budget);
                return new Copied(layout, compiled, sample, written, snapshot.time(), server, pgDump.version());
            }
        }
    }

    private Compiled compile(DumpId id, Snapshot snapshot) {
        return settings.compile(snapshot.schema(), id.madeAt()).fold(compiled -> compiled, violations -> {
            throw new NotTonight(Outcome.Refused.misfit(violations));
        });
    }

    private Selection.Kept schema(PgDump pgDump, Source source, Snapshot snapshot) throws IOException {
        return SchemaSearch.select(pgDump, source, snapshot, settings.database())
                .fold(kept -> kept, refused -> {
                    throw new NotTonight(
                            Outcome.Why.SCHEMA,
                            "the schema holds kinds of objects of which nobody has decided whether they may leave",
                            refused.unknown().stream().map(TocEntry::label).toList());
                });
    }

    private static long masked(Compiled compiled) {
        return compiled.tables().stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> column.mask().isPresent())
                .count();
    }

    private Written write(DumpId id, Snapshot snapshot, Layout layout, LeakSample sample, Budget budget)
            throws IOException, InterruptedException {
        List<TableReader> readers = new ArrayList<>();
        try {
            // all at the beginning: later somebody may wait to lock a table, and then none can be opened
            for (int i = 0; i < settings.jobs(); i++) {
                readers.add(snapshot.reader());
            }
            try (ArchiveWriter writer = ArchiveWriter.begin(
                    layout.toc(), place.shelf().begin(id, layout.expected() / PACKED), budget.pieces())) {
                new RowCopy(snapshot, layout, writer, sample, settings.compression(), progress)
                        .run(readers, budget.threads());
                snapshot.requireAlive();
                return writer.finish();
            }
        } finally {
            readers.forEach(TableReader::close);
        }
    }

    private ReadBack.Seen readBack(DumpId id, Copied copied) throws IOException, InterruptedException {
        progress.begin(
                NightProgress.Phase.SEARCHING,
                copied.layout().loads().stream().mapToLong(Load::bytes).sum());
        LeakSearch search = copied.sample().search(settings.policy().exceptions());
        ReadBack.Seen seen;
        try (InputStream archive = place.shelf().open(id)) {
            seen = new ReadBack(copied.compiled(), search, progress).read(archive, maker.cores());
        }
        if (seen.size() != copied.written().size()) {
            throw new DumpFailed("the store holds " + seen.size() + " bytes of the "
                    + copied.written().size() + " that were written");
        }
        List<LeakFinding> findings = search.findings();
        if (!findings.isEmpty()) {
            throw new NotTonight(
                    Outcome.Why.LEAK,
                    "real values are in the finished archive",
                    findings.stream().map(LeakFinding::advice).toList());
        }
        return seen;
    }

    private Outcome publish(DumpId id, Copied copied, ReadBack.Seen seen) {
        progress.begin(NightProgress.Phase.PUBLISHING, 0);
        Manifest manifest = new Manifest(
                id.database(), id.madeAt(), seen.size(), seen.sha256(), Optional.of(contents(copied, seen)));
        byte[] json = settings.signing()
                .map(key -> ManifestJson.write(manifest, key))
                .orElseGet(() -> ManifestJson.write(manifest));
        log.made(facts(id, seen.sha256().hex()), summary(manifest));
        place.shelf().publish(id, json);
        return retire(id, manifest, partitions(copied));
    }

    private static String summary(Manifest manifest) {
        List<Contents.Rows> tables = manifest.contents().orElseThrow().tables();
        return String.format(
                Locale.ROOT,
                "%,d rows of %,d tables, %,d bytes",
                tables.stream().mapToLong(Contents.Rows::rows).sum(),
                tables.size(),
                manifest.size());
    }

    private Contents contents(Copied copied, ReadBack.Seen seen) {
        ServerIdentity server = copied.server();
        return new Contents(
                copied.snapshotAt(),
                copied.layout().loads().stream()
                        .map(Night::rows)
                        .sorted(Comparator.comparing(Contents.Rows::table))
                        .toList(),
                copied.layout().withoutRows(),
                copied.layout().leftOut(),
                settings.digest(),
                new Contents.Tools(maker.version(), copied.pgDump(), server.version()),
                SourceIdentity.of(server.systemIdentifier(), server.databaseOid(), server.database()),
                new Contents.LeakScan(copied.sample().size(), seen.allowed()));
    }

    private static Map<String, String> partitions(Copied copied) {
        return copied.layout().loads().stream()
                .map(Load::compiled)
                .filter(table -> !table.name().equals(table.ruledAs()))
                .collect(Collectors.toMap(table -> table.name().toString(), table -> table.ruledAs()
                        .toString()));
    }

    private static Contents.Rows rows(Load load) {
        return new Contents.Rows(
                load.table().name().toString(),
                load.rows(),
                load.bytes(),
                columns(load.compiled(), true),
                columns(load.compiled(), false));
    }

    private static List<String> columns(CompiledTable table, boolean masked) {
        return table.columns().stream()
                .filter(column -> column.mask().isPresent() == masked)
                .map(CompiledColumn::name)
                .toList();
    }

    /** The dump is there by now; old ones that do not go away take nothing from it. */
    private Outcome.Made retire(DumpId id, Manifest manifest, Map<String, String> partitions) {
        try {
            List<DumpId> retired = Retention.keepNewest(place.shelf(), settings.keep());
            return new Outcome.Made(id, place.key(id), manifest, partitions, retired, List.of());
        } catch (StoreUnavailable e) {
            String note = "older dumps could not be deleted: " + e.getMessage();
            return new Outcome.Made(id, place.key(id), manifest, partitions, List.of(), List.of(note));
        }
    }
}
