package dev.dumplink;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.Anchoring;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditStream;
import dev.dumplink.audit.AuditStreams;
import dev.dumplink.audit.EventCode;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.ChainWatch;
import dev.dumplink.slack.Page;
import dev.dumplink.slack.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** What Prometheus may know: counts and ages, never a person, a key or a link. */
final class Metrics implements Telemetry, Consumer<EventCode> {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer requests = Timer.builder("dumplink.request.duration")
            .description("From a verified request to its answer")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    private final Map<EventCode, Counter> rows = new EnumMap<>(EventCode.class);

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        for (EventCode code : EventCode.values()) {
            rows.put(code, registry.counter("dumplink.audit.rows", "code", code.code(), "decision", code.decision()));
        }
    }

    void watch(AuditLog log) {
        FunctionCounter.builder("dumplink.audit.write.failures", log, AuditLog::failed)
                .description("Rows that could not be made durable; nothing was given out for them")
                .register(registry);
    }

    void watch(AuditStreams streams) {
        for (AuditStream stream : streams.all()) {
            Tags name = Tags.of("stream", stream.name());
            Gauge.builder("dumplink.audit.stream.lag.rows", stream, AuditStream::rowsBehind)
                    .tags(name)
                    .description("Rows of the log that have not arrived yet")
                    .register(registry);
            Gauge.builder(
                            "dumplink.audit.stream.lag.seconds",
                            stream,
                            each -> each.behind().toMillis() / 1000.0)
                    .tags(name)
                    .description("Age of the oldest of them")
                    .register(registry);
            FunctionCounter.builder("dumplink.audit.stream.failures", stream, AuditStream::failures)
                    .tags(name)
                    .description("Deliveries that failed and were tried again")
                    .register(registry);
        }
    }

    void watch(Catalog catalog, InstantSource clock) {
        Gauge.builder(
                        "dumplink.clock.skew.seconds",
                        catalog,
                        each -> each.skew().toMillis() / 1000.0)
                .register(registry);
        for (DatabaseName name : catalog.names()) {
            Gauge.builder("dumplink.dump.age.seconds", catalog, each -> age(each, name, clock))
                    .tags(Tags.of("database", name.value()))
                    .description("Age of the newest dump; NaN while there is none or it cannot be seen")
                    .register(registry);
        }
    }

    void watch(Anchoring anchoring, InstantSource clock) {
        Gauge.builder("dumplink.audit.anchor.age.seconds", anchoring, each -> age(each, clock))
                .description("Age of the newest anchor that is wherever it should be; NaN while there is none")
                .register(registry);
    }

    void watch(ChainWatch chain) {
        Gauge.builder("dumplink.audit.damaged", chain, Metrics::damaged)
                .description("1 if the log was found damaged when last looked at, 0 if not; NaN while that is unknown")
                .register(registry);
    }

    private static double damaged(ChainWatch chain) {
        return chain.last()
                .filter(seen -> seen.proof().isPresent())
                .map(seen -> seen.damage().isPresent() ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }

    private static double age(Anchoring anchoring, InstantSource clock) {
        return anchoring
                .newest()
                .map(time -> (double) Duration.between(time, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    private static double age(Catalog catalog, DatabaseName name, InstantSource clock) {
        return catalog.stock(name)
                .filter(stock -> !stock.dumps().isEmpty())
                .map(stock -> (double) Duration.between(stock.dumps().get(0).madeAt(), clock.instant())
                        .toSeconds())
                .orElse(Double.NaN);
    }

    @Override
    public void rejected(String reason) {
        registry.counter("dumplink.requests.rejected", "reason", reason).increment();
    }

    @Override
    public void answered(Duration took) {
        requests.record(took);
    }

    /** A row was made durable. */
    @Override
    public void accept(EventCode code) {
        rows.get(code).increment();
    }

    Page page() {
        return new Page(200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }
}
