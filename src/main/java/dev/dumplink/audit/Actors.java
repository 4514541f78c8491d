package dev.dumplink.audit;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The side table of persons: {@code actor_ref = HMAC-SHA256(salt, identity)} with a random salt for each. While the side
 * row exists it proves who is meant; once it is deleted nothing leads from the reference back to the person.
 */
final class Actors {
    private static final String INSERT =
            "INSERT INTO audit_actor (actor_ref, salt, actor_kind, actor_team, actor_enterprise, actor_user)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";

    /** By {@link Actor#identity}: a string remembers its hash, a record works it out each time. */
    private final Map<String, String> refs = new HashMap<>();

    /** The persons at stake; those not seen before get a row. */
    static Actors read(WriterConnection connection, List<Pending> events, SecureRandom random) throws SQLException {
        Actors actors = new Actors();
        Map<String, Actor> wanted = new LinkedHashMap<>();
        for (Pending pending : events) {
            Actor actor = pending.event().request().actor();
            wanted.put(actor.identity(), actor);
        }
        actors.find(connection, wanted.values().stream().map(Actor::user).collect(Collectors.toSet()));
        for (Actor actor : wanted.values()) {
            if (actors.ref(actor) == null) {
                actors.add(connection, actor, random);
            }
        }
        return actors;
    }

    private void find(WriterConnection connection, Set<String> users) throws SQLException {
        PreparedStatement query =
                connection.prepare("SELECT actor_ref, actor_kind, actor_team, actor_enterprise, actor_user"
                        + " FROM audit_actor WHERE actor_user "
                        + connection.dialect().anyOf());
        connection.dialect().bindAny(query, users);
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                Actor actor = new Actor(
                        Actor.Kind.of(result.getString(2)),
                        result.getString(3),
                        result.getString(4),
                        result.getString(5));
                refs.put(actor.identity(), result.getString(1));
            }
        }
    }

    private void add(WriterConnection connection, Actor actor, SecureRandom random) throws SQLException {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        String ref = reference(salt, actor);
        PreparedStatement insert = connection.prepare(INSERT);
        insert.setString(1, ref);
        insert.setString(2, HexFormat.of().formatHex(salt));
        insert.setString(3, actor.kind().column());
        insert.setString(4, actor.team());
        insert.setString(5, actor.enterprise());
        insert.setString(6, actor.user());
        insert.executeUpdate();
        refs.put(actor.identity(), ref);
    }

    String ref(Actor actor) {
        return refs.get(actor.identity());
    }

    static String reference(byte[] salt, Actor actor) {
        return Chain.hmac(salt, actor.identity());
    }
}
