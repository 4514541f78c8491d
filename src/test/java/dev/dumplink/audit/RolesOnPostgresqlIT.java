package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what on PostgreSQL: an owner makes the tables, the bot adds rows, an auditor reads, a keeper prunes and forgets. */
class RolesOnPostgresqlIT {
    private static final Duration RETAIN = Duration.ofDays(30);

    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        for (String role : List.of("bot", "keeper", "auditor")) {
            postgres.execute("postgres", "CREATE ROLE " + role + " LOGIN");
        }
    }

    /** A database with rows, whose rights are given by the script that the README shows. */
    private AuditDatabase database(String name) throws Exception {
        AuditDatabase database = AuditDatabase.postgresql(postgres, name);
        new SampleLog(as(database, "postgres"), SampleLog.START, Duration.ofDays(1)).add(40);
        database.execute(Files.readString(Path.of("src/deploy/postgresql-roles.sql")));
        return database;
    }

    private static AuditSettings as(AuditDatabase database, String role) {
        AnchorSettings anchor = new AnchorSettings(TestKeys.text(1), null, null, null, null, null);
        return new AuditSettings(
                database.url().replaceFirst("user=postgres", "user=" + role), null, null, RETAIN, anchor);
    }

    @Test
    void theBotAddsAndAnchorsAndCanTakeNothingBack() throws Exception {
        AuditDatabase database = database("roles_bot");
        AuditSettings bot = as(database, "bot");
        Instant now = new SampleLog(bot, SampleLog.START.plus(Duration.ofDays(40)), Duration.ofDays(1)).add(5);
        AnchorFile file = new AnchorFile(folder.resolve("anchors.jsonl"));
        try (AuditLog log = SampleLog.open(bot, () -> now);
                Anchoring anchoring = new Anchoring(
                        bot, new AnchorPlaces(List.of(file), List.of()), log, () -> now, new SecureRandom())) {
            anchoring.tick();
            log.probe();
        }
        assertThat(file.lines("")).hasSize(1);
        AuditDatabase asBot = new AuditDatabase(bot.url());
        for (String attack : List.of(
                "UPDATE audit_event SET code = 'DL002D'",
                "DELETE FROM audit_event",
                "TRUNCATE audit_event",
                "UPDATE audit_actor SET actor_user = 'U2'",
                "DELETE FROM audit_actor",
                "TRUNCATE audit_actor",
                "DELETE FROM audit_chain",
                "TRUNCATE audit_chain",
                "UPDATE audit_anchor SET line = ''",
                "DELETE FROM audit_anchor",
                "TRUNCATE audit_anchor",
                "INSERT INTO audit_pruned (seq, anchor) VALUES (20, 1)",
                "DELETE FROM audit_pruned",
                "UPDATE audit_schema_history SET success = false",
                "ALTER TABLE audit_event DISABLE TRIGGER ALL",
                "DROP TRIGGER audit_event_no_update ON audit_event",
                "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "DROP TABLE audit_event",
                "SET session_replication_role = replica")) {
            assertThatThrownBy(() -> asBot.execute(attack))
                    .as(attack)
                    .isInstanceOf(SQLException.class)
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .as(attack)
                    .isEqualTo("42501");
        }
        assertThat(ChainVerifier.verify(bot).damage()).isEmpty();
    }

    @Test
    void anAuditorProvesTheLogAndMayWriteNothing() throws Exception {
        AuditDatabase database = database("roles_auditor");
        AuditSettings auditor = as(database, "auditor");
        assertThat(ChainVerifier.verify(auditor)).isEqualTo(new ChainVerifier.Verdict(40, Optional.empty()));
        assertThatThrownBy(() -> new AuditDatabase(auditor.url()).execute("DELETE FROM audit_event"))
                .isInstanceOf(SQLException.class);
        assertThat(WhoseLink.of(auditor, SampleLog.url(1).toString())).isInstanceOf(WhoseLink.Issued.class);
    }

    @Test
    void aKeeperPrunesBehindASignedCheckpointAndNothingElse() throws Exception {
        AuditDatabase database = database("roles_keeper");
        AuditSettings keeper = as(database, "keeper");
        Pruning pruning = new Pruning(keeper, StreamSettings.defaults());
        Instant now = SampleLog.START.plus(Duration.ofDays(40));
        assertThat(pruning.prune(pruning.plan(now).orElseThrow(), List.of(), now, row -> {})
                        .rows())
                .isEqualTo(10);
        AuditDatabase asKeeper = new AuditDatabase(keeper.url());
        for (String attack : List.of(
                "DELETE FROM audit_event WHERE seq = 11",
                "UPDATE audit_event SET code = 'DL002D'",
                "TRUNCATE audit_event",
                "DELETE FROM audit_pruned",
                // a table of the same name that comes first
                "CREATE TEMP TABLE audit_pruned (seq bigint); INSERT INTO audit_pruned VALUES (40);"
                        + " DELETE FROM audit_event WHERE seq = 11")) {
            assertThatThrownBy(() -> asKeeper.execute(attack)).as(attack).isInstanceOf(SQLException.class);
        }
        assertThat(ChainVerifier.verify(keeper).damage()).isEmpty();
        assertThat(ChainVerifier.verify(keeper).rows()).isEqualTo(30);
    }

    @Test
    void aKeeperForgetsAndTheOwnerClearsWhatTheTableStillHolds() throws Exception {
        AuditDatabase database = database("roles_forget");
        database.execute("ANALYZE audit_actor");
        String user = database.rows("SELECT actor_user FROM audit_actor ORDER BY 1 LIMIT 1")
                .get(0)
                .get(0);
        assertThat(bytes(database, user)).isPositive();
        Forgetting byKeeper = new Forgetting(as(database, "keeper"), user);
        Forgetting.Traces left = forget(as(database, "keeper"), byKeeper);
        assertThat(left.hint()).contains("the table's owner must still run: VACUUM (FULL, ANALYZE) audit_actor");
        String other = database.rows("SELECT actor_user FROM audit_actor ORDER BY 1 LIMIT 1")
                .get(0)
                .get(0);
        Forgetting byOwner = new Forgetting(as(database, "postgres"), other);
        assertThat(forget(as(database, "postgres"), byOwner)).isEqualTo(new Forgetting.Traces(0, 0, Optional.empty()));
        for (String gone : List.of(user, other)) {
            assertThat(bytes(database, gone)).as(gone).isZero();
            assertThat(database.rows(
                            "SELECT * FROM pg_stats WHERE tablename = 'audit_actor' AND (most_common_vals::text"
                                    + " || histogram_bounds::text) LIKE '%" + gone + "%'"))
                    .isEmpty();
        }
        assertThat(ChainVerifier.verify(as(database, "bot")).damage()).isEmpty();
    }

    private static Forgetting.Traces forget(AuditSettings settings, Forgetting forgetting) {
        List<Forgetting.Known> known = forgetting.known();
        try (AuditLog log = SampleLog.open(settings, Instant::now)) {
            for (Forgetting.Known person : known) {
                Request request = Request.byOperator(RequestId.next(new SecureRandom()), "op", "audit forget");
                log.record(
                                AuditEvent.of(EventCode.FORGOTTEN, request, "", person.reference()),
                                Instant.now().plusSeconds(20))
                        .join();
            }
        }
        return forgetting.forget(known);
    }

    /** How often the id stands in the files of the table and its indexes. */
    private static long bytes(AuditDatabase database, String id) throws Exception {
        database.execute("CHECKPOINT");
        long count = 0;
        for (List<String> file : database.rows("SELECT encode(pg_read_binary_file(pg_relation_filepath(oid)), 'hex')"
                + " FROM pg_class WHERE relname LIKE 'audit_actor%' AND relkind IN ('r', 'i')")) {
            String bytes = new String(HexFormat.of().parseHex(file.get(0)), StandardCharsets.ISO_8859_1);
            count += bytes.split(id, -1).length - 1;
        }
        return count;
    }
}
