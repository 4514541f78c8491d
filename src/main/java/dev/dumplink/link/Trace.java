package dev.dumplink.link;

import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.RequestId;
import dev.dumplink.store.AccessLogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One reading of the store's logs: each line is told to the link it belongs to. Ids not seen before wait until there are
 * many, and are then looked up together. What is kept is a few numbers for each recorded link that was used, however long
 * the logs are.
 */
final class Trace implements Consumer<AccessLogLine> {
    private static final int TOGETHER = 1000;
    // a link lives for three minutes, clocks differ
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final RecordedLinks links;
    private final Downloads.Place place;
    private final Instant since;
    private final Instant recordedSince;
    private final LogCoverage coverage;
    private final Map<String, LinkUse> uses = new HashMap<>();
    private final List<AccessLogLine> waiting = new ArrayList<>(TOGETHER);
    private final Strangers strangers = new Strangers();

    Trace(RecordedLinks links, Downloads.Place place, Instant since, LogCoverage coverage) {
        this.links = links;
        this.place = place;
        this.since = since;
        this.recordedSince = links.oldest().map(oldest -> oldest.plus(MARGIN)).orElse(Instant.MAX);
        this.coverage = coverage;
    }

    @Override
    public void accept(AccessLogLine line) {
        if (!line.bucket().equals(place.bucket())) {
            return;
        }
        coverage.saw(line.time());
        if (line.time().isBefore(since)) {
            return;
        }
        if (line.link().isPresent()) {
            addToLink(line, line.link().get());
        } else if (line.presigned() && line.served() && line.gets() && isDump(line)) {
            addStranger(line);
        }
    }

    private boolean isDump(AccessLogLine line) {
        return place.prefixes().stream().anyMatch(line::isUnder);
    }

    private void addToLink(AccessLogLine line, String id) {
        LinkUse use = uses.get(id);
        if (use != null) {
            use.add(line);
            return;
        }
        waiting.add(line);
        if (waiting.size() == TOGETHER) {
            lookUp();
        }
    }

    /** To be called once more at the end. */
    void lookUp() {
        Set<String> ids = waiting.stream()
                .flatMap(line -> line.link().stream())
                .flatMap(id -> Strangers.parsed(id).stream())
                .map(RequestId::value)
                .collect(Collectors.toSet());
        Map<String, AuditEntry> recorded = links.named(ids);
        for (AccessLogLine line : waiting) {
            AuditEntry link = recorded.get(line.link().orElseThrow());
            if (link == null) {
                addStranger(line);
            } else if (!link.time().isBefore(since)) {
                uses.computeIfAbsent(link.requestId(), id -> use(link)).add(line);
            }
        }
        waiting.clear();
    }

    private static LinkUse use(AuditEntry link) {
        return new LinkUse(link.dump().objectKey(), link.link().expires().orElse(link.time()));
    }

    /** What is older than the log itself, or than what is left of it, nobody can judge. */
    private void addStranger(AccessLogLine line) {
        if (!line.time().isBefore(recordedSince)) {
            strangers.add(line);
        }
    }

    /** What the lines told of a link; handed out once. */
    Optional<LinkUse> take(String request) {
        return Optional.ofNullable(uses.remove(request));
    }

    Strangers strangers() {
        return strangers;
    }
}
