package dev.dumplink.link;

import dev.dumplink.audit.Limits;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask.
 *
 * @param teams the workspaces whose members may; required
 * @param members whom of them: nobody named means every full member
 * @param admins who may besides see the request log
 * @param limits how many links one person may get
 */
public record AccessSettings(Set<String> teams, People members, People admins, Limits limits) {
    public AccessSettings {
        teams = teams == null ? Set.of() : Set.copyOf(teams);
        members = Optional.ofNullable(members).orElse(People.nobody());
        admins = Optional.ofNullable(admins).orElse(People.nobody());
        limits = limits == null ? new Limits(null, null) : limits;
        if (teams.isEmpty()) {
            throw new IllegalArgumentException("teams must name at least one Slack workspace, such as T01ACME");
        }
        requireIds("teams", teams, "[TE][A-Z0-9]{2,}", "T01ACME");
    }

    /** Every user group that Slack must be asked about. */
    public Set<String> groups() {
        Set<String> groups = new HashSet<>(members.userGroups());
        groups.addAll(admins.userGroups());
        return groups;
    }

    /**
     * Some people.
     *
     * @param userGroups ids of Slack user groups
     * @param users ids of single users; known without asking Slack
     */
    public record People(Set<String> userGroups, Set<String> users) {
        public People {
            userGroups = userGroups == null ? Set.of() : Set.copyOf(userGroups);
            users = users == null ? Set.of() : Set.copyOf(users);
            requireIds("user_groups", userGroups, "S[A-Z0-9]{2,}", "S01DEVS");
            requireIds("users", users, "[UW][A-Z0-9]{2,}", "U01ALICE");
        }

        static People nobody() {
            return new People(Set.of(), Set.of());
        }

        boolean isEmpty() {
            return userGroups.isEmpty() && users.isEmpty();
        }
    }

    private static void requireIds(String key, Set<String> ids, String form, String example) {
        ids.stream().filter(id -> !id.matches(form)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException(key + " holds '" + id + "', which is no Slack id (one looks like "
                    + example + "; names change, ids do not)");
        });
    }
}
