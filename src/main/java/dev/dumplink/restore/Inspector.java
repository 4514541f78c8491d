package dev.dumplink.restore;

import dev.dumplink.archive.ArchiveHeader;
import dev.dumplink.archive.Contents;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Guard;
import dev.dumplink.archive.LeftOut;
import dev.dumplink.archive.LoadList;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestKeys;
import dev.dumplink.archive.SourceIdentity;
import dev.dumplink.archive.Toc;
import dev.dumplink.archive.UnreadableArchive;
import dev.dumplink.restore.Inspection.Refused;
import dev.dumplink.restore.Inspection.Sound;
import dev.dumplink.restore.Inspection.Why;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads an archive once from its first byte to its last and says whether it may be loaded. Touches nothing. What is said of
 * it (manifest, signature, age, size) is looked at first, because that costs nothing; of an archive whose digest is the one
 * it was given out with the rows are not unpacked: nothing happened to it on the way, and pg_restore checks them once more.
 */
public final class Inspector {
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofHours(1);
    // an archive's own clock has no time zone
    private static final ZoneOffset EASTERNMOST = ZoneOffset.ofHours(14);
    private static final ZoneOffset WESTERNMOST = ZoneOffset.ofHours(-12);
    private static final String AGAIN = ": fetch it again";
    private static final String TAMPERED =
            ": do not use it; fetch it again, and tell whoever looks after the bucket if it stays so";
    private static final String MAKER = "dumplink";

    private final int pgRestoreMajor;
    private final FetchProgress progress;

    /** @param pgRestoreMajor of the pg_restore that is to load it, e.g. 15 */
    public Inspector(int pgRestoreMajor, FetchProgress progress) {
        this.pgRestoreMajor = pgRestoreMajor;
        this.progress = progress;
    }

    /**
     * @param trusted where there are any, only what one of them signed is sound
     * @param staleAfter the oldest age of a dump
     */
    public Inspection inspect(Fetched fetched, ManifestKeys trusted, Duration staleAfter, Instant now) {
        try {
            return inspected(fetched, trusted, staleAfter, now);
        } catch (NotSound e) {
            return e.refused();
        } catch (IOException e) {
            return new Refused(
                    Why.DAMAGED,
                    fetched.label() + " cannot be read (" + e.getClass().getSimpleName() + ")" + AGAIN);
        }
    }

    private Sound inspected(Fetched fetched, ManifestKeys trusted, Duration staleAfter, Instant now)
            throws IOException {
        Path file = FileKind.require(fetched.archive(), fetched.label());
        FileState seen = FileState.of(file);
        Provenance said = Provenance.of(fetched, trusted);
        said.madeAt().ifPresent(madeAt -> requireYoung(fetched, madeAt, madeAt, staleAfter, now));
        requireSize(fetched, said, seen.size());
        ArchiveContents contents = ArchiveContents.read(file, said.sha256().isEmpty(), progress);
        requireDigest(fetched, said, contents);
        contents.trouble().ifPresent(trouble -> {
            throw unreadable(fetched, trouble);
        });
        Toc toc = contents.toc().orElseThrow();
        requireReadable(fetched, toc.header());
        if (said.madeAt().isEmpty()) {
            LocalDateTime madeAt = toc.header().madeAt();
            requireYoung(fetched, madeAt.toInstant(EASTERNMOST), madeAt.toInstant(WESTERNMOST), staleAfter, now);
        }
        LoadList load = LoadList.of(toc);
        requireNothingForbidden(fetched, load);
        OptionalLong guarded = Guard.refusedBy(toc);
        requireGuard(fetched, said, toc, guarded);
        RowCounts rows =
                RowCounts.of(file, said.sha256().isEmpty() ? Optional.of(contents.rows()) : Optional.empty(), said);
        if (!seen.holdsFor(file)) {
            throw new NotSound(
                    Why.ALTERED, fetched.label() + " was written to while it was read: try again when that is over");
        }
        return new Sound(
                file,
                fetched.temporary(),
                label(fetched, said),
                seen.size(),
                contents.sha256().orElseThrow(),
                said.manifest(),
                said.signature(),
                guarded,
                said.manifest().flatMap(Manifest::contents).map(Contents::source),
                said.madeAt(),
                rows.of(load),
                toc,
                load.list(),
                load.leftOut(),
                seen);
    }

    private static String label(Fetched fetched, Provenance said) {
        return said.manifest()
                .map(manifest -> manifest.database() + " of " + manifest.madeAt())
                .or(() -> DumpId.ofFile(fetched.label()).map(id -> id.database() + " of " + id.madeAt()))
                .orElse(fetched.label());
    }

