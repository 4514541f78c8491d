package dev.dumplink.link;

import dev.dumplink.audit.Actor;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask: deny by default, decided anew for every command and every click. Workspace first, then the account, then
 * the lists. Unknown or unreachable means no, but for users named in the configuration, who are known without Slack.
 */
final class AccessRules {
    private static final String CANNOT_ASK =
            "I cannot check who you are right now, because Slack does not answer me. Please try again in a minute.";

    private static final String NO_ADMIN =
            "The audit log is for administrators, and you are not one of them here. Whoever runs me can make you one.";

    private final AccessSettings settings;
    private final Directory directory;

    AccessRules(AccessSettings settings, Directory directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /**
     * Yes or no.
     *
     * @param rule which rule decided, for the audit log
     * @param sentence why not, for the person; empty when allowed
     */
    record Ruling(boolean allowed, boolean admin, String rule, String sentence) {
        static Ruling no(String rule, String sentence) {
            return new Ruling(false, false, rule, sentence);
        }
    }

    Ruling rule(Actor actor) {
        if (!settings.teams().contains(actor.team())) {
            return Ruling.no("team.foreign", "Only members of this workspace can ask for dumps.");
        }
        Optional<Profile> profile = directory.profile(actor);
        return profile.map(known -> ruleOnAccount(actor, known)).orElseGet(() -> ruleUnseen(actor));
    }

    /** Whether the person may see the log: whoever may ask, and is an administrator besides. */
    Ruling ruleAdmin(Actor actor) {
        Ruling ruling = rule(actor);
        if (!ruling.allowed() || ruling.admin()) {
            return ruling;
        }
        return in(settings.admins(), actor) == Verdict.UNKNOWN
                ? Ruling.no("directory.unreachable", CANNOT_ASK)
                : Ruling.no("admins.not_one", NO_ADMIN);
    }

    private Ruling ruleOnAccount(Actor actor, Profile profile) {
        Optional<Profile.Mark> mark = profile.marks().stream().min(Enum::compareTo);
        if (mark.isPresent()) {
            return Ruling.no(mark.get().rule(), mark.get().sentence());
        }
        if (Collections.disjoint(profile.teams(), settings.teams())) {
            return Ruling.no("team.foreign", "Only members of this workspace can ask for dumps.");
        }
        return ruleOnLists(actor);
    }

    /** Slack cannot be asked: those named in the configuration pass, so that an outage does not lock everybody out. */
    private Ruling ruleUnseen(Actor actor) {
        if (settings.admins().users().contains(actor.user())) {
            return new Ruling(true, true, "admins.users", "");
        }
        return settings.members().users().contains(actor.user())
                ? new Ruling(true, false, "members.users", "")
                : Ruling.no("directory.unreachable", CANNOT_ASK);
    }

    private Ruling ruleOnLists(Actor actor) {
        Verdict admin = in(settings.admins(), actor);
        if (admin == Verdict.YES) {
            return new Ruling(true, true, "admins", "");
        }
        Verdict member = settings.members().isEmpty() ? Verdict.YES : in(settings.members(), actor);
        return switch (member) {
            case YES -> new Ruling(true, false, "members", "");
            case NO ->
                admin == Verdict.UNKNOWN
                        ? Ruling.no("directory.unreachable", CANNOT_ASK)
                        : Ruling.no(
                                "members",
                                "Dumps are for certain people here, and you are not among them yet. Whoever runs me can add you.");
            case UNKNOWN -> Ruling.no("directory.unreachable", CANNOT_ASK);
        };
    }

    private enum Verdict {
        YES,
        NO,
        UNKNOWN
    }

    private Verdict in(AccessSettings.People people, Actor actor) {
        if (people.users().contains(actor.user())) {
            return Verdict.YES;
        }
        Verdict verdict = Verdict.NO;
        for (String group : people.userGroups()) {
            Optional<Set<String>> users = directory.usersIn(group);
            if (users.isPresent() && users.get().contains(actor.user())) {
                return Verdict.YES;
            }
            verdict = users.isPresent() ? verdict : Verdict.UNKNOWN;
        }
        return verdict;
    }
}
