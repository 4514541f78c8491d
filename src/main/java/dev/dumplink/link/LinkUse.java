package dev.dumplink.link;

import dev.dumplink.audit.EventCode;
import dev.dumplink.store.AccessLogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the store's log tells of one link, added up; as small for a thousand requests as for one. */
final class LinkUse {
    private static final int MOST_ADDRESSES = 16;
    private static final int FORBIDDEN = 403;
    private static final int PARTIAL = 206;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, FORBIDDEN, 405, 412);
    private static final long A_LOOK = 1 << 20;
    private static final List<String> CRAWLERS = List.of("Slackbot", "Slack-ImgProxy");
    // the store's clock and ours
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    private final String key;
    private final Instant expires;
    private final Set<String> addresses = new LinkedHashSet<>(4);
    private final Map<EventCode, Integer> counts = new EnumMap<>(EventCode.class);
    private long sent;
    private long size;
    private boolean whole;

    /**
     * @param key of the object that the link is for
     * @param expires the first moment at which the store refuses it
     */
    LinkUse(String key, Instant expires) {
        this.key = key;
        this.expires = expires;
    }

    void add(AccessLogLine line) {
        if (isCrawler(line)) {
            count(EventCode.CRAWLED);
        } else if (line.served()) {
            addServed(line);
        } else if (REFUSALS.contains(line.status())) {
            count(line.time().isBefore(expires) ? EventCode.REFUSED_BEFORE_END : EventCode.REFUSED_AFTER_END);
        }
    }

    /** Whoever calls itself so and takes a whole archive is none. */
    private static boolean isCrawler(AccessLogLine line) {
        return line.sent() < A_LOOK && CRAWLERS.stream().anyMatch(line.userAgent()::startsWith);
    }

    private void addServed(AccessLogLine line) {
        boolean allowed = line.isAbout(key) && line.time().isBefore(expires.plus(TOLERANCE));
        if (line.operation().equals("REST.HEAD.OBJECT") && allowed) {
            // some stores answer it; nothing of the dump leaves
            return;
        }
        if (!allowed || !line.gets()) {
            count(EventCode.EXCEEDED);
        }
        if (line.gets()) {
            addDownload(line);
        }
    }

    private void addDownload(AccessLogLine line) {
        count(EventCode.DOWNLOADED);
        sent += line.sent();
        size = Math.max(size, line.size());
        whole |= line.status() != PARTIAL && line.sent() >= line.size();
        if (addresses.size() < MOST_ADDRESSES) {
            addresses.add(line.address());
        }
    }

    private void count(EventCode code) {
        counts.merge(code, 1, Integer::sum);
    }

    int times(EventCode code) {
        return counts.getOrDefault(code, 0);
    }

    long sent() {
        return sent;
    }

    Set<String> addresses() {
        return addresses;
    }

    boolean fetched() {
        return times(EventCode.DOWNLOADED) > 0;
    }

    /** All that is to be said, each with its numbers. No address: a row cannot be taken back, and an address is a person's. */
    Collection<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (fetched()) {
            // pieces that add up to the archive are taken for all of it
            boolean all = whole || sent >= size;
            findings.add(new Finding(
                    all ? EventCode.DOWNLOADED : EventCode.DOWNLOADED_PARTLY,
                    Finding.some(times(EventCode.DOWNLOADED), "request") + ", " + sent + " of " + size + " bytes"));
        }
        if (addresses.size() > 1) {
            String more = addresses.size() == MOST_ADDRESSES ? " or more" : "";
            findings.add(new Finding(EventCode.SEVERAL_ADDRESSES, addresses.size() + more + " addresses"));
        }
        for (EventCode code : List.of(
                EventCode.REFUSED_AFTER_END, EventCode.REFUSED_BEFORE_END, EventCode.EXCEEDED, EventCode.CRAWLED)) {
            if (times(code) > 0) {
                findings.add(new Finding(code, Finding.some(times(code), "request")));
            }
        }
        return findings;
    }
}
