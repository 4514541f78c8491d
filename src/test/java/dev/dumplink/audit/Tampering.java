package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who owns the database might do to the log, and that each of it is found at the right row. */
abstract class Tampering {
    private static final int SMALL = 6;
    private static final int BIG = 10_000;
    private static final int TRIALS = Integer.getInteger("dumplink.tamperings", 30);
    private static final List<String> COLUMNS =
            Stream.concat(Row.COLUMNS.stream(), Stream.of("hash")).toList();

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("dumplink.seed", 20261122));
    private AuditDatabase database;
    private AuditSettings settings;
    private AnchorFile file;
    private Connection owner;

    /** An empty database, new for each test. */
    abstract AuditDatabase database(Path folder) throws Exception;

    /** Statements after which the database lets its owner do anything. */
    abstract List<String> disarming();

    @BeforeEach
    void open() throws Exception {
        database = database(folder);
        settings = settings(TestKeys.text(1));
        file = new AnchorFile(folder.resolve("anchors.jsonl"));
    }

    @AfterEach
    void close() throws Exception {
        if (owner != null) {
            owner.close();
        }
    }

    private AuditSettings settings(String key, String... publicKeys) {
        AnchorSettings anchor = new AnchorSettings(key, List.of(publicKeys), 1000, null, null, null);
        return new AuditSettings(database.url(), null, null, null, anchor);
    }

    /** Rows and then an anchor, several times. */
    private void write(int anchors, int rowsEach) throws Exception {
        Instant now = SampleLog.START;
        for (int i = 0; i < anchors; i++) {
            new SampleLog(settings, now, Duration.ofMillis(10)).add(rowsEach);
            now = now.plus(Duration.ofDays(1));
            anchor(now);
        }
        disarm();
    }

    private void anchor(Instant now) throws Exception {
        try (Session session = Session.open(settings)) {
            AnchorMaker maker = new AnchorMaker(settings.anchor().signer().orElseThrow(), settings.anchor());
            file.keep(maker.makeIfDue(session, now).orElseThrow());
        }
    }

    private void disarm() throws SQLException {
        owner = database.connect();
        try (Statement statement = owner.createStatement()) {
            for (String sql : disarming()) {
                statement.execute(sql);
            }
        }
    }

    private List<String> damage() {
        return proof(file).damage();
    }

    private void requireDamage(long first, long sound, String what) {
        ChainVerifier.Proof proof = proof(file);
        assertThat(proof.damage()).as(what).isNotEmpty();
        assertThat(proof.damage().get(0)).as(what).matches("row " + first + "[ ,].*");
        assertThat(proof.rows()).as("sound rows, %s", what).isEqualTo(sound);
        assertThat(proof.last()).as("the last sound row, %s", what).isEqualTo(sound);
    }

    /** Looking changes nothing. */
    private void requireDamageTwice(long first, long sound, String what) {
        requireDamage(first, sound, what);
        requireDamage(first, sound, what + ", the second time");
    }

    private ChainVerifier.Proof proof(AnchorPlace... places) {
        return ChainVerifier.prove(settings, List.of(places), SampleLog.START.plus(Duration.ofDays(400)), row -> {});
    }

    private void requireSound(long rows) {
        assertThat(proof(file)).satisfies(proof -> {
            assertThat(proof.damage()).isEmpty();
            assertThat(proof.rows()).isEqualTo(rows);
        });
    }

    private int execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private List<Object> row(long seq) throws SQLException {
        try (PreparedStatement query =
                owner.prepareStatement("SELECT " + String.join(", ", COLUMNS) + " FROM audit_event WHERE seq = ?")) {
            query.setLong(1, seq);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                List<Object> values = new ArrayList<>();
                for (String column : COLUMNS) {
                    Object value = Row.isNumber(column) ? (Object) result.getLong(column) : result.getString(column);
                    values.add(result.wasNull() ? null : value);
                }
                return values;
            }
        }
    }

    private void insert(List<Object> row) throws SQLException {
        execute(
                "INSERT INTO audit_event (" + String.join(", ", COLUMNS) + ") VALUES ("
                        + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")",
                row.toArray());
    }

    private void delete(long seq) throws SQLException {
        assertThat(execute("DELETE FROM audit_event WHERE seq = ?", seq)).isEqualTo(1);
    }

    private void set(long seq, String column, Object value) throws SQLException {
        assertThat(execute("UPDATE audit_event SET " + column + " = ? WHERE seq = ?", value, seq))
                .isEqualTo(1);
    }

    /** Other values for a cell: something else, nothing, empty. A number has fewer. */
    private static List<Object> others(Object value, String column) {
        List<Object> others = new ArrayList<>();
        if (Row.isNumber(column)) {
            others.add(value == null ? 1L : (Long) value + 100_000);
        } else {
            others.add(value == null ? "x" : value + "x");
            others.add("");
        }
        others.add(null);
        others.removeIf(other -> other == null ? value == null : other.equals(value));
        return others;
    }

    private boolean allowed(long seq, String column, Object value) throws SQLException {
        try {
            set(seq, column, value);
            return true;
        } catch (SQLException e) {
            // a column that must not be null is not
            return false;
        }
    }

    @Test
    void anUntouchedLogIsSound() throws Exception {
        write(3, 40);
        requireSound(120);
        assertThat(proof(file).newest().orElseThrow().seq()).isEqualTo(120);
        assertThat(proof(file).notes()).isEmpty();
    }

    @Test
    void everyChangeOfEveryColumnOfEveryRowIsFoundAtItsRow() throws Exception {
        write(1, SMALL);
        int changes = 0;
        for (long seq = 1; seq <= SMALL; seq++) {
            List<Object> row = row(seq);
            for (String column : COLUMNS) {
                Object value = row.get(COLUMNS.indexOf(column));
                for (Object other : others(value, column)) {
                    if (allowed(seq, column, other)) {
                        assertThat(damage().get(0))
                                .as("row %d, %s from %s to %s", seq, column, value, other)
                                .startsWith("row " + seq + " ");
                        set(column.equals("seq") ? (Long) other : seq, column, value);
                        changes++;
                    }
                }
            }
        }
        assertThat(changes).isGreaterThan(SMALL * 40);
        requireSound(SMALL);
    }

    /** Edits of each column, deletions, insertions and swaps at random places, each undone again; then tails are cut off. */
    @Test
    void whateverIsDoneAnywhereInALongLogIsFoundAtItsRow() throws Exception {
        write(10, BIG / 10);
        for (int trial = 0; trial < Math.max(COLUMNS.size(), TRIALS / 2); trial++) {
            edit(1 + random.nextInt(BIG), COLUMNS.get(trial % COLUMNS.size()));
        }
        for (int trial = 0; trial < TRIALS / 5; trial++) {
            deletion(1 + random.nextInt(BIG));
            insertion(2 + random.nextInt(BIG - 1));
            swapping(1 + random.nextInt(BIG), 1 + random.nextInt(BIG));
        }
        requireSound(BIG);
        long kept = BIG;
        for (int trial = 0; trial < TRIALS / 5; trial++) {
            kept -= 1 + random.nextInt(BIG / TRIALS);
            cut(kept);
            requireDamage(kept + 1, kept / (BIG / 10) * (BIG / 10), "cut behind row " + kept);
        }
    }

    private void edit(long seq, String column) throws SQLException {
        Object value = row(seq).get(COLUMNS.indexOf(column));
        Object other = others(value, column).get(0);
        set(seq, column, other);
        requireDamage(seq, seq - 1, "row " + seq + ", " + column);
        set(column.equals("seq") ? (Long) other : seq, column, value);
    }

    private void deletion(long seq) throws SQLException {
        List<Object> row = row(seq);
        delete(seq);
        requireDamage(seq, seq - 1, "without row " + seq);
        insert(row);
    }

    /** The rows from there on are moved up, as if it had always been there. */
    private void insertion(long seq) throws SQLException {
        List<Object> row = row(seq - 1);
        row.set(COLUMNS.indexOf("seq"), seq);
        row.set(COLUMNS.indexOf("event_id"), "0");
        row.set(COLUMNS.indexOf("idempotency_key"), null);
        move("seq >= " + seq, BIG, 1);
        insert(row);
        requireDamage(seq, seq - 1, "one more row " + seq);
        delete(seq);
        move("seq > " + seq, BIG, -1);
    }

    /** By way of numbers that no row has. */
    private void move(String which, long away, long by) throws SQLException {
        execute("UPDATE audit_event SET seq = -seq - " + away + " WHERE " + which);
        execute("UPDATE audit_event SET seq = -seq - " + away + " + " + by + " WHERE seq < 0");
    }

    private void swapping(long one, long other) throws SQLException {
        if (one != other) {
            long first = Math.min(one, other);
            swap(one, other);
            requireDamage(first, first - 1, "rows " + one + " and " + other + " swapped");
            swap(one, other);
        }
    }

    private void cut(long kept) throws SQLException {
        execute("DELETE FROM audit_event WHERE seq > ?", kept);
        execute("UPDATE audit_chain SET seq = ?, hash = ?", kept, row(kept).get(COLUMNS.indexOf("hash")));
    }

    @Test
    void aDeletedRowIsMissed() throws Exception {
        write(2, SMALL);
        for (long seq = 1; seq <= 2 * SMALL; seq++) {
            List<Object> row = row(seq);
            delete(seq);
            assertThat(damage().get(0)).startsWith("row " + seq + " is missing");
            insert(row);
        }
        execute("DELETE FROM audit_event");
        assertThat(damage().get(0)).isEqualTo("row 1 is missing");
    }

    @Test
    void anInsertedRowIsFoundEvenIfTheOthersAreMovedUp() throws Exception {
        write(1, SMALL);
        for (long seq = SMALL; seq >= 5; seq--) {
            set(seq, "seq", seq + 1);
        }
        List<Object> row = row(4);
        row.set(COLUMNS.indexOf("seq"), 5L);
        row.set(COLUMNS.indexOf("event_id"), "0");
        row.set(COLUMNS.indexOf("idempotency_key"), null);
        insert(row);
        assertThat(damage().get(0)).startsWith("row 5 ");
    }

    @Test
    void aRowAppendedPastTheRecordedEndIsFound() throws Exception {
        write(1, SMALL);
        List<Object> row = row(SMALL);
        row.set(COLUMNS.indexOf("seq"), SMALL + 1L);
        row.set(COLUMNS.indexOf("event_id"), "0");
        row.set(COLUMNS.indexOf("idempotency_key"), null);
        insert(row);
        assertThat(damage().get(0)).startsWith("row " + (SMALL + 1) + " ");
        set(SMALL + 1, "prev_hash", row(SMALL).get(COLUMNS.indexOf("hash")));
        rehash(SMALL + 1);
        assertThat(damage().get(0)).isEqualTo("row 7 is too many: the log's record says that row 6 is the last");
    }

    @Test
    void swappedRowsAreFoundAtTheFirst() throws Exception {
        write(1, SMALL);
        for (long seq = 1; seq < SMALL; seq++) {
            swap(seq, seq + 1);
            assertThat(damage().get(0)).startsWith("row " + seq + " ");
            swap(seq, seq + 1);
        }
        requireSound(SMALL);
    }

    private void swap(long one, long other) throws SQLException {
        set(one, "seq", -1L);
        set(other, "seq", one);
        set(-1, "seq", other);
    }

    @Test
    void aTailThatWasCutOffIsMissedAlthoughTheRecordWasSetBackToo() throws Exception {
        write(3, SMALL);
        for (long kept : new long[] {3 * SMALL - 1, 2 * SMALL, SMALL + 1, 1}) {
            cut(kept);
            assertThat(damage().get(0)).startsWith("row " + (kept + 1) + " is missing");
            requireDamageTwice(kept + 1, kept / SMALL * SMALL, "cut behind row " + kept);
            assertThat(proof(file).cut()).isTrue();
        }
    }

    /** The anchors in the database go with the tail; those outside remain. */
    @Test
    void aTailThatWasCutOffWithItsAnchorsIsMissedByThoseOutside() throws Exception {
        write(3, SMALL);
        execute("DELETE FROM audit_event WHERE seq > ?", 2L * SMALL);
        execute(
                "UPDATE audit_chain SET seq = ?, hash = ?",
                2L * SMALL,
                row(2 * SMALL).get(COLUMNS.indexOf("hash")));
        execute("DELETE FROM audit_anchor WHERE number > 2");
        assertThat(proof().damage()).isEmpty();
        assertThat(damage().get(0)).startsWith("row " + (2 * SMALL + 1) + " is missing");
        requireDamageTwice(2 * SMALL + 1, 2 * SMALL, "cut at an anchor");
    }

    @Test
    void aLogThatWasWrittenAnewIsFoundByItsAnchor() throws Exception {
        write(3, SMALL);
        set(SMALL + 3, "command", "/other");
        for (long seq = SMALL + 3; seq <= 3 * SMALL; seq++) {
            set(seq, "prev_hash", row(seq - 1).get(COLUMNS.indexOf("hash")));
            rehash(seq);
        }
        execute("UPDATE audit_chain SET hash = ?", row(3 * SMALL).get(COLUMNS.indexOf("hash")));
        assertThat(ChainVerifier.verify(new AuditSettings(database.url(), null, null, null))
                        .damage())
                .as("without anchors nobody can tell")
                .isEmpty();
        assertThat(damage().get(0))
                .startsWith(
                        "row " + (SMALL + 1) + ", or one of those up to " + 2 * SMALL + ", was rewritten: anchor 2");
        requireDamageTwice(SMALL + 1, SMALL, "written anew");
        assertThat(proof(file).cut()).isFalse();
    }

    /** All rows are computed anew, and then even anchors over them, with a key of the forger's own. */
    @Test
    void aLongLogThatWasWrittenAnewIsFoundWhateverIsDoneToItsAnchors() throws Exception {
        write(10, BIG / 10);
        owner.setAutoCommit(false);
        set(1, "command", "/other");
        rehash(1);
        for (long seq = 2; seq <= BIG; seq++) {
            set(seq, "prev_hash", row(seq - 1).get(COLUMNS.indexOf("hash")));
            rehash(seq);
        }
        execute("UPDATE audit_chain SET hash = ?", row(BIG).get(COLUMNS.indexOf("hash")));
        owner.commit();
        owner.setAutoCommit(true);
        assertThat(damage().get(0))
                .startsWith("row 1, or one of those up to " + BIG / 10 + ", was rewritten: anchor 1");
        requireDamage(1, 0, "written anew from the first row on");

        execute("DELETE FROM audit_anchor");
        Files.delete(folder.resolve("anchors.jsonl"));
        AuditSettings genuine = settings;
        settings = settings(TestKeys.text(2));
        anchor(SampleLog.START.plus(Duration.ofDays(10)));
        requireSound(BIG);
        settings = genuine;
        assertThat(damage()).anyMatch(damage -> damage.contains("is signed with a key that is not ours"));
    }

    /** The bot goes on over the hole: what it writes there is not called sound. */
    @Test
    void rowsWrittenWhereATailWasCutOffAreNotProved() throws Exception {
        write(3, SMALL);
        cut(SMALL + 2);
        new SampleLog(settings, SampleLog.START.plus(Duration.ofDays(9)), Duration.ofMillis(10)).add(3);
        assertThat(damage().get(0))
                .startsWith("row " + (SMALL + 6) + " is missing")
                .endsWith("; of what follows row " + SMALL + " nothing is proved");
        requireDamageTwice(SMALL + 6, SMALL, "cut and continued");
    }

    private void rehash(long seq) throws SQLException {
        try (PreparedStatement query = owner.prepareStatement(
                "SELECT " + String.join(", ", Row.COLUMNS) + " FROM audit_event WHERE seq = " + seq)) {
            String hash;
            try (ResultSet result = query.executeQuery()) {
                result.next();
                hash = Row.from(result).hash();
            }
            set(seq, "hash", hash);
        }
    }

    @Test
    void anotherLogInItsPlaceIsFound() throws Exception {
        write(2, SMALL);
        execute("UPDATE audit_chain SET chain_uid = ?", "00000000-5a0f-4f4c-9f0e-0d5f2c1c7a11");
        List<String> damage = damage();
        assertThat(damage.get(0)).startsWith("row 1 ");
        assertThat(damage).contains("anchor 1 in " + file.name() + " is about another log");
    }

    @Test
    void somebodyInAnothersPlaceIsFound() throws Exception {
        write(1, SMALL);
        for (String column : List.of("actor_user", "actor_team", "actor_enterprise", "actor_kind", "salt")) {
            String value = database.rows("SELECT " + column + " FROM audit_actor ORDER BY actor_ref LIMIT 1")
                    .get(0)
                    .get(0);
            String where = " WHERE actor_ref = (SELECT min(actor_ref) FROM audit_actor)";
            execute("UPDATE audit_actor SET " + column + " = ?" + where, value + "0");
            assertThat(damage()).as(column).singleElement().asString().startsWith("the person behind ");
            execute("UPDATE audit_actor SET " + column + " = ?" + where, value);
        }
        execute("DELETE FROM audit_actor WHERE actor_ref = (SELECT actor_ref FROM audit_event WHERE seq = 3)");
        assertThat(damage())
                .singleElement()
                .asString()
                .startsWith("the person of row 3 ")
                .endsWith(" is gone, and no row says that they were forgotten");
    }

    @Test
    void everyTrickWithTheFileOfAnchorsIsFound() throws Exception {
        write(5, SMALL);
        List<String> lines = file.lines("");
        for (int i = 0; i < lines.size(); i++) {
            List<String> without = new ArrayList<>(lines);
            without.remove(i);
            assertThat(with(without))
                    .containsExactly(
                            i < 4
                                    ? "anchor " + (i + 1) + " is missing in " + file.name()
                                    : file.name() + " lacks anchor 5 of 2026-01-10T08:00:00Z");
            List<String> altered = new ArrayList<>(lines);
            String digit = i % 2 == 0 ? "z" : lines.get(i).contains("\"hash\":\"0") ? "1" : "0";
            altered.set(i, lines.get(i).replaceFirst("\"hash\":\".", "\"hash\":\"" + digit));
            assertThat(with(altered)).anyMatch(damage -> damage.contains("altered") || damage.contains("is no anchor"));
        }
        assertThat(with(List.of(lines.get(1), lines.get(0), lines.get(2), lines.get(3), lines.get(4))))
                .containsExactly("anchor 1 is missing in " + file.name());
        assertThat(with(List.of())).containsExactly(file.name() + " lacks anchor 1 of 2026-01-06T08:00:00Z");
        assertThat(with(List.of(lines.get(0), "noise", lines.get(1), lines.get(2), lines.get(3), lines.get(4))))
                .containsExactly("line 2 of the anchors in " + file.name() + " is no anchor");
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(lines.get(4));
        assertThat(with(doubled)).containsExactly("anchor 5 in " + file.name() + " stands behind one that follows it");
        assertThat(with(lines)).isEmpty();
    }

    private List<String> with(List<String> lines) throws Exception {
        Files.write(folder.resolve("anchors.jsonl"), lines);
        return damage();
    }

    /** A signed anchor is evidence by itself, whatever was done to its neighbours. */
    @Test
    void whatFollowsAnAnchorThatWasDestroyedStillCounts() throws Exception {
        write(4, SMALL);
        List<String> lines = new ArrayList<>(file.lines(""));
        lines.set(1, "destroyed");
        for (long seq = 1; seq <= 4 * SMALL; seq++) {
            set(seq, "command", "/other");
            set(
                    seq,
                    "prev_hash",
                    seq == 1
                            ? row(1).get(COLUMNS.indexOf("prev_hash"))
                            : row(seq - 1).get(COLUMNS.indexOf("hash")));
            rehash(seq);
        }
        execute("UPDATE audit_chain SET hash = ?", row(4 * SMALL).get(COLUMNS.indexOf("hash")));
        execute("DELETE FROM audit_anchor");
        lines.remove(0);
        assertThat(with(lines).get(0))
                .startsWith("row 1, or one of those up to " + 3 * SMALL + ", was rewritten: anchor 3");
    }

    @Test
    void anAnchorSignedWithAnotherKeyIsNotBelieved() throws Exception {
        write(2, SMALL);
        Anchor genuine = Anchor.parse(file.lines("").get(1)).orElseThrow();
        Anchor forged = Anchor.sign(genuine.statement(), TestKeys.key(2));
        assertThat(with(List.of(file.lines("").get(0), forged.line())))
                .contains("anchor 2 in " + file.name() + " is signed with a key that is not ours, " + forged.key());
        Anchor posing = Anchor.parse(genuine.line()
                        .replaceFirst(
                                "\"signature\":\".*\"", forged.line().replaceFirst(".*(\"signature\":\".*\").*", "$1")))
                .orElseThrow();
        assertThat(with(List.of(file.lines("").get(0), posing.line())))
                .contains("anchor 2 in " + file.name() + " was altered: its signature does not fit");
    }

    @Test
    void anEarlierKeyIsBelievedIfItIsNamed() throws Exception {
        write(2, SMALL);
        String earlier = TestKeys.publicText(1);
        settings = settings(TestKeys.text(2), earlier);
        anchor(SampleLog.START.plus(Duration.ofDays(9)));
        requireSound(2 * SMALL);
        settings = settings(null, earlier);
        assertThat(damage()).anyMatch(damage -> damage.contains("anchor 3") && damage.contains("not ours"));
        settings = settings(null, earlier, TestKeys.publicText(2));
        requireSound(2 * SMALL);
    }

    @Test
    void withoutAnyKeyTheRowsAreStillProvedAndTheRestIsSaid() throws Exception {
        write(2, SMALL);
        settings = settings(null);
        assertThat(proof(file).damage()).isEmpty();
        assertThat(proof(file).notes())
                .containsExactly("there are anchors, and no key to check them with: set audit.anchor.public_keys");
    }

    @Test
    void twoHistoriesSignedWithTheSameKeyAreTold() throws Exception {
        write(2, SMALL);
        Anchor genuine = Anchor.parse(file.lines("").get(1)).orElseThrow();
        Anchor.Statement said = genuine.statement();
        Anchor other = Anchor.sign(
                new Anchor.Statement(
                        said.chain(),
                        said.number(),
                        said.previous(),
                        said.pruned(),
                        said.end(),
                        said.time().plusSeconds(1)),
                TestKeys.key(1));
        assertThat(with(List.of(file.lines("").get(0), other.line())))
                .containsExactly("anchor 2 in " + file.name() + " is not the database's: there are two histories");
    }

    /** What a proof goes on from must still be there; and what is wrong is named as if all had been looked at. */
    @Test
    void aProofIsContinuedOnlyWhereTheLogFollows() throws Exception {
        write(2, SMALL);
        ChainVerifier.Proof first = proof(file);
        Instant later = SampleLog.START.plus(Duration.ofDays(9));
        new SampleLog(settings, later, Duration.ofMillis(10)).add(4);
        long end = 2 * SMALL + 4;
        ChainVerifier.Proof second = on(first);
        assertThat(second).usingRecursiveComparison().isEqualTo(proof(file));
        assertThat(second.rows()).isEqualTo(end);
        for (long seq : new long[] {2 * SMALL, 2 * SMALL + 2}) {
            Object before = row(seq).get(COLUMNS.indexOf("command"));
            set(seq, "command", "/other");
            assertThat(on(first)).usingRecursiveComparison().isEqualTo(proof(file));
            assertThat(on(first).damage()).containsExactly("row " + seq + " was altered");
            set(seq, "command", before);
        }
        cut(2 * SMALL - 2);
        assertThat(on(first)).usingRecursiveComparison().isEqualTo(proof(file));
        assertThat(on(second).damage().get(0)).startsWith("row " + (2 * SMALL - 1) + " is missing");
    }

    private ChainVerifier.Proof on(ChainVerifier.Proof before) {
        return ChainVerifier.proveOn(settings, List.of(file), SampleLog.START.plus(Duration.ofDays(400)), before);
    }
}