    /**
     * Neither too old nor still to come.
     *
     * @param earliest when it can have been made at the earliest, where clocks have no time zone
     * @param latest when at the latest
     */
    private static void requireYoung(
            Fetched fetched, Instant earliest, Instant latest, Duration staleAfter, Instant now) {
        if (earliest.isAfter(now.plus(CLOCKS_DIFFER_BY))) {
            throw new NotSound(
                    Why.STALE,
                    fetched.label() + " says it was made at " + earliest
                            + ", which is still to come: set this machine's clock, or ask for another dump");
        }
        if (latest.plus(staleAfter).isBefore(now)) {
            throw new NotSound(
                    Why.STALE,
                    fetched.label() + " is of " + latest + ", more than " + days(staleAfter)
                            + " old: ask for a newer one");
        }
    }

    private static String days(Duration duration) {
        return duration.toDays() >= 2 ? duration.toDays() + " days" : duration.toHours() + " hours";
    }

    private static void requireSize(Fetched fetched, Provenance said, long size) {
        if (said.size() > size) {
            throw new NotSound(
                    Why.HALF,
                    fetched.label() + " has " + size + " bytes of the " + said.size() + " it must have" + AGAIN);
        }
        if (said.size() > 0 && said.size() < size) {
            throw new NotSound(
                    Why.ALTERED,
                    fetched.label() + " has " + size + " bytes, more than the " + said.size() + " it must have"
                            + TAMPERED);
        }
    }

    private static void requireDigest(Fetched fetched, Provenance said, ArchiveContents contents) {
        if (said.sha256().isPresent() && !said.sha256().equals(contents.sha256())) {
            throw new NotSound(
                    Why.ALTERED,
                    fetched.label() + " is not what " + (said.manifest().isPresent() ? "its manifest" : "the link")
                            + " says: its SHA-256 begins with "
                            + contents.sha256().orElseThrow().brief() + " and not with "
                            + said.sha256().get().brief() + TAMPERED);
        }
    }

    private static NotSound unreadable(Fetched fetched, UnreadableArchive trouble) {
        String what = fetched.label() + " is no whole archive: " + trouble.getMessage();
        if (trouble.isCut()) {
            return new NotSound(Why.HALF, what + AGAIN);
        }
        return trouble.isUnsupported()
                ? new NotSound(
                        Why.TOO_NEW,
                        fetched.label() + " cannot be restored, " + trouble.getMessage()
                                + ": make the dump with pg_dump -Fc of a version up to 18, packed with gzip")
                : new NotSound(Why.DAMAGED, what + AGAIN + ", or make the dump anew");
    }

    /** pg_restore reads archives up to its own version's. */
    private void requireReadable(Fetched fetched, ArchiveHeader header) {
        int newest = pgRestoreMajor >= 17 ? 16 : pgRestoreMajor == 16 ? 15 : 14;
        if (header.minor() > newest) {
            throw new NotSound(
                    Why.TOO_NEW,
                    fetched.label() + " is an archive of version 1." + header.minor() + ", and pg_restore "
                            + pgRestoreMajor + " reads up to 1." + newest + ": install pg_restore "
                            + (header.minor() >= 16 ? 17 : 16) + " or newer");
        }
    }

    private static void requireNothingForbidden(Fetched fetched, LoadList load) {
        if (!load.forbidden().isEmpty()) {
            LeftOut first = load.forbidden().get(0);
            int more = load.forbidden().size() - 1;
            throw new NotSound(
                    Why.FORBIDDEN_ENTRIES,
                    fetched.label() + " is not restored: " + first.type() + " " + printable(first.tag()) + " "
                            + first.why() + (more > 0 ? ", and " + more + " more" : "")
                            + ": make the dump with pg_dump -Fc, or with dumplink dump");
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{C}", "?");
    }

    private static void requireGuard(Fetched fetched, Provenance said, Toc toc, OptionalLong guarded) {
        boolean ours = said.manifest().flatMap(Manifest::contents).isPresent()
                || toc.header().toolVersion().startsWith(MAKER);
        if (ours && guarded.isEmpty()) {
            throw new NotSound(
                    Why.ALTERED, fetched.label() + " was made by dumplink and has lost its guard" + TAMPERED);
        }
        said.manifest().flatMap(Manifest::contents).ifPresent(contents -> {
            SourceIdentity refused = SourceIdentity.of(guarded.orElseThrow(), 0, "");
            if (!refused.server().equals(contents.source().server())) {
                throw new NotSound(
                        Why.ALTERED,
                        fetched.label() + " guards another server than the one its manifest names" + TAMPERED);
            }
        });
    }
}
