package dev.dumplink.demo;

import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.Writer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A year of a company's requests, written straight into an audit database that is still empty: what a log of that size
 * holds, but not a sound chain, which would take minutes. Few people ask much and many ask little.
 */
public final class AuditHistory {
    private static final int PEOPLE = 400;
    private static final String COLUMNS = "seq, event_id, time_ms, code, decision, decision_rule, reason_text, command,"
            + " actor_kind, actor_ref, channel_id, request_id, idempotency_key, instance_id, app_version,"
            + " database_name, object_key, object_sha256, dump_time_ms, expires_ms, url_hmac, prev_hash, hash";

    private final Random random;
    private final int rows;
    private final Instant end;
    private final List<String> refs = new ArrayList<>();

    private AuditHistory(Random random, int rows, Instant end) {
        this.random = random;
        this.rows = rows;
        this.end = end;
        for (int i = 0; i <= PEOPLE; i++) {
            refs.add(hex(32));
        }
    }

    /** How often each kind of row occurs, in a thousand. */
    private enum Kind {
        ISSUED("DL001I", "issued", 300, true),
        DELIVERED("DL004I", "delivered", 296, true),
        OPENED("DL006I", "opened", 200, true),
        ANSWERED("DL005I", "answered", 120, false),
        DENIED("DL002D", "denied", 30, false),
        FAILED("DL001E", "failed", 20, true),
        HIDDEN("DL007I", "hidden", 15, true),
        REPLAYED("DL003R", "replayed", 10, true),
        UNDELIVERED("DL004E", "undelivered", 5, true),
        STARTED("SY001I", "noted", 4, false);

        private final String code;
        private final String decision;
        private final int share;
        private final boolean aboutDump;

        Kind(String code, String decision, int share, boolean aboutDump) {
            this.code = code;
            this.decision = decision;
            this.share = share;
            this.aboutDump = aboutDump;
        }

        static Kind any(Random random) {
            int place = random.nextInt(1000);
            for (Kind kind : values()) {
                place -= kind.share;
                if (place < 0) {
                    return kind;
                }
            }
            return ISSUED;
        }
    }

    /** The Slack id of the person with that number; the lower, the busier. */
    public static String person(int number) {
        return String.format("U%05d", number);
    }

    /** @param end when the last row was written; the first one a year before */
    public static void fill(AuditDatabase database, int rows, Instant end) throws SQLException {
        AuditSettings settings = new AuditSettings(database.url(), null, null, null);
        try (AuditLog log = new AuditLog(
                settings, new Writer("history", "0"), InstantSource.system(), new SecureRandom(), code -> {})) {
            // makes the tables
            log.probe();
        }
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            new AuditHistory(new Random(18), rows, end).fill(connection);
            connection.commit();
        }
        if (database.url().startsWith("jdbc:postgresql:")) {
            // in a year it would have been done many times
            database.execute("VACUUM ANALYZE audit_event");
        }
    }

    private void fill(Connection connection) throws SQLException {
        try (PreparedStatement actor = connection.prepareStatement("INSERT INTO audit_actor (actor_ref, salt,"
                + " actor_kind, actor_team, actor_enterprise, actor_user) VALUES (?, '00', ?, ?, '', ?)")) {
            for (int i = 0; i <= PEOPLE; i++) {
                actor.setString(1, refs.get(i));
                actor.setString(2, i == PEOPLE ? "system" : "slack");
                actor.setString(3, i == PEOPLE ? "" : "T01ACME");
                actor.setString(4, i == PEOPLE ? "dumplink" : person(i));
                actor.addBatch();
            }
            actor.executeBatch();
        }
        try (PreparedStatement event = connection.prepareStatement("INSERT INTO audit_event (" + COLUMNS + ") VALUES ("
                + "?, ".repeat(COLUMNS.split(",").length - 1) + "?)")) {
            for (int seq = 1; seq <= rows; seq++) {
                bind(event, seq);
                event.addBatch();
                if (seq % 5000 == 0 || seq == rows) {
                    event.executeBatch();
                }
            }
        }
        try (PreparedStatement head = connection.prepareStatement("UPDATE audit_chain SET seq = ?, hash = ?")) {
            head.setLong(1, rows);
            head.setString(2, hex(32));
            head.executeUpdate();
        }
    }

    private void bind(PreparedStatement event, int seq) throws SQLException {
        Kind kind = Kind.any(random);
        Instant time = end.minus(Duration.ofDays(365).multipliedBy(rows - seq).dividedBy(rows));
        boolean system = kind == Kind.STARTED;
        int person = (int) (PEOPLE * Math.pow(random.nextDouble(), 3));
        String database =
                !kind.aboutDump ? null : random.nextInt(4) > 0 ? "shop" : random.nextInt(9) > 0 ? "blog" : "tiny";
        Object[] values = {
            (long) seq,
            eventId(time),
            time.toEpochMilli(),
            kind.code,
            kind.decision,
            kind == Kind.ISSUED ? "members" : null,
            kind == Kind.DENIED ? "limit reached" : null,
            system ? "serve" : "/dump",
            system ? "system" : "slack",
            refs.get(system ? PEOPLE : person),
            system ? null : "C0123456789",
            "r-" + hex(6),
            kind == Kind.ISSUED || kind == Kind.ANSWERED || kind == Kind.OPENED ? hex(32) : null,
            "host-1:4711",
            "0.1.0",
            database,
            database == null ? null : "anonymized/" + database + "/" + database + "_20261122T010003Z.dump",
            database == null ? null : hex(32),
            database == null ? null : time.toEpochMilli(),
            kind == Kind.ISSUED ? time.toEpochMilli() + 180_000 : null,
            kind == Kind.ISSUED ? hex(32) : null,
            hex(32),
            hex(32)
        };
        for (int i = 0; i < values.length; i++) {
            event.setObject(i + 1, values[i]);
        }
    }

    private String eventId(Instant time) {
        long high = time.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L).toString();
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}
