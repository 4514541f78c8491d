package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.demo.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AuditStreamOnPostgresqlIT extends AuditStreamContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
    }

    @Test
    void whenTheDatabaseComesBackTheStreamGoesOn() throws Exception {
        try (FaultProxy way = FaultProxy.to("127.0.0.1", postgres.port())) {
            AuditStream stream = streamThrough(way.port());
            write(5);
            awaitRows(5);
            for (Runnable fault : List.<Runnable>of(way::reset, way::blackhole)) {
                int before = receiver().rows().size();
                fault.run();
                Patience.until(Duration.ofSeconds(20), "trouble", () -> stream.trouble()
                        .isPresent());
                assertThat(stream.trouble().get()).containsAnyOf("at audit.url (SQLState 08", "the audit database ");
                write(5);
                way.pass();
                awaitRows(before + 5);
                Patience.until(Duration.ofSeconds(20), "no trouble", () -> stream.trouble()
                        .isEmpty());
            }
            assertThat(receiver().seqs().stream().distinct()).containsExactlyElementsOf(upTo(15));
        }
    }

    @Override
    AuditDatabase database() throws Exception {
        return AuditDatabase.postgresql(postgres, "stream" + NUMBER.incrementAndGet());
    }
}
