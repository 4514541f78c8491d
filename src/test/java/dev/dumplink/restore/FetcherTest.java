package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dumplink.archive.ArchiveSeal;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.ManifestKey;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.TestKeys;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.store.DumpFinder;
import dev.dumplink.store.DumpStore;
import dev.dumplink.store.Location;
import dev.dumplink.store.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real S3 server that checks signatures, over connections that break. */
class FetcherTest {
    private static final DatabaseName SHOP = new DatabaseName("shop");
    private static final ManifestKey KEY = ManifestKey.parse(TestKeys.text(1));
    private static EmbeddedS3 s3;
    private static FaultProxy proxy;
    private static DumpStore store;

    @TempDir
    private Path folder;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final String prefix = UUID.randomUUID() + "/";
    private final List<Long> told = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        s3 = EmbeddedS3.open();
        proxy = FaultProxy.to("127.0.0.1", s3.uri().getPort());
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
        store = DumpStore.open(settings(), InstantSource.system());
        store.renewCredentials();
    }

    @AfterAll
    static void close() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        store.close();
        proxy.close();
        s3.close();
    }

    @BeforeEach
    void noFault() {
        proxy.pass();
    }

    private static StoreSettings settings() {
        URI address = URI.create("http://127.0.0.1:" + proxy.port());
        return new StoreSettings(s3.bucket(), s3.region(), address, true, null, null);
    }

    private Fetcher fetcher(Duration pause) {
        return new Fetcher(
                folder.resolve("cache"),
                Optional.of(settings()),
                Map.of(SHOP, new Location(SHOP, prefix, true)),
                InstantSource.system(),
                pause);
    }

    private Fetched fetch(String source) {
        return fetch(source, Duration.ofMillis(1));
    }

    private Fetched fetch(String source, Duration pause) {
        told.clear();
        return fetcher(pause).fetch(Wanted.parse(source, List.of(SHOP)), (bytes, total) -> told.add(bytes));
    }

    private byte[] put(Instant madeAt, int size) {
        byte[] archive = new byte[size];
        new Random(madeAt.getEpochSecond() + size).nextBytes(archive);
        DumpId id = new DumpId(SHOP, madeAt);
        s3.put(id.archiveKey(prefix), archive);
        s3.put(id.manifestKey(prefix), ManifestJson.write(new Manifest(SHOP, madeAt, size, Sha256.of(archive)), KEY));
        return archive;
    }

    private String link(Duration life) {
        StoredDump dump = new DumpFinder(store, InstantSource.system())
                .newest(new Location(SHOP, prefix, true), List.of())
                .dumps()
                .get(0);
        return store.presign(dump, "r-0123456789ab", life).orElseThrow().url().toString();
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }

    @Test
    void aLinkIsFetchedWithWhatItPromises() throws Exception {
        byte[] archive = put(now, 700_000);
        Fetched fetched = fetch("<" + link(Duration.ofMinutes(1)) + "|Download>");
        assertThat(fetched.archive()).hasBinaryContent(archive);
        assertThat(fetched.temporary()).isTrue();
        assertThat(fetched.madeAt()).contains(now);
        assertThat(fetched.manifest()).isEmpty();
        Fetched.Promise promise = fetched.promise().orElseThrow();
        assertThat(promise.sha256()).contains(Sha256.of(archive));
        assertThat(promise.size()).isEqualTo(archive.length);
        assertThat(ArchiveSeal.parse(promise.seal().orElseThrow())
                        .check(new ArchiveSeal.Claims(SHOP, now, archive.length, Sha256.of(archive)), KEY.own()))
                .isEqualTo(dev.dumplink.archive.ManifestSignature.VALID);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fetched.archive())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cache"))))
                .isEqualTo("rwx------");
        assertThat(told).isSorted().endsWith(700_000L);
        assertThat(fetched.toString()).doesNotContain("X-Amz-Signature");
    }

    @ParameterizedTest
    @CsvSource({
        "x-dumplink-rows=0, 0",
        "x-dumplink-rows=9600000&X-Amz-Date=20261127T090000Z, 9600000",
        "x-dumplink-rows=, ",
        "x-dumplink-rows=-1, ",
        "x-dumplink-rows=1e9, ",
        "x-dumplink-rows=9999999999999999999, ",
        "y=x-dumplink-rows=1, ",
    })
    void aLinkTellsANumberOfRowsOrNone(String query, Long rows) {
        assertThat(LinkQuery.of(URI.create("https://s3.example.com/shop.dump?" + query))
                        .promise(1)
                        .rows())
                .isEqualTo(rows == null ? OptionalLong.empty() : OptionalLong.of(rows));
    }

    @Test
    void whatIsThereAlreadyIsNotFetchedAgain() {
        byte[] archive = put(now, 400_000);
        fetch(link(Duration.ofMinutes(1)));
        assertThat(fetch(link(Duration.ofMinutes(1))).archive()).hasBinaryContent(archive);
        assertThat(told).containsExactly(400_000L);
    }

    @Test
    void aDownloadGoesOnHoweverOftenTheConnectionBreaks() {
        byte[] archive = put(now, 900_000);
        String link = link(Duration.ofMinutes(1));
        int before = proxy.accepted();
        proxy.cutAfter(150_000);
        assertThat(fetch(link).archive()).hasBinaryContent(archive);
        assertThat(proxy.accepted() - before).isBetween(6, 9);
        assertThat(told).isSorted();
    }

    @Test
    void aStoreThatIsAwayForGoodEndsTheDownloadAndWhatIsThereIsKept() throws Exception {
        byte[] archive = put(now, 900_000);
        String link = link(Duration.ofMinutes(1));
        Fetcher fetcher = fetcher(Duration.ofMillis(1));
        proxy.cutAfter(200_000);
        assertThatThrownBy(() -> fetcher.fetch(Wanted.parse(link, List.of()), (bytes, total) -> proxy.reset()))
                .isInstanceOf(FetchFailed.class)
                .hasMessageMatching(
                        "127.0.0.1 cannot be reached, or breaks off again and again at byte \\d+ \\(\\w+\\);"
                                + " what was fetched so far is kept");
        long kept = Files.size(cached().get(0));
        assertThat(kept).isPositive().isLessThan(archive.length);
        proxy.pass();
        assertThat(fetch(link).archive()).hasBinaryContent(archive);
        assertThat(told.get(0)).isGreaterThanOrEqualTo(kept);
    }

    @Test
    void aLinkThatEndsOnTheWayIsGoneOnWithByANewOne() throws Exception {
        byte[] archive = put(now, 900_000);
        String ending = link(Duration.ofSeconds(4));
        proxy.cutAfter(300_000);
        assertThatThrownBy(() -> fetch(ending, Duration.ofMillis(5100)))
                .isInstanceOf(FetchFailed.class)
                .hasMessage("the link has ended; ask Slack for a new one, what was fetched so far is kept");
        proxy.pass();
        long kept = Files.size(cached().get(0));
        assertThat(kept).isGreaterThan(290_000);
        assertThat(fetch(link(Duration.ofMinutes(1))).archive()).hasBinaryContent(archive);
        assertThat(told.get(0)).isGreaterThanOrEqualTo(kept);
        assertThat(cached()).hasSize(1);
    }

    @Test
    void aPartOfAnotherObjectIsThrownAway() throws Exception {
        put(now, 900_000);
        proxy.cutAfter(300_000);
        String link = link(Duration.ofMinutes(1));
        assertThatThrownBy(() -> fetcher(Duration.ofMillis(1))
                        .fetch(Wanted.parse(link, List.of()), (bytes, total) -> proxy.reset()))
                .isInstanceOf(FetchFailed.class);
        proxy.pass();
        for (int size : new int[] {800_000, 100_000}) {
            byte[] other = put(now, size);
            assertThat(fetch(link(Duration.ofMinutes(1))).archive()).hasBinaryContent(other);
            assertThat(cached()).hasSize(1);
        }
    }

    @Test
    void aLinkThatIsNoGoodIsSaidSoInOneLine() {
        put(now, 1000);
        String link = link(Duration.ofMinutes(1));
        assertThatThrownBy(() -> fetch(link.replace("r-0123456789ab", "r-0123456789ac")))
                .isInstanceOf(FetchFailed.class)
                .hasMessage(
                        "the store does not accept this link (SignatureDoesNotMatch): if it was copied as a whole it has"
                                + " ended or was altered; ask Slack for a new one");
        s3.delete(new DumpId(SHOP, now).archiveKey(prefix));
        assertThatThrownBy(() -> fetch(link)).hasMessageStartingWith("the dump behind this link is there no more");
    }

    @Test
    void oneDumpIsFetchedByOneRestoreAtATime() throws Exception {
        put(now, 1000);
        Path file = fetch(link(Duration.ofMinutes(1))).archive();
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> fetch(link(Duration.ofMinutes(1))))
                    .hasMessageStartingWith("another restore is fetching the same dump");
        }
    }

    @Test
    void aNameBringsItsLatestDumpAndATimeTheNewestOfThatTime() {
        Instant yesterday = now.minus(Duration.ofDays(1));
        byte[] older = put(yesterday, 300_000);
        byte[] latest = put(now, 300_001);
        proxy.cutAfter(120_000);
        Fetched fetched = fetch("shop");
        assertThat(fetched.archive()).hasBinaryContent(latest);
        assertThat(fetched.wanted()).contains(SHOP);
        assertThat(ManifestJson.read(fetched.manifest().orElseThrow()).madeAt()).isEqualTo(now);
        assertThat(fetch("shop@" + yesterday).archive()).hasBinaryContent(older);
        assertThatThrownBy(() -> fetch("shop@2020-01-01"))
                .hasMessage("there is no dump of shop@2020-01-01; the latest is shop@" + now);
    }

    @Test
    void whereNothingIsThereOrConfiguredItIsSaid() {
        assertThatThrownBy(() -> fetch("shop"))
                .hasMessage("there is no dump of shop yet: dumplink dump shop makes one");
        Fetcher bare = new Fetcher(folder, Optional.empty(), Map.of(), InstantSource.system());
        assertThatThrownBy(() -> bare.fetch(new Wanted.Stored(SHOP, Optional.empty()), FetchProgress.NONE))
                .hasMessageStartingWith("storage.bucket is not configured here");
    }

    @Test
    void aFileStaysWhereItIsAndItsManifestIsTakenFromBesideIt() throws Exception {
        Path archive = Files.write(folder.resolve("shop_20261122T010003Z.dump"), new byte[] {1});
        assertThat(fetch(archive.toString()).manifest()).isEmpty();
        Files.write(folder.resolve("shop_20261122T010003Z.manifest.json"), new byte[] {2});
        Fetched fetched = fetch(archive.toString());
        assertThat(fetched.archive()).isEqualTo(archive);
        assertThat(fetched.temporary()).isFalse();
        assertThat(fetched.madeAt()).contains(Instant.parse("2026-11-22T01:00:03Z"));
        assertThat(fetched.manifest()).contains(new byte[] {2});
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void aSymbolicLinkInTheCacheIsNotWrittenThrough() throws Exception {
        put(now, 1000);
        Path file = fetch(link(Duration.ofMinutes(1))).archive();
        Path precious = Files.writeString(folder.resolve("precious"), "kept");
        Files.delete(file);
        Files.createSymbolicLink(file, precious);
        assertThatThrownBy(() -> fetch(link(Duration.ofMinutes(1)))).isInstanceOf(FetchFailed.class);
        assertThat(precious).hasContent("kept");
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void whatLiesInTheCacheForAWeekGoes() throws Exception {
        put(now, 1000);
        Path file = fetch(link(Duration.ofMinutes(1))).archive();
        Path other = Files.writeString(folder.resolve("cache/notes.txt"), "mine");
        Instant before = now.minus(Duration.ofDays(8));
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(before));
        Files.setLastModifiedTime(other, java.nio.file.attribute.FileTime.from(before));
        Cache.open(folder.resolve("cache"), now);
        assertThat(cached()).containsExactly(other);
    }

    @Test
    void aServerThatIsNoStoreGetsNoTrust() throws Exception {
        try (HttpStub stub = new HttpStub()) {
            stub.answers(exchange -> {
                exchange.getResponseHeaders().add("ETag", "\"a\"");
                exchange.getResponseHeaders().add("Content-Length", "1152921504606846976");
                exchange.sendResponseHeaders(200, 1L << 60);
            });
            assertThatThrownBy(() -> fetch(stub.link()))
                    .hasMessageMatching(
                            "1,099,511,627,776 MB more must be fetched, and .* has room for [\\d,]+ MB: .*");
            stub.answers(exchange -> exchange.sendResponseHeaders(200, 0));
            assertThatThrownBy(() -> fetch(stub.link())).hasMessageContaining("does not say how long the dump is");
            stub.answers(exchange -> {
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/secret");
                exchange.sendResponseHeaders(302, -1);
            });
            assertThatThrownBy(() -> fetch(stub.link())).hasMessageContaining("sends us elsewhere");
            stub.answers(exchange -> exchange.sendResponseHeaders(418, -1));
            assertThatThrownBy(() -> fetch(stub.link())).hasMessageContaining("answers 418");
            stub.answers(exchange -> exchange.sendResponseHeaders(503, -1));
            assertThatThrownBy(() -> fetch(stub.link())).hasMessageContaining("cannot be reached");
            assertThat(stub.asked()).isGreaterThan(8);
        }
    }

    @Test
    void aServerWithoutRangesIsAskedForEverythingAgain() throws Exception {
        byte[] archive = new byte[600_000];
        new Random(7).nextBytes(archive);
        try (HttpStub stub = new HttpStub()) {
            stub.answers(exchange -> {
                exchange.getResponseHeaders().add("ETag", "\"a\"");
                exchange.sendResponseHeaders(200, archive.length);
                exchange.getResponseBody().write(archive, 0, stub.asked() < 3 ? 400_000 : archive.length);
                exchange.getResponseBody().flush();
            });
            assertThat(fetch(stub.link()).archive()).hasBinaryContent(archive);
            assertThat(stub.asked()).isEqualTo(3);
        }
    }

    /** A web server that answers as a test wants. */
    private static final class HttpStub implements AutoCloseable {
        private final HttpServer server;
        private volatile Answer answer;
        private volatile int asked;

        interface Answer {
            void to(HttpExchange exchange) throws IOException;
        }

        HttpStub() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                asked++;
                answer.to(exchange);
                exchange.close();
            });
            server.start();
        }

        void answers(Answer wanted) {
            answer = wanted;
        }

        int asked() {
            return asked;
        }

        String link() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/shop.dump?X-Amz-Signature=5ec4e7";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
