package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.ArchiveSeal;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/** Against a real S3 server that checks signatures. */
class DumpFinderTest {
    private static final DatabaseName SHOP = new DatabaseName("shop");
    private static final byte[] ARCHIVE = "PGDMP, or so".getBytes(StandardCharsets.UTF_8);
    private static EmbeddedS3 s3;
    private static DumpStore store;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final DumpFinder finder = new DumpFinder(store, InstantSource.system());
    private String prefix;

    @BeforeAll
    static void open() throws Exception {
        s3 = EmbeddedS3.open();
        store = store(StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())));
        store.renewCredentials();
    }

    private static DumpStore store(AwsCredentialsProvider credentials) {
        StoreSettings settings = new StoreSettings(s3.bucket(), s3.region(), s3.uri(), true, null, null);
        return new DumpStore(settings, InstantSource.system(), () -> credentials);
    }

    @AfterAll
    static void close() {
        store.close();
        s3.close();
    }

    @BeforeEach
    void ownPrefix() {
        prefix = UUID.randomUUID() + "/";
    }

    @Test
    void theTenNewestWithAManifestAreFoundNewestFirst() {
        for (int day = 0; day < 15; day++) {
            put(now.minus(Duration.ofDays(day)));
        }
        List<StoredDump> dumps = newest(true);
        assertThat(dumps).hasSize(10);
        assertThat(dumps.get(0).madeAt()).isEqualTo(now);
        assertThat(dumps.get(9).madeAt()).isEqualTo(now.minus(Duration.ofDays(9)));
        assertThat(dumps.get(0).sha256()).contains(Sha256.of(ARCHIVE));
    }

    @Test
    void dumpsYearsOldAreFoundWhereThereIsNothingNewer() {
        put(now.minus(Duration.ofDays(900)));
        assertThat(newest(true)).hasSize(1);
    }

    @Test
    void whatIsUnfinishedIsNeverSeen() {
        put(now.minus(Duration.ofDays(1)));
        DumpId half = new DumpId(SHOP, now);
        s3.put(half.archiveKey(prefix), ARCHIVE);
        assertThat(newest(true)).hasSize(1);
        assertThat(newest(false)).hasSize(1);
        s3.put(
                new DumpId(SHOP, now.minusSeconds(60)).manifestKey(prefix),
                manifest(now.minusSeconds(60), ARCHIVE.length));
        assertThat(newest(true)).hasSize(1);
    }

    @Test
    void aManifestThatDoesNotFitItsArchiveIsNotBelieved() {
        put(now.minus(Duration.ofDays(2)));
        DumpId shorter = new DumpId(SHOP, now);
        s3.put(shorter.archiveKey(prefix), ARCHIVE);
        s3.put(shorter.manifestKey(prefix), manifest(now, ARCHIVE.length + 1));
        DumpId broken = new DumpId(SHOP, now.minusSeconds(60));
        s3.put(broken.archiveKey(prefix), ARCHIVE);
        s3.put(broken.manifestKey(prefix), "{".getBytes(StandardCharsets.UTF_8));
        DumpId others = new DumpId(SHOP, now.minusSeconds(120));
        s3.put(others.archiveKey(prefix), ARCHIVE);
        s3.put(
                others.manifestKey(prefix),
                ManifestJson.write(new Manifest(new DatabaseName("blog"), now, ARCHIVE.length, Sha256.of(ARCHIVE))));
        assertThat(newest(true)).extracting(StoredDump::madeAt).containsExactly(now.minus(Duration.ofDays(2)));
    }

    @Test
    void aManifestThatIsMendedIsBelievedWithoutARestart() {
        DumpId id = new DumpId(SHOP, now);
        s3.put(id.archiveKey(prefix), ARCHIVE);
        s3.put(id.manifestKey(prefix), manifest(now, ARCHIVE.length + 1));
        assertThat(newest(true)).isEmpty();
        s3.put(id.manifestKey(prefix), manifest(now, ARCHIVE.length));
        assertThat(newest(true)).hasSize(1);
    }

    @Test
    void aClockThatRanAheadElsewhereDoesNotPinTheNewest() {
        put(now.plus(Duration.ofDays(365)));
        put(now.minus(Duration.ofDays(1)));
        assertThat(newest(true)).extracting(StoredDump::madeAt).containsExactly(now.minus(Duration.ofDays(1)));
    }

    @Test
    void aLongerNameIsAnotherDatabase() {
        DumpId other = new DumpId(new DatabaseName("shop_eu"), now);
        s3.put(other.archiveKey(prefix), ARCHIVE);
        s3.put(other.manifestKey(prefix), manifest(now, ARCHIVE.length));
        assertThat(newest(true)).isEmpty();
    }

    @Test
    void otherToolsDumpsCountByTheirAgeWhenTheyAreWanted() throws Exception {
        put(now.minus(Duration.ofDays(1)));
        s3.put(prefix + "zzz-old name.backup", ARCHIVE);
        Thread.sleep(1100);
        s3.put(prefix + "a-newer.sql.gz", ARCHIVE);
        s3.put(prefix + "folder/", new byte[0]);
        s3.put(prefix + "empty.dump", new byte[0]);
        assertThat(newest(true)).hasSize(1);
        assertThat(newest(false))
                .extracting(dump -> dump.key().substring(prefix.length()))
                .containsExactly(
                        "a-newer.sql.gz",
                        "zzz-old name.backup",
                        new DumpId(SHOP, now.minus(Duration.ofDays(1))).archiveKey(""));
    }

    @Test
    void knownDumpsAreNotReadAgainAndTheListingBeginsAtThem() {
        for (int day = 0; day < 12; day++) {
            put(now.minus(Duration.ofDays(day)));
        }
        List<StoredDump> known = newest(true);
        // a digest that no manifest says shows who was asked
        Sha256 remembered = Sha256.of(new byte[] {1});
        known = known.stream()
                .map(dump -> new StoredDump(
                        dump.database(),
                        dump.key(),
                        dump.madeAt(),
                        dump.size(),
                        dump.etag(),
                        Optional.of(remembered),
                        dump.version()))
                .toList();
        put(now.plusSeconds(1));
        List<StoredDump> again =
                finder.newest(new Location(SHOP, prefix, true), known).dumps();
        assertThat(again).hasSize(10);
        assertThat(again.get(0).madeAt()).isEqualTo(now.plusSeconds(1));
        assertThat(again.subList(1, 10)).isEqualTo(known.subList(0, 9));
    }

    @Test
    void aLinkDownloadsUntilItsPromisedEndAndCannotBeBent() throws Exception {
        put(now);
        StoredDump dump = newest(true).get(0);
        SignedUrl signed =
                store.presign(dump, "r-0123456789ab", Duration.ofSeconds(10)).orElseThrow();
        String url = signed.url().toString();
        assertThat(status(url)).isEqualTo(200);
        assertThat(signed.expires())
                .isBetween(Instant.now().plusSeconds(7), Instant.now().plusSeconds(10));
        assertThat(signed.toString()).doesNotContain("X-Amz");
        assertThat(url).contains("x-dumplink-request=r-0123456789ab", "X-Amz-Expires=10", "X-Amz-SignedHeaders=host");
        assertThat(status(url.replace("r-0123456789ab", "r-0123456789ac"))).isEqualTo(403);
        assertThat(status(url.replace("X-Amz-Expires=10", "X-Amz-Expires=99"))).isEqualTo(403);
        assertThat(status(url.replace("shop_", "shop-"))).isEqualTo(403);
        String digest = "x-dumplink-sha256=" + Sha256.of(ARCHIVE).hex();
        assertThat(url).contains(digest);
        assertThat(status(url.replace(digest, digest.replaceFirst(".$", "g")))).isEqualTo(403);
        Thread.sleep(Duration.between(Instant.now(), signed.expires()).toMillis() + 300);
        assertThat(status(url)).isEqualTo(403);
    }

    @Test
    void aLinkIsWhatTheSdksPresignerWouldHaveMade() {
        StoredDump plain = new StoredDump(SHOP, "a b/ü+&=x/shop.dump", now, 1, "e", Optional.empty(), Optional.empty());
        StoredDump versioned = new StoredDump(SHOP, "k", now, 1, "e", Optional.empty(), Optional.of("v/1+2"));
        StoredDump sealed = new StoredDump(
                SHOP,
                "k",
                now,
                1,
                "e",
                Optional.of(Sha256.of(ARCHIVE)),
                Optional.empty(),
                Optional.of(ArchiveSeal.parse("0123456789abcdef." + "Aa-_9".repeat(17) + "Q")),
                OptionalLong.of(1_234_567));
        AwsSessionCredentials session = AwsSessionCredentials.create("AKID", "secret", "token/with+signs==");
        for (URI endpoint : new URI[] {null, s3.uri(), URI.create("https://minio.example.com:9000")}) {
            for (AwsCredentials credentials : List.of(AwsBasicCredentials.create("AK:ID", "secret"), session)) {
                for (StoredDump dump : List.of(plain, versioned, sealed)) {
                    sameAsPresigner(endpoint, credentials, dump);
                }
            }
        }
    }

    /** Both within one second, so that they sign the same time. */
    private static void sameAsPresigner(URI endpoint, AwsCredentials credentials, StoredDump dump) {
        AwsCredentialsProvider provider = StaticCredentialsProvider.create(credentials);
        S3Presigner.Builder builder =
                S3Presigner.builder().region(Region.EU_CENTRAL_1).credentialsProvider(provider);
        try (LinkSigner signer = new LinkSigner(
                "acme.dumps",
                "eu-central-1",
                (endpoint == null ? builder : builder.endpointOverride(endpoint)).build(),
                InstantSource.system())) {
            SignedUrl ours;
            PresignedGetObjectRequest theirs;
            do {
                ours = signer.sign(dump, "r-0123456789ab", Duration.ofMinutes(3), credentials);
                theirs = signer.presign(dump, "r-0123456789ab", Duration.ofMinutes(3));
            } while (!ours.url()
                    .toString()
                    .contains(theirs.httpRequest()
                            .firstMatchingRawQueryParameter("X-Amz-Date")
                            .orElseThrow()));
            assertThat(parts(ours.url().toString()))
                    .isEqualTo(parts(theirs.url().toString()));
        }
    }

    @Test
    void aSignerThatWorkedYesterdayWithOtherCredentialsSignsAsANewOne() {
        StoredDump dump = new StoredDump(SHOP, "k", now, 1, "e", Optional.empty(), Optional.empty());
        AwsCredentials before = AwsBasicCredentials.create("BEFORE", "one");
        AwsCredentials after = AwsSessionCredentials.create("AFTER", "two", "token");
        Instant midnight = Instant.parse("2026-11-22T00:00:00Z");
        AtomicReference<Instant> time = new AtomicReference<>(midnight.minusSeconds(1));
        try (LinkSigner old = signer(time::get);
                LinkSigner fresh = signer(() -> midnight)) {
            URI yesterday = sign(old, dump, before);
            time.set(midnight);
            assertThat(sign(old, dump, before))
                    .isEqualTo(sign(fresh, dump, before))
                    .isNotEqualTo(yesterday);
            assertThat(sign(old, dump, after)).isEqualTo(sign(fresh, dump, after));
            time.set(midnight.minusSeconds(1));
            assertThat(sign(old, dump, before)).isEqualTo(yesterday);
        }
    }

    private static URI sign(LinkSigner signer, StoredDump dump, AwsCredentials credentials) {
        return signer.sign(dump, "r-0123456789ab", Duration.ofMinutes(3), credentials)
                .url();
    }

    private static LinkSigner signer(InstantSource clock) {
        S3Presigner presigner = S3Presigner.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
        return new LinkSigner("acme-dumps", "eu-central-1", presigner, clock);
    }

    /** The order of a query's parameters is not signed. */
    private static Set<String> parts(String url) {
        return Set.of(url.split("[?&]"));
    }

    @Test
    void twoLinksOfOneSecondAreTwoLinks() {
        put(now);
        StoredDump dump = newest(true).get(0);
        assertThat(store.presign(dump, "r-000000000001", Duration.ofMinutes(3))
                        .orElseThrow()
                        .url())
                .isNotEqualTo(store.presign(dump, "r-000000000002", Duration.ofMinutes(3))
                        .orElseThrow()
                        .url());
    }

    @Test
    void credentialsThatEndBeforeTheLinkMakeNoLink() {
        Instant end = Instant.now().plusSeconds(200);
        AwsSessionCredentials ending = AwsSessionCredentials.builder()
                .accessKeyId("a")
                .secretAccessKey("b")
                .sessionToken("c")
                .expirationTime(end)
                .build();
        try (DumpStore other = store(StaticCredentialsProvider.create(ending))) {
            other.renewCredentials();
            StoredDump dump = new StoredDump(SHOP, "k", now, 1, "e", Optional.empty(), Optional.empty());
            assertThat(other.presign(dump, "r", Duration.ofMinutes(3))).isEmpty();
            assertThat(other.canSign(Duration.ofMinutes(3))).isFalse();
            assertThat(other.presign(dump, "r", Duration.ofMinutes(1))).isPresent();
        }
    }

    @Test
    void aStoreThatRefusesIsUnavailableInOneLineWithoutSecrets() {
        try (DumpStore other =
                store(StaticCredentialsProvider.create(AwsBasicCredentials.create("wrong-key", "wrong-secret")))) {
            assertThatThrownBy(() -> new DumpFinder(other, InstantSource.system())
                            .newest(new Location(SHOP, prefix, true), List.of()))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("the store refused, 403 InvalidAccessKeyId")
                    .message()
                    .doesNotContain("wrong-secret", "\n");
        }
    }

    private List<StoredDump> newest(boolean manifestRequired) {
        return finder.newest(new Location(SHOP, prefix, manifestRequired), List.of())
                .dumps();
    }

    private void put(Instant madeAt) {
        DumpId id = new DumpId(SHOP, madeAt);
        s3.put(id.archiveKey(prefix), ARCHIVE);
        s3.put(id.manifestKey(prefix), manifest(madeAt, ARCHIVE.length));
    }

    private static byte[] manifest(Instant madeAt, long size) {
        return ManifestJson.write(new Manifest(SHOP, madeAt, size, Sha256.of(ARCHIVE)));
    }

    private static int status(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Patience.ANSWER)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
