package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.Choice;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** From the persons that a query names to what the rows know of them. */
final class Persons {
    private Persons() {}

    /** The references of the persons. Whoever is wanted and unwanted is unwanted. */
    static Choice references(Handle handle, Choice users) {
        SortedSet<String> wanted = references(handle, users.wanted());
        SortedSet<String> unwanted = references(handle, users.unwanted());
        wanted.removeAll(unwanted);
        return new Choice(wanted, users.wanted().isEmpty() ? unwanted : new TreeSet<>());
    }

    /** The reference of one person, if there is any row about them. */
    static Optional<String> reference(Handle handle, Actor actor) {
        return handle.createQuery("SELECT actor_ref FROM audit_actor WHERE actor_user = :user AND actor_team = :team"
                        + " AND actor_enterprise = :enterprise AND actor_kind = :kind")
                .bind("user", actor.user())
                .bind("team", actor.team())
                .bind("enterprise", actor.enterprise())
                .bind("kind", actor.kind().column())
                .mapTo(String.class)
                .findOne();
    }

    private static SortedSet<String> references(Handle handle, Set<String> users) {
        SortedSet<String> references = new TreeSet<>();
        for (String user : users) {
            references.addAll(handle.createQuery(
                            "SELECT actor_ref FROM audit_actor WHERE actor_user = :user AND actor_kind = :kind")
                    .bind("user", name(user))
                    .bind("kind", kind(user).column())
                    .mapTo(String.class)
                    .collect(Collectors.toSet()));
        }
        return references;
    }

    private static Actor.Kind kind(String user) {
        if (user.startsWith("os:")) {
            return Actor.Kind.OPERATOR;
        }
        return user.equals("system") ? Actor.Kind.SYSTEM : Actor.Kind.SLACK;
    }

    private static String name(String user) {
        return switch (kind(user)) {
            case OPERATOR -> user.substring(3);
            case SYSTEM -> Actor.system().user();
            case SLACK -> user;
        };
    }
}
