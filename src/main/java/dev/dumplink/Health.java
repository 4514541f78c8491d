package dev.dumplink;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditStream;
import dev.dumplink.audit.AuditStreams;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.ChainWatch;
import dev.dumplink.slack.Page;
import dev.dumplink.slack.SlackClient;
import dev.dumplink.slack.Transport;
import dev.dumplink.store.DumpStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether links can be given now, and if not, why: looked at no more often than every five seconds, and every second
 * while it is no.
 */
final class Health {
    private static final Duration CACHED = Duration.ofSeconds(5);
    private static final Duration CACHED_WHILE_NOT_READY = Duration.ofSeconds(1);
    private static final Duration SLACK_CACHED = Duration.ofSeconds(30);
    private static final Duration LARGEST_LAG = Duration.ofMinutes(1);
    private static final Duration LARGEST_SKEW = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final AuditLog log;
    private final AuditStreams streams;
    private final ChainWatch chain;
    private final Catalog catalog;
    private final DumpStore store;
    private final SlackClient slack;
    private final Transport transport;
    private final Duration life;
    private final InstantSource clock;
    private volatile boolean stopping;
    private Instant goodUntil = Instant.MIN;
    private Instant slackAskedAt = Instant.MIN;
    private CompletableFuture<Boolean> slackWorks = CompletableFuture.completedFuture(true);
    private boolean slackWorked = true;
    private boolean saidReady;
    private Page last;

    Health(
            AuditLog log,
            AuditStreams streams,
            ChainWatch chain,
            Catalog catalog,
            DumpStore store,
            SlackClient slack,
            Transport transport,
            Duration life,
            InstantSource clock) {
        this.log = log;
        this.streams = streams;
        this.chain = chain;
        this.catalog = catalog;
        this.store = store;
        this.slack = slack;
        this.transport = transport;
        this.life = life;
        this.clock = clock;
    }

    /** From now on not ready: whoever balances load sends nobody here any more. */
    void stopping() {
        stopping = true;
    }

    /** The process answers; nothing else is looked at. */
    Page live() {
        return new Page(200, "text/plain; charset=utf-8", "live\n");
    }

    /** 200 if links can be given, 503 and the reasons if not; what only deserves a look is a warning. */
    synchronized Page ready() {
        if (stopping) {
            return page(List.of("stopping"), List.of());
        }
        Instant now = clock.instant();
        if (goodUntil.isBefore(now)) {
            last = page(reasons(), warnings(now));
            say(last);
            goodUntil = clock.instant().plus(last.status() == 200 ? CACHED : CACHED_WHILE_NOT_READY);
        }
        return last;
    }

    private void say(Page page) {
        boolean ready = page.status() == 200;
        if (ready != saidReady) {
            LOG.info(ready ? "ready" : "not ready: {}", page.body().replaceAll("\\s+", " "));
            saidReady = ready;
        }
    }

    private static Page page(List<String> reasons, List<String> warnings) {
        ObjectNode body = JSON.createObjectNode();
        body.put("ready", reasons.isEmpty());
        reasons.forEach(body.putArray("reasons")::add);
        warnings.forEach(body.putArray("warnings")::add);
        return new Page(reasons.isEmpty() ? 200 : 503, "application/json", body.toPrettyString() + "\n");
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        try {
            log.probe();
        } catch (AuditUnavailable e) {
            reasons.add("audit log: " + e.getMessage());
        }
        if (!transport.reachable()) {
            reasons.add("Slack: its requests cannot reach us");
        }
        for (DatabaseName name : catalog.names()) {
            if (catalog.stock(name).isEmpty()) {
                reasons.add("store: the dumps of " + name + " cannot be seen");
            }
        }
        if (!store.canSign(life)) {
            reasons.add("credentials: none that outlive a link");
        }
        if (catalog.skew().abs().compareTo(LARGEST_SKEW) > 0) {
            reasons.add("clock: the store's differs by " + catalog.skew().toSeconds() + " s");
        }
        return reasons;
    }

    /** As Slack answered last; it is asked in the background, because its slowness is not ours. */
    private boolean slackWorks(Instant now) {
        if (slackWorks.isDone() && slackAskedAt.plus(SLACK_CACHED).isBefore(now)) {
            boolean before = slackWorks.getNow(true);
            slackAskedAt = now;
            slackWorks = CompletableFuture.supplyAsync(slack::works);
            slackWorked = before;
        }
        return slackWorks.getNow(slackWorked);
    }

    private List<String> warnings(Instant now) {
        List<String> warnings = new ArrayList<>();
        if (!slackWorks(now)) {
            warnings.add("Slack does not answer, or does not know the bot token");
        }
        chain.last()
                .flatMap(ChainWatch.Seen::damage)
                .ifPresent(damage -> warnings.add("audit log: damaged: " + damage));
        for (AuditStream stream : streams.all()) {
            if (stream.trouble().isPresent() || stream.behind().compareTo(LARGEST_LAG) > 0) {
                warnings.add("audit stream " + stream.name() + ": "
                        + stream.trouble().orElse("slow") + "; " + stream.rowsBehind() + " rows wait, the oldest for "
                        + stream.behind().toSeconds() + " s");
            }
        }
        for (DatabaseName name : catalog.names()) {
            Optional<Catalog.Stock> stock = catalog.stock(name);
            stock.filter(seen -> seen.dumps().isEmpty()).ifPresent(none -> warnings.add(name + ": no dump yet"));
            stock.filter(seen -> seen.stale(now)).ifPresent(old -> warnings.add(name + ": the newest dump is stale"));
        }
        return warnings;
    }
}
