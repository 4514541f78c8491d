package dev.dumplink.audit;

import java.util.Locale;

/**
 * Who did it. Only opaque ids, never a name or an address.
 *
 * @param team the Slack workspace, or empty where there is none
 * @param enterprise the Slack organization, or empty
 * @param user the Slack user, or the account at the operating system
 */
public record Actor(Kind kind, String team, String enterprise, String user) {
    /** How the actor is known. */
    public enum Kind {
        SLACK,
        OPERATOR,
        SYSTEM;

        private final String column = name().toLowerCase(Locale.ROOT);

        String column() {
            return column;
        }

        static Kind of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    public Actor {
        team = Text.clean(team, 40);
        enterprise = Text.clean(enterprise, 40);
        user = Text.clean(user, 80);
    }

    /** A person in Slack; absent ids are empty strings. */
    public static Actor slack(String team, String enterprise, String user) {
        return new Actor(Kind.SLACK, team, enterprise, user);
    }

    /** Somebody at a shell, known by the account at the operating system. */
    public static Actor operator(String account) {
        return new Actor(Kind.OPERATOR, "", "", account);
    }

    /** The program itself. */
    public static Actor system() {
        return new Actor(Kind.SYSTEM, "", "", "dumplink");
    }

    /** What the row's {@code actor_ref} commits to. */
    String identity() {
        return kind.column() + '|' + team + '|' + enterprise + '|' + user;
    }
}
