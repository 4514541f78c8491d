package dev.dumplink;

import dev.dumplink.audit.Anchoring;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.AuditStreams;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.Writer;
import dev.dumplink.link.AccessSettings;
import dev.dumplink.link.AuditDesk;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.ChainWatch;
import dev.dumplink.link.HomeDesk;
import dev.dumplink.link.LinkIssuer;
import dev.dumplink.link.LinkSettings;
import dev.dumplink.link.Lookups;
import dev.dumplink.slack.ServerSettings;
import dev.dumplink.slack.SlackBot;
import dev.dumplink.slack.SlackClient;
import dev.dumplink.slack.SlackDirectory;
import dev.dumplink.slack.SlackSettings;
import dev.dumplink.slack.Transport;
import dev.dumplink.slack.WebServer;
import dev.dumplink.store.DumpStore;
import dev.dumplink.store.StoreSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of a running {@code serve}, made in the order in which they need each other and closed in the opposite one. */
final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private static final long NOTICE_MILLIS = 1000;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Wiring() {}

    /** Checks every setting before anything is opened, then starts. */
    static Wiring serve(Settings settings, InstantSource clock, SecureRandom random) {
        SlackSettings slack = settings.slack();
        AccessSettings access = settings.access();
        StoreSettings storage = settings.storage();
        LinkSettings link = settings.link();
        ServerSettings server = settings.server();
        var audit = settings.audit();
        var leading = settings.streams();
        var databases = settings.databases();

        Wiring wiring = new Wiring();
        try {
            Metrics metrics = new Metrics();
            Writer writer = writer();
            AuditStreams streams = wiring.open(new AuditStreams(audit, leading, writer, clock, random));
            AuditLog log = wiring.open(new AuditLog(audit, writer, clock, random, metrics, streams));
            DumpStore store = wiring.open(DumpStore.open(storage, clock));
            Catalog catalog = wiring.open(new Catalog(databases, store, storage, clock));
            // what takes longest goes on beside the rest
            catalog.start();
            SlackClient client = wiring.open(new SlackClient(slack));
            AnchorTargets targets = wiring.open(AnchorTargets.open(audit.anchor(), audit.retain(), () -> storage));
            Anchoring anchoring =
                    wiring.open(new Anchoring(audit, targets.withChannel(audit.anchor(), client), log, clock, random));
            SlackDirectory directory = wiring.open(new SlackDirectory(client));
            LinkIssuer issuer = new LinkIssuer(access, link, directory, catalog, store, log, clock);
            AuditReader reader = wiring.open(new AuditReader(audit, clock));
            Lookups lookups = wiring.open(new Lookups());
            AuditDesk desk = new AuditDesk(access, directory, log, reader, lookups, clock);
            ChainWatch chain = wiring.open(new ChainWatch(new LogProof(audit, targets.copies(), clock), clock));
            HomeDesk home = new HomeDesk(access, directory, catalog, desk, log, reader, lookups, chain, clock);
            SlackBot bot = wiring.open(
                    new SlackBot(slack, client, new SlackBot.Desks(issuer, desk, home, chain), metrics, random, clock));
            Transport transport = Transport.of(server, slack, bot, metrics, clock);
            Health health = new Health(log, streams, chain, catalog, store, client, transport, link.expiresIn(), clock);
            WebServer management = wiring.open(WebServer.forManagement(
                    server,
                    Map.of("/health/live", health::live, "/health/ready", health::ready, "/metrics", metrics::page)));
            wiring.open(transport);

            metrics.watch(log);
            metrics.watch(streams);
            metrics.watch(catalog, clock);
            metrics.watch(anchoring, clock);
            metrics.watch(chain);
            directory.warmUp(access.groups());
            management.start();
            transport.start();
            log.note(own(EventCode.CONFIGURATION_LOADED, "sha256 " + settings.fingerprint(), random));
            log.note(own(EventCode.STARTED, "", random));
            anchoring.start();
            wiring.open(() -> leave(health, log, random));
            LOG.info("listening for Slack {}, for health and metrics {}", transport.where(), management.where());
            audit.shortness().ifPresent(LOG::warn);
            warnIfUnwritable(log);
            // after the log, which has set up a new database by now
            streams.start();
            chain.start();
            return wiring;
        } catch (RuntimeException e) {
            wiring.close();
            throw e;
        }
    }

    /** It may come back by itself, so this is no reason to stop; but whoever has just started it should know. */
    private static void warnIfUnwritable(AuditLog log) {
        try {
            log.probe();
        } catch (AuditUnavailable e) {
            LOG.error("no link can be given out: {}", e.getMessage());
        }
    }

    /** Not ready first, and a moment for whoever balances load to notice, before requests are turned away. */
    private static void leave(Health health, AuditLog log, SecureRandom random) throws InterruptedException {
        LOG.info("stopping");
        health.stopping();
        log.note(own(EventCode.STOPPED, "", random));
        Thread.sleep(NOTICE_MILLIS);
    }

    private static AuditEvent own(EventCode code, String reason, SecureRandom random) {
        return AuditEvent.of(code, Request.bySystem(RequestId.next(random), "serve"), "", reason);
    }

    /** This very process. */
    static Writer writer() {
        return new Writer(hostName() + ":" + ProcessHandle.current().pid(), Version.current());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("something does not close: {}", e.getMessage());
            }
        }
    }
}
