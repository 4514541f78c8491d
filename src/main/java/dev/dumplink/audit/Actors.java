package dev.dumplink.audit;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The side table of persons: {@code actor_ref = HMAC-SHA256(salt, identity)} with a random salt for each. While the side
 * row exists it proves who is meant; once it is deleted nothing leads from the reference back to the person.
 */
final class Actors {
    private final Handle handle;
    private final SecureRandom random;
    private final Map<Actor, String> refs = new HashMap<>();

    private Actors(Handle handle, SecureRandom random) {
        this.handle = handle;
        this.random = random;
    }

    static Actors read(Handle handle, List<Pending> events, SecureRandom random) {
        Actors actors = new Actors(handle, random);
        List<String> users = events.stream()
                .map(pending -> pending.event().request().actor().user())
                .distinct()
                .toList();
        handle.createQuery("SELECT actor_ref, actor_kind, actor_team, actor_enterprise, actor_user FROM audit_actor"
                        + " WHERE actor_user IN (<users>)")
                .bindList("users", users)
                .map((result, context) -> actors.refs.put(
                        new Actor(
                                Actor.Kind.of(result.getString(2)),
                                result.getString(3),
                                result.getString(4),
                                result.getString(5)),
                        result.getString(1)))
                .list();
        return actors;
    }

    /** The person's reference; a person not seen before gets a row. */
    String ref(Actor actor) {
        return refs.computeIfAbsent(actor, this::add);
    }

    private String add(Actor actor) {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        String ref = reference(salt, actor);
        handle.execute(
                "INSERT INTO audit_actor (actor_ref, salt, actor_kind, actor_team, actor_enterprise, actor_user)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                ref,
                HexFormat.of().formatHex(salt),
                actor.kind().column(),
                actor.team(),
                actor.enterprise(),
                actor.user());
        return ref;
    }

    static String reference(byte[] salt, Actor actor) {
        return Chain.hmac(salt, actor.identity());
    }
}
