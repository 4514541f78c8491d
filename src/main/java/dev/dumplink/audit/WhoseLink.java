package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whose a link was. Rows hold only its keyed hash; so whoever has the link can find the row, and not the other way round. */
public sealed interface WhoseLink {

    /** One result per case; a new case stops every reader from compiling. */
    <R> R fold(Function<Issued, R> issued, Function<Altered, R> altered, Supplier<R> unknown);

    /**
     * A link of this log.
     *
     * @param who empty if the person was forgotten
     * @param reference what the rows call the person
     */
    record Issued(
            Instant time,
            String request,
            Optional<Actor> who,
            String reference,
            String database,
            String objectKey,
            Instant madeAt,
            Instant expires)
            implements WhoseLink {
        @Override
        public <R> R fold(Function<Issued, R> issued, Function<Altered, R> altered, Supplier<R> unknown) {
            return issued.apply(this);
        }
    }

    /** It names a request that was given a link, but this is not that link: it was changed, or only the name was copied. */
    record Altered(Issued named) implements WhoseLink {
        @Override
        public <R> R fold(Function<Issued, R> issued, Function<Altered, R> altered, Supplier<R> unknown) {
            return altered.apply(this);
        }
    }

    /** No link of this log. */
    record Unknown() implements WhoseLink {
        @Override
        public <R> R fold(Function<Issued, R> issued, Function<Altered, R> altered, Supplier<R> unknown) {
            return unknown.get();
        }
    }

    /**
     * Looks it up.
     *
     * @param pasted in angle brackets, with {@code &amp;} and broken lines if need be
     * @throws IllegalArgumentException if that is no link at all
     * @throws AuditUnavailable if the database cannot be read
     */
    static WhoseLink of(AuditSettings settings, String pasted) {
        PastedUrl url = new PastedUrl(pasted);
        return Session.with(settings, session -> new Search(session, url).find());
    }

    /** By the request that the link names, which has an index; if need be through all rows. */
    record Search(Session session, PastedUrl url) {
        private static final String SELECT =
                "SELECT e.time_ms, e.request_id, e.actor_ref, e.database_name, e.object_key,"
                        + " e.dump_time_ms, e.expires_ms, e.url_hmac, a.actor_kind, a.actor_team, a.actor_enterprise,"
                        + " a.actor_user FROM audit_event e LEFT JOIN audit_actor a ON a.actor_ref = e.actor_ref WHERE ";

        private record Row(Issued issued, String hmac) {}

        WhoseLink find() throws SQLException {
            String hmac = url.hmac(key());
            Optional<Row> named = url.request().isPresent()
                    ? select(
                            "e.request_id = ? AND e.url_hmac IS NOT NULL",
                            url.request().get())
                    : Optional.empty();
            if (named.isPresent() && named.get().hmac().equals(hmac)) {
                return named.get().issued();
            }
            Optional<Row> hashed = select("e.url_hmac = ?", hmac);
            if (hashed.isPresent()) {
                return hashed.get().issued();
            }
            return named.<WhoseLink>map(row -> new Altered(row.issued())).orElseGet(Unknown::new);
        }

        private byte[] key() throws SQLException {
            try (PreparedStatement query = session.jdbc().prepareStatement("SELECT url_key FROM audit_chain");
                    ResultSet result = query.executeQuery()) {
                if (!result.next()) {
                    throw new AuditUnavailable("the audit database has no chain");
                }
                return HexFormat.of().parseHex(result.getString(1));
            }
        }

        private Optional<Row> select(String where, String value) throws SQLException {
            try (PreparedStatement query = session.jdbc().prepareStatement(SELECT + where)) {
                query.setString(1, value);
                try (ResultSet result = query.executeQuery()) {
                    return result.next() ? Optional.of(row(result)) : Optional.empty();
                }
            }
        }

        private static Row row(ResultSet result) throws SQLException {
            Issued issued = new Issued(
                    Instant.ofEpochMilli(result.getLong(1)),
                    result.getString(2),
                    actor(result),
                    result.getString(3),
                    result.getString(4),
                    result.getString(5),
                    Instant.ofEpochMilli(result.getLong(6)),
                    Instant.ofEpochMilli(result.getLong(7)));
            return new Row(issued, result.getString(8));
        }

        private static Optional<Actor> actor(ResultSet result) throws SQLException {
            return result.getString(9) == null
                    ? Optional.empty()
                    : Optional.of(new Actor(
                            Actor.Kind.of(result.getString(9)),
                            result.getString(10),
                            result.getString(11),
                            result.getString(12)));
        }
    }
}
