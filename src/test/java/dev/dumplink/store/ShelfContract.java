package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.ArchivePlan;
import dev.dumplink.archive.ArchiveReader;
import dev.dumplink.archive.ArchiveSink;
import dev.dumplink.archive.ArchiveWriter;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DigestingInput;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.EntryPolicy;
import dev.dumplink.archive.Guard;
import dev.dumplink.archive.Lane;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.PieceDeflater;
import dev.dumplink.archive.Section;
import dev.dumplink.archive.Selection;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.TableBlock;
import dev.dumplink.archive.TableRows;
import dev.dumplink.archive.Toc;
import dev.dumplink.archive.TocEntry;
import dev.dumplink.archive.TocReader;
import dev.dumplink.archive.Written;
import dev.dumplink.demo.SampleDumps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a bucket and a folder promise alike. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ShelfContract {
    static final DatabaseName SHOP = new DatabaseName("shop");
    static final Instant NIGHT = Instant.parse("2026-11-22T01:00:03Z");
    static final byte[] MANIFEST = "{\"format\": 1}".getBytes(StandardCharsets.UTF_8);

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    abstract DumpShelf shelf();

    /** The names of everything that is there, unfinished uploads too, but for the lock's helpers. */
    abstract List<String> everything();

    abstract void putStranger(String name) throws IOException;

    static DumpId night(int number) {
        return new DumpId(SHOP, NIGHT.plus(Duration.ofDays(number)));
    }

    @Test
    void anArchiveIsThereAsAWholeAndPublishedByItsManifest() throws Exception {
        DumpShelf shelf = shelf();
        byte[] all = noise(20_000_000);
        try (ArchiveSink sink = shelf.begin(night(1), 0)) {
            int first = sink.begin(1000);
            assertThat(first).isGreaterThanOrEqualTo(1000);
            for (int from = first; from < all.length; from += 700_001) {
                sink.write(all, from, Math.min(700_001, all.length - from));
            }
            assertThat(shelf.published()).isEmpty();
            sink.complete(Arrays.copyOf(all, first));
        }
        assertThat(shelf.published()).isEmpty();
        try (InputStream in = shelf.open(night(1))) {
            assertThat(in.readAllBytes()).isEqualTo(all);
        }
        shelf.publish(night(1), MANIFEST);
        shelf.publish(night(1), MANIFEST);
        assertThat(shelf.published()).containsExactly(night(1));
        assertThat(everything()).containsExactly("shop_20261123T010003Z.dump", "shop_20261123T010003Z.manifest.json");
        assertThatThrownBy(() -> shelf.publish(night(1), new byte[] {'{', '}'}))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("there is another one already");
        assertThatThrownBy(() -> shelf.begin(night(1), 0)).hasMessageContaining("there is one already");
        assertThatThrownBy(() -> shelf.discard(night(1))).hasMessageContaining("has been published");
        try (InputStream in = shelf.open(night(1))) {
            assertThat(in.readAllBytes()).isEqualTo(all);
        }
    }

    @Test
    void anArchiveIsWrittenAsAStreamAndReadBackAsItWasWritten() throws Exception {
        Toc sample = TocReader.read(new ByteArrayInputStream(SampleDumps.archive("blog")));
        Toc schema = new Toc(
                sample.header(),
                sample.entries().stream()
                        .filter(entry ->
                                entry.section() != Section.DATA && !entry.type().equals("MATERIALIZED VIEW DATA"))
                        .toList());
        Selection.Kept kept = EntryPolicy.select(schema, SHOP).fold(all -> all, refused -> {
            throw new AssertionError(refused.toString());
        });
        List<TableRows> tables = sample.ofType("TABLE DATA")
                .map(entry -> new TableRows(
                        entry.oid(),
                        entry.schema().orElseThrow(),
                        entry.tag(),
                        entry.copy().orElseThrow(),
                        Optional.empty()))
                .toList();
        Toc toc = ArchivePlan.of(kept.entries(), SHOP, NIGHT, "15.20", "dumplink")
                .tables(tables)
                .toc(Guard.of(1));
        byte[] rows = noise(PieceDeflater.LARGEST_PIECE);
        Written written;
        PieceDeflater deflater = new PieceDeflater(1);
        try (ArchiveWriter writer = ArchiveWriter.begin(toc, shelf().begin(night(1), 0), 16 << 20)) {
            for (TocEntry entry : toc.ofType("TABLE DATA").toList()) {
                TableBlock block = writer.table(entry);
                Lane lane = block.lane();
                for (int i = 0; i < 6; i++) {
                    lane.put(lane.admit(), deflater.deflate(rows, 0, rows.length));
                }
                lane.end();
                block.end();
            }
            written = writer.finish();
        }
        try (DigestingInput in = DigestingInput.of(shelf().open(night(1)))) {
            ArchiveReader reader = ArchiveReader.open(in);
            for (TableRows table : tables) {
                ArchiveReader.Block block = reader.next().orElseThrow();
                assertThat(block.entry().tag()).isEqualTo(table.name());
                assertThat(block.content().readNBytes(rows.length)).isEqualTo(rows);
            }
            assertThat(reader.next()).isEmpty();
            Sha256 digest = in.sha256();
            assertThat(in.size()).isEqualTo(written.size());
            Manifest manifest = new Manifest(SHOP, NIGHT, in.size(), digest);
            shelf().publish(night(1), ManifestJson.write(manifest));
        }
        assertThat(shelf().published()).containsExactly(night(1));
    }

    @Test
    void anArchiveOfAFewBytesIsOneToo() throws Exception {
        write(night(1), 10);
        try (InputStream in = shelf().open(night(1))) {
            assertThat(in.readAllBytes()).isEqualTo(noise(10));
        }
    }

    @Test
    void whatIsNotCompletedLeavesNothing() throws Exception {
        try (ArchiveSink sink = shelf().begin(night(1), 0)) {
            sink.begin(1000);
            sink.write(noise(18_000_000), 0, 18_000_000);
        }
        assertThat(everything()).isEmpty();
        write(night(1), 100);
        shelf().discard(night(1));
        assertThat(everything()).isEmpty();
    }

    @Test
    void theNewestStayAndWhatIsNotOursIsNotSeen() throws Exception {
        for (int i = 1; i <= 5; i++) {
            write(night(i), 10 * i);
            shelf().publish(night(i), MANIFEST);
        }
        write(night(9), 10);
        putStranger("shop_eu_20200101T010003Z.manifest.json");
        putStranger("shop_eu_20200101T010003Z.dump");
        putStranger("shop_20200101T010003Z.dump");
        putStranger("shop_20200102T010003Z.manifest.json");
        putStranger("notes.txt");
        List<String> before = everything();
        assertThat(Retention.keepNewest(shelf(), 2)).containsExactly(night(1), night(2), night(3));
        assertThat(shelf().published()).containsExactly(night(4), night(5));
        assertThat(everything()).hasSize(before.size() - 6);
        assertThat(Retention.keepNewest(shelf(), 2)).isEmpty();
        assertThat(Retention.keepNewest(shelf(), 1)).containsExactly(night(4));
        assertThatThrownBy(() -> Retention.keepNewest(shelf(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(shelf().published()).containsExactly(night(5));
    }

    @Test
    void whatKilledWritersLeftIsSweptAndNothingElse() throws Exception {
        putStranger("shop_20200101T010003Z.dump");
        putStranger("shop_20200101T010003Z.other");
        write(night(1), 10);
        write(night(2), 10);
        shelf().publish(night(2), MANIFEST);
        // never closed, as after a kill
        ArchiveSink abandoned = shelf().begin(night(3), 0);
        abandoned.begin(10);
        assertThat(shelf().sweep(Instant.now().minusSeconds(86_400))).isEmpty();
        assertThat(shelf().sweep(Instant.now().plusSeconds(60))).hasSize(2);
        assertThat(everything())
                .containsExactly(
                        "shop_20200101T010003Z.dump",
                        "shop_20200101T010003Z.other",
                        "shop_20261124T010003Z.dump",
                        "shop_20261124T010003Z.manifest.json");
        abandoned.close();
    }

    @Test
    void twoNightsDoNotOverlap() {
        Turn.Mine first = mine(shelf().takeTurn("host one", Duration.ofHours(1)));
        Instant end = now.get().plus(Duration.ofHours(1));
        assertThat(shelf().takeTurn("host two", Duration.ofHours(1))).isEqualTo(new Turn.Taken("host one", end));
        now.set(now.get().plus(Duration.ofMinutes(50)));
        first.renew();
        now.set(now.get().plus(Duration.ofMinutes(50)));
        assertThat(shelf().takeTurn("host two", Duration.ofHours(1))).isInstanceOf(Turn.Taken.class);
        first.close();
        try (Turn.Mine second = mine(shelf().takeTurn("host two", Duration.ofHours(1)))) {
            assertThat(second).isNotSameAs(first);
        }
        assertThat(shelf().published()).isEmpty();
        assertThat(everything()).isEmpty();
    }

    @Test
    void aTurnWhoseOwnerDiedEndsAndIsNotTakenBack() {
        Turn.Mine dead = mine(shelf().takeTurn("host one", Duration.ofHours(1)));
        now.set(now.get().plus(Duration.ofHours(2)));
        Turn.Mine next = mine(shelf().takeTurn("host two", Duration.ofHours(1)));
        assertThatThrownBy(dead::renew).hasMessageContaining("it was lost");
        dead.close();
        next.renew();
        assertThat(shelf().takeTurn("host three", Duration.ofHours(1))).isInstanceOf(Turn.Taken.class);
        next.close();
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsTheTurn() {
        List<Turn> turns = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> shelf().takeTurn("host " + i, Duration.ofHours(1)))
                .toList();
        assertThat(turns.stream().filter(Turn.Mine.class::isInstance)).hasSize(1);
    }

    private static Turn.Mine mine(Turn turn) {
        return turn.fold(mine -> mine, taken -> {
            throw new AssertionError("taken by " + taken.owner());
        });
    }

    void write(DumpId id, int length) throws IOException {
        try (ArchiveSink sink = shelf().begin(id, 0)) {
            byte[] all = noise(length);
            int first = Math.min(length, sink.begin(Math.min(length, 5)));
            sink.write(all, first, length - first);
            sink.complete(Arrays.copyOf(all, first));
        }
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes);
        return out.toByteArray();
    }
}
