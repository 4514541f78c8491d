package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchoringTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int EVERY = 20;

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Random random = new Random(3);
    private Instant now = NOON;
    private AuditDatabase database;
    private AuditSettings settings;
    private AuditLog log;

    @BeforeEach
    void open() {
        database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        settings = settings(folder.resolve("audit.db"));
        log = SampleLog.open(settings, () -> now);
        opened.add(log);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private static AuditSettings settings(Path file) {
        AnchorSettings anchor = new AnchorSettings(TestKeys.text(1), null, EVERY, null, null, null);
        return new AuditSettings("jdbc:sqlite:" + file, null, null, null, anchor);
    }

    private Anchoring anchoring(List<AnchorPlace> copies, List<Consumer<Anchor>> witnesses) {
        Anchoring anchoring = new Anchoring(settings, new AnchorPlaces(copies, witnesses), log, () -> now, random);
        opened.add(anchoring);
        return anchoring;
    }

    private void write(int rows) {
        for (int i = 0; i < rows; i++) {
            Request request =
                    new Request(RequestId.next(random), Actor.slack("T1", "", "U1"), "/dump", "C1", Optional.empty());
            log.record(AuditEvent.of(EventCode.ANSWERED, request, "list", ""), now.plusSeconds(20))
                    .join();
        }
    }

    /** A row that is waited for takes the notes with it, which would be too late tomorrow. */
    private void tomorrow() {
        write(1);
        now = now.plus(Duration.ofDays(1));
    }

    private void awaitRows(EventCode code, int count) {
        Patience.until(Duration.ofSeconds(5), count + " rows " + code, () -> rows(code) == count);
    }

    private long rows(EventCode code) {
        try {
            return database.count("code = '" + code.code() + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDayAndANumberOfRowsMakeAnAnchorAndNothingElseDoes() {
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        write(3);
        anchoring.tick();
        anchoring.tick();
        assertThat(numbers(file)).containsExactly(1L);
        write(EVERY - 5);
        awaitRows(EventCode.ANCHORED, 1);
        now = now.plus(Duration.ofHours(1));
        anchoring.tick();
        assertThat(numbers(file)).containsExactly(1L);
        write(5);
        anchoring.tick();
        assertThat(numbers(file)).containsExactly(1L, 2L);
        assertThat(anchoring.newest()).contains(now);
        tomorrow();
        anchoring.tick();
        anchoring.tick();
        assertThat(numbers(file)).containsExactly(1L, 2L, 3L);
        assertThat(prove(file).damage()).isEmpty();
    }

    @Test
    void anAnchorsOwnRowDoesNotCallForTheNextOne() {
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        write(1);
        for (int i = 1; i <= 3 * EVERY; i++) {
            anchoring.tick();
        }
        awaitRows(EventCode.ANCHORED, 1);
        anchoring.tick();
        assertThat(numbers(file)).containsExactly(1L);
    }

    /** That nothing happened on a day is proved by two anchors between which there is only the first one's own row. */
    @Test
    void aDayWithoutRowsIsAnchoredToo() {
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        write(1);
        for (int day = 0; day < 4; day++) {
            anchoring.tick();
            awaitRows(EventCode.ANCHORED, day + 1);
            now = now.plus(Duration.ofDays(1));
        }
        List<Anchor> anchors = anchors(file);
        assertThat(anchors).hasSize(4);
        assertThat(anchors.get(3).seq() - anchors.get(2).seq()).isEqualTo(1);
    }

    @Test
    void severalProgramsOnOneDatabaseAnchorOnceAndEachPlaceHoldsAll() {
        AnchorFile one = new AnchorFile(folder.resolve("one.jsonl"));
        AnchorFile two = new AnchorFile(folder.resolve("two.jsonl"));
        Anchoring first = anchoring(List.of(one), List.of());
        Anchoring second = anchoring(List.of(two), List.of());
        for (int day = 0; day < 6; day++) {
            write(1);
            (day % 2 == 0 ? first : second).tick();
            (day % 2 == 0 ? second : first).tick();
            tomorrow();
        }
        second.tick();
        first.tick();
        assertThat(numbers(one)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L).isEqualTo(numbers(two));
        assertThat(prove(one, two).damage()).isEmpty();
    }

    @Test
    void aPlaceThatFailsIsARowOnceAndHasEverythingWhenItIsBack() {
        Flaky flaky = new Flaky(new AnchorFile(folder.resolve("anchors.jsonl")));
        AnchorFile other = new AnchorFile(folder.resolve("other.jsonl"));
        Anchoring anchoring = anchoring(List.of(flaky, other), List.of());
        flaky.down = true;
        for (int day = 0; day < 3; day++) {
            anchoring.tick();
            anchoring.tick();
            tomorrow();
        }
        awaitRows(EventCode.NOT_ANCHORED, 1);
        assertThat(rows(EventCode.ANCHORED)).isZero();
        assertThat(anchoring.newest()).isEmpty();
        assertThat(numbers(other)).containsExactly(1L, 2L, 3L);
        assertThat(numbers(flaky)).isEmpty();
        flaky.down = false;
        anchoring.tick();
        assertThat(numbers(flaky)).containsExactly(1L, 2L, 3L, 4L);
        awaitRows(EventCode.ANCHORED, 1);
        assertThat(anchoring.newest()).contains(now);
        assertThat(rows(EventCode.NOT_ANCHORED)).isEqualTo(1);
    }

    @Test
    void aPlaceThatHangsHoldsNobodyUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        Anchoring anchoring = anchoring(List.of(), List.of(anchor -> {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        anchoring.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        write(50);
        assertThat(rows(EventCode.ANSWERED)).isEqualTo(50);
        assertThat(anchoring.newest()).isEmpty();
        answers.countDown();
        awaitRows(EventCode.ANCHORED, 1);
    }

    @Test
    void aWitnessHearsOfEachOnceAlthoughItWasDeafForAWhile() {
        List<Long> heard = new ArrayList<>();
        boolean[] deaf = {true};
        Anchoring anchoring = anchoring(List.of(), List.of(anchor -> {
            if (deaf[0]) {
                throw new AnchorUnkept("Slack: channel_not_found");
            }
            heard.add(anchor.number());
        }));
        for (int day = 0; day < 4; day++) {
            write(1);
            anchoring.tick();
            deaf[0] = day == 0;
            tomorrow();
        }
        assertThat(heard).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aLogThatDoesNotFollowFromItsAnchorIsNotSigned() throws Exception {
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        write(5);
        anchoring.tick();
        write(5);
        database.execute("DROP TRIGGER audit_event_no_update");
        database.execute("UPDATE audit_event SET command = '/other' WHERE seq = 8");
        now = now.plus(Duration.ofDays(1));
        anchoring.tick();
        assertThat(numbers(file)).containsExactly(1L);
        awaitRows(EventCode.NOT_ANCHORED, 1);
        assertThat(database.rows("SELECT reason_text FROM audit_event WHERE code = 'AN001E'"))
                .containsExactly(List.of("row 8 was altered; run audit verify"));
    }

    @Test
    void aDatabaseThatWasSetBackIsNotContinuedOverTheEvidence() throws Exception {
        Path copy = folder.resolve("copy.db");
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        write(5);
        anchoring.tick();
        database.execute("VACUUM INTO '" + copy + "'");
        now = now.plus(Duration.ofDays(1));
        write(5);
        anchoring.tick();
        List<String> before = file.lines("");
        close();
        opened.clear();
        // the copy of yesterday in place of today's
        settings = settings(copy);
        database = AuditDatabase.sqlite(copy);
        log = SampleLog.open(settings, () -> now);
        opened.add(log);
        Anchoring later = anchoring(List.of(file), List.of());
        later.tick();
        assertThat(file.lines("")).isEqualTo(before);
        awaitRows(EventCode.NOT_ANCHORED, 1);
        assertThat(database.rows("SELECT count(*) FROM audit_anchor")).containsExactly(List.of("1"));
        assertThat(ChainVerifier.prove(settings, List.of(file), now, row -> {}).damage())
                .anyMatch(damage -> damage.startsWith("the database lacks anchor 2 of "));
    }

    /** Tail, record and newest anchor go from under the running bot. */
    @Test
    void aRunningBotSignsNoSecondHistory() throws Exception {
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        write(5);
        anchoring.tick();
        write(EVERY);
        anchoring.tick();
        awaitRows(EventCode.ANCHORED, 2);
        List<String> before = file.lines("");
        assertThat(before).hasSize(2);
        cutBehindTheFirstAnchor();
        for (int day = 0; day < 3; day++) {
            write(2 * EVERY);
            anchoring.tick();
            tomorrow();
        }
        awaitRows(EventCode.NOT_ANCHORED, 1);
        assertThat(rows(EventCode.ANCHORED)).isZero();
        assertThat(file.lines("")).isEqualTo(before);
        assertThat(database.rows("SELECT count(*) FROM audit_anchor")).containsExactly(List.of("1"));
        assertThat(database.rows("SELECT reason_text FROM audit_event WHERE code = 'AN001E'"))
                .containsExactly(List.of(
                        file.name() + " ends with an anchor that the database does not hold; run audit verify"));
    }

    /** The second history may come from a program that does not know the place. */
    @Test
    void whatAnotherProgramSignedAnewIsNotCopiedOverTheEvidence() throws Exception {
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        Anchoring other = anchoring(List.of(), List.of());
        write(5);
        anchoring.tick();
        write(EVERY);
        anchoring.tick();
        awaitRows(EventCode.ANCHORED, 2);
        List<String> before = file.lines("");
        cutBehindTheFirstAnchor();
        write(EVERY);
        other.tick();
        assertThat(database.rows("SELECT count(*) FROM audit_anchor")).containsExactly(List.of("2"));
        anchoring.tick();
        awaitRows(EventCode.NOT_ANCHORED, 1);
        assertThat(file.lines("")).isEqualTo(before);
    }

    @Test
    void evidenceThatTurnsUpWhileAPlaceIsInTroubleIsToldToo() throws Exception {
        Flaky flaky = new Flaky(new AnchorFile(folder.resolve("anchors.jsonl")));
        Anchoring anchoring = anchoring(List.of(flaky), List.of());
        write(5);
        anchoring.tick();
        write(EVERY);
        anchoring.tick();
        flaky.down = true;
        tomorrow();
        anchoring.tick();
        awaitRows(EventCode.NOT_ANCHORED, 1);
        cutBehindTheFirstAnchor();
        tomorrow();
        anchoring.tick();
        tomorrow();
        anchoring.tick();
        awaitRows(EventCode.NOT_ANCHORED, 1);
        assertThat(database.rows("SELECT reason_text FROM audit_event WHERE code = 'AN001E'")
                        .get(0))
                .element(0)
                .asString()
                .contains("does not hold");
    }

    private void cutBehindTheFirstAnchor() throws Exception {
        for (String trigger : List.of("audit_event_no_delete", "audit_anchor_no_delete")) {
            database.execute("DROP TRIGGER " + trigger);
        }
        database.execute("DELETE FROM audit_anchor WHERE number > 1");
        String first = "(SELECT line FROM audit_anchor)";
        database.execute("DELETE FROM audit_event WHERE seq > json_extract(" + first + ", '$.seq')");
        database.execute(
                "UPDATE audit_chain SET seq = (SELECT max(seq) FROM audit_event), hash = (SELECT hash FROM audit_event"
                        + " ORDER BY seq DESC LIMIT 1)");
    }

    @Test
    void aLineBrokenOffByAPowerCutIsWrittenAgain() throws Exception {
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        Anchoring anchoring = anchoring(List.of(file), List.of());
        write(1);
        anchoring.tick();
        now = now.plus(Duration.ofDays(1));
        write(1);
        anchoring.tick();
        List<String> lines = Files.readAllLines(folder.resolve("anchors.jsonl"));
        Path broken = folder.resolve("broken.jsonl");
        Files.writeString(broken, lines.get(0) + "\n" + lines.get(1).substring(0, 200));
        AnchorFile again = new AnchorFile(broken);
        again.keep(Anchor.parse(lines.get(1)).orElseThrow());
        assertThat(numbers(again)).containsExactly(1L, 2L);
        again.keep(Anchor.parse(lines.get(1)).orElseThrow());
        assertThat(numbers(again)).containsExactly(1L, 2L);
        assertThat(prove(again).damage()).isEmpty();
        Files.writeString(broken, "noise\n", StandardOpenOption.APPEND);
        assertThat(prove(again).damage()).containsExactly("line 3 of the anchors in file " + broken + " is no anchor");
    }

    @Test
    void withoutAKeyNothingIsSignedAndVerifySaysWhatThatMeans() {
        settings = new AuditSettings(settings.url(), null, null, null);
        Anchoring anchoring = anchoring(List.of(), List.of());
        write(1);
        anchoring.start();
        assertThat(anchoring.newest()).isEmpty();
        assertThat(prove().notes())
                .containsExactly(
                        "nothing is signed: rows cut off at the end, or a log written wholly anew, would not show");
    }

    private ChainVerifier.Proof prove(AnchorPlace... places) {
        return ChainVerifier.prove(settings, List.of(places), now.plus(Duration.ofDays(2)), row -> {});
    }

    private static List<Anchor> anchors(AnchorPlace place) {
        return place.lines("").stream()
                .map(line -> Anchor.parse(line).orElseThrow())
                .toList();
    }

    private static List<Long> numbers(AnchorPlace place) {
        return anchors(place).stream().map(Anchor::number).toList();
    }

    /** A place that may be away. */
    private static final class Flaky implements AnchorPlace {
        private final AnchorPlace place;
        private boolean down;

        Flaky(AnchorPlace place) {
            this.place = place;
        }

        @Override
        public String name() {
            return "flaky";
        }

        @Override
        public Optional<String> newest(String chain) {
            return place.newest(chain);
        }

        @Override
        public void keep(Anchor anchor) {
            if (down) {
                throw new AnchorUnkept("flaky: no answer");
            }
            place.keep(anchor);
        }

        @Override
        public List<String> lines(String chain) {
            return place.lines(chain);
        }
    }
}
