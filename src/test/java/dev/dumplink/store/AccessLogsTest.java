package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.AccessLogEntry;
import dev.dumplink.demo.EmbeddedS3;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static EmbeddedS3 s3;

    @TempDir
    Path folder;

    private final List<AccessLogLine> seen = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        s3 = EmbeddedS3.open();
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
    }

    @AfterAll
    static void close() {
        s3.close();
    }

    private static String listings(int first, int count) {
        AccessLogEntry[] entries = new AccessLogEntry[count];
        for (int i = 0; i < count; i++) {
            entries[i] = AccessLogEntry.listing(NOON.plusSeconds(first + i));
        }
        return AccessLogEntry.file(entries);
    }

    @Test
    void aFolderIsReadWithAllThatIsBelowIt() throws Exception {
        Files.writeString(folder.resolve("2026-11-22-13-00-00-A"), listings(0, 3));
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/2026-11-22-14-00-00-B"), "nonsense\n\n" + listings(3, 2));
        assertThat(read(folder.toString(), NOON)).isEqualTo(new AccessLogs.Reading(2, 6, 1));
        assertThat(seen).hasSize(5);
    }

    @Test
    void aBucketIsReadUnderThePrefixOnly() {
        s3.put("logs/2026-11-22-13-00-00-A", listings(0, 2).getBytes(StandardCharsets.UTF_8));
        s3.put("logs/2026-11-22-13-00-00-B", listings(2, 2).getBytes(StandardCharsets.UTF_8));
        s3.put("logs/2026-11-22-13-00-00-C", new byte[0]);
        s3.put("other/2026-11-22-13-00-00-D", listings(4, 2).getBytes(StandardCharsets.UTF_8));
        assertThat(read("s3://" + s3.bucket() + "/logs/", NOON)).isEqualTo(new AccessLogs.Reading(2, 4, 0));
        assertThat(seen).hasSize(4);
    }

    @Test
    void whatWasStoredBeforeIsNotFetched() {
        s3.put("old/2026-11-22-13-00-00-A", listings(0, 2).getBytes(StandardCharsets.UTF_8));
        assertThat(read("s3://" + s3.bucket() + "/old/", Instant.now().plus(Duration.ofHours(1))))
                .isEqualTo(AccessLogs.Reading.NOTHING);
    }

    /** Calls to the store are limited to five seconds; reading what they return must not be. */
    @Test
    void whatTakesLongToReadIsReadToItsEnd() {
        s3.put("slow/2026-11-22-13-00-00-A", listings(0, 5000).getBytes(StandardCharsets.UTF_8));
        StoreSettings settings = new StoreSettings(s3.bucket(), s3.region(), s3.uri(), true, null, null);
        long begun = System.nanoTime();
        try (AccessLogs logs = AccessLogs.at("s3://" + s3.bucket() + "/slow/", settings)) {
            AccessLogs.Reading reading = logs.read(NOON, line -> {
                if (seen.size() % 500 == 0) {
                    pause();
                }
                seen.add(line);
            });
            assertThat(reading.lines()).isEqualTo(5000);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(DumpStore.CALL_LIMIT);
    }

    private static void pause() {
        try {
            Thread.sleep(600);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void logsThatAreNotThereAreAFailureInOneLine() {
        assertThatThrownBy(() -> read(folder.resolve("none").toString(), NOON))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("none: it cannot be read");
        assertThatThrownBy(() -> read("s3://no-such-bucket/logs", NOON))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("NoSuchBucket");
        assertThatThrownBy(() -> read("s3:///logs", NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s3://bucket/prefix");
    }

    @Test
    void aFileWithoutLineEndsDoesNotFillTheMemory() throws Exception {
        long size = 300L << 20;
        InputStream endless = new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int count = (int) Math.min(left, length);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        assertThat(AccessLogs.Reading.of(endless, seen::add)).isEqualTo(new AccessLogs.Reading(1, 1, 1));
    }

    @Test
    void linesAreCutWhereTheyEnd() throws Exception {
        String longest = "y".repeat(Lines.LONGEST + 10);
        Lines lines =
                new Lines(new ByteArrayInputStream(("a\r\n\n" + longest + "\nend").getBytes(StandardCharsets.UTF_8)));
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            read.add(lines.line());
        }
        assertThat(read).containsExactly("a", "", longest.substring(0, Lines.LONGEST), "end");
    }

    private AccessLogs.Reading read(String place, Instant since) {
        StoreSettings settings = new StoreSettings(s3.bucket(), s3.region(), s3.uri(), true, null, null);
        try (AccessLogs logs = AccessLogs.at(place, settings)) {
            return logs.read(since, seen::add);
        }
    }
}
