package dev.dumplink.link;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.EventCode;
import dev.dumplink.store.AccessLogs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Downloads, not only links: what the store's access logs tell of every link that was given. Each thing found becomes a
 * row of its own, once, however often the same logs are read.
 */
public final class Downloads {
    private static final int PAGE = 500;

    private final RecordedLinks links;
    private final FindingRows rows;
    private final Place place;
    private final InstantSource clock;

    public Downloads(AuditReader reader, AuditLog log, Place place, InstantSource clock) {
        this.links = new RecordedLinks(reader);
        this.rows = new FindingRows(log, clock);
        this.place = place;
        this.clock = clock;
    }

    /**
     * Where dumps are.
     *
     * @param prefixes what their keys begin with
     */
    public record Place(String bucket, Collection<String> prefixes) {}

    /** Whoever wants to know; told of links oldest first, then of strangers. */
    public interface Listener {
        void link(Download download);

        void stranger(Stranger stranger);
    }

    /**
     * What was read and found in all.
     *
     * @param newest the newest line; empty if there was none
     * @param beyond requests with forged links beyond those that {@link Listener#stranger} was told of
     * @param written rows
     */
    public record Summary(AccessLogs.Reading logs, Optional<Instant> newest, long beyond, long written) {}

    /**
     * Reads the logs and tells what became of the links of the last {@code age}.
     *
     * @param reader on whose behalf, for the rows
     * @throws dev.dumplink.store.StoreUnavailable if the logs cannot be read to their end; then nothing is recorded
     * @throws dev.dumplink.audit.AuditUnavailable if the audit log cannot be read or written
     */
    public Summary trace(AccessLogs logs, Duration age, Actor reader, Listener listener) {
        Instant since = clock.instant().minus(age);
        LogCoverage coverage = new LogCoverage(since, clock.instant());
        Trace trace = new Trace(links, place, since, coverage);
        AccessLogs.Reading reading = logs.read(since, trace);
        trace.lookUp();
        Report report = new Report(trace, coverage, reader, listener);
        links.since(since, report::add);
        report.finish();
        Optional<Instant> newest = Optional.of(coverage.newest()).filter(time -> !time.equals(Instant.MIN));
        return new Summary(reading, newest, trace.strangers().left(), report.written);
    }

    /** The second half: link by link, a page at a time, from the numbers to findings, rows and words. */
    private final class Report {
        private final Trace trace;
        private final LogCoverage coverage;
        private final Actor reader;
        private final Listener listener;
        private final List<AuditEntry> page = new ArrayList<>(PAGE);
        private long written;

        Report(Trace trace, LogCoverage coverage, Actor reader, Listener listener) {
            this.trace = trace;
            this.coverage = coverage;
            this.reader = reader;
            this.listener = listener;
        }

        void add(AuditEntry link) {
            page.add(link);
            if (page.size() == PAGE) {
                turn();
            }
        }

        void finish() {
            turn();
            Map<String, Set<String>> known = links.found(trace.strangers().all().stream()
                    .map(stranger -> stranger.id().value())
                    .toList());
            for (Stranger stranger : trace.strangers().all()) {
                if (!known.containsKey(stranger.id().value())) {
                    rows.add(stranger, reader);
                }
                listener.stranger(stranger);
            }
            written += rows.await();
        }

        private void turn() {
            Map<String, Set<String>> known =
                    links.found(page.stream().map(AuditEntry::requestId).toList());
            List<Download> told = page.stream()
                    .map(link -> tell(link, known.getOrDefault(link.requestId(), Set.of())))
                    .toList();
            written += rows.await();
            // only what is recorded is shown
            told.forEach(listener::link);
            page.clear();
        }

        private Download tell(AuditEntry link, Set<String> known) {
            Optional<LinkUse> use = trace.take(link.requestId());
            Set<String> codes = new HashSet<>(known);
            for (Finding finding : findings(link, use, known)) {
                if (codes.add(finding.code().code())) {
                    rows.add(link, finding, reader);
                }
            }
            return new Download(
                    link,
                    DownloadState.of(codes),
                    codes,
                    use.map(seen -> seen.times(EventCode.DOWNLOADED)).orElse(0),
                    use.map(LinkUse::sent).orElse(0L),
                    use.map(seen -> List.copyOf(seen.addresses())).orElse(List.of()));
        }

        private Collection<Finding> findings(AuditEntry link, Optional<LinkUse> use, Set<String> known) {
            List<Finding> findings = new ArrayList<>();
            use.ifPresent(seen -> findings.addAll(seen.findings()));
            boolean fetched = use.filter(LinkUse::fetched).isPresent()
                    || known.contains(EventCode.DOWNLOADED.code())
                    || known.contains(EventCode.DOWNLOADED_PARTLY.code());
            if (!fetched && coverage.reaches(link.time(), link.link().expires().orElse(link.time()))) {
                findings.add(new Finding(EventCode.NEVER_USED, "by logs up to " + coverage.newest()));
            }
            return findings;
        }
    }
}
