package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Whether every reference in the rows leads to the person it was made for, or was forgotten as a row says. */
final class PersonCheck {
    private static final int PAGE = 2000;
    private static final int SHOWN = 12;

    private final Session session;
    private final Set<String> sound = new HashSet<>();

    PersonCheck(Session session) {
        this.session = session;
    }

    /** @throws Damage if somebody was put in another's place */
    void check() throws SQLException, Damage {
        try (PreparedStatement query = session.jdbc()
                .prepareStatement("SELECT actor_ref, salt, actor_kind, actor_team, actor_enterprise,"
                        + " actor_user FROM audit_actor WHERE actor_ref > ? ORDER BY actor_ref LIMIT " + PAGE)) {
            String after = "";
            while (after != null) {
                query.setString(1, after);
                after = page(query);
            }
        }
    }

    private String page(PreparedStatement query) throws SQLException, Damage {
        String last = null;
        int count = 0;
        try (ResultSet result = query.executeQuery()) {
            for (; result.next(); count++) {
                last = result.getString(1);
                if (!last.equals(reference(result))) {
                    throw new Damage("the person behind " + shown(last) + " was altered");
                }
                sound.add(last);
            }
        }
        return count == PAGE ? last : null;
    }

    private static String reference(ResultSet result) throws SQLException {
        try {
            Actor actor = new Actor(
                    Actor.Kind.of(result.getString(3)), result.getString(4), result.getString(5), result.getString(6));
            return Actors.reference(HexFormat.of().parseHex(result.getString(2)), actor);
        } catch (IllegalArgumentException e) {
            // a salt or a kind that no program of ours wrote
            return "";
        }
    }

    /** @throws Damage if somebody is gone and no row says so */
    void requireAll(ChainWalk walk) throws Damage {
        for (Map.Entry<String, Long> met : walk.persons().entrySet()) {
            if (!sound.contains(met.getKey()) && !walk.forgotten().contains(met.getKey())) {
                throw new Damage("the person of row " + met.getValue() + " (" + shown(met.getKey())
                        + ") is gone, and no row says that they were forgotten");
            }
        }
    }

    private static String shown(String reference) {
        return reference.substring(0, Math.min(SHOWN, reference.length()));
    }

    long sound() {
        return sound.size();
    }
}
