package dev.dumplink;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.AnchorPlaces;
import dev.dumplink.audit.Anchoring;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditStreams;
import dev.dumplink.audit.StreamSettings;
import dev.dumplink.audit.Writer;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.ChainWatch;
import dev.dumplink.link.DatabaseSettings;
import dev.dumplink.store.DumpStore;
import dev.dumplink.store.Location;
import dev.dumplink.store.StoreSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the metrics page of a running bot holds, without running one: nothing here connects anywhere. */
final class MetricNames {
    private static final Pattern SAMPLE = Pattern.compile("^(dumplink_[a-z_]+)", Pattern.MULTILINE);

    private MetricNames() {}

    static Set<String> all() {
        InstantSource clock = InstantSource.system();
        StoreSettings settings =
                new StoreSettings("acme-dumps", "eu-central-1", URI.create("http://127.0.0.1:1"), true, null, null);
        DatabaseSettings shop = new DatabaseSettings(new Location(new DatabaseName("shop"), "shop/", true), null);
        Metrics metrics = new Metrics();
        try (DumpStore store = DumpStore.open(settings, clock);
                Catalog catalog = new Catalog(List.of(shop), store, settings, clock);
                AuditStreams streams = new AuditStreams(
                        AuditSettings.defaults(),
                        StreamSettings.defaults(),
                        new Writer("test", "0"),
                        clock,
                        new SecureRandom());
                AuditLog log = new AuditLog(
                        AuditSettings.defaults(), new Writer("test", "0"), clock, new SecureRandom(), metrics);
                Anchoring anchoring = new Anchoring(
                        AuditSettings.defaults(),
                        new AnchorPlaces(List.of(), List.of()),
                        log,
                        clock,
                        new SecureRandom());
                ChainWatch chain = new ChainWatch(new LogProof(AuditSettings.defaults(), List.of(), clock), clock)) {
            metrics.watch(log);
            metrics.watch(streams);
            metrics.watch(catalog, clock);
            metrics.watch(anchoring, clock);
            metrics.watch(chain);
            metrics.rejected("size");
            return SAMPLE.matcher(metrics.page().body())
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
