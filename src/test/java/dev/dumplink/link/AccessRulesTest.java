package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.Actor;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every combination of account, workspace, list, group and Slack's health against a table written the other way round. */
class AccessRulesTest {
    private static final String OURS = "T0OURS";
    private static final String USER = "U0ANN";

    /** Everything that may be true of one person at one moment. */
    private record Situation(
            boolean payloadTeamOurs,
            boolean slackAnswers,
            Set<Profile.Mark> marks,
            boolean profileTeamOurs,
            boolean listsExist,
            boolean onMemberList,
            boolean onAdminList,
            GroupState memberGroup,
            GroupState adminGroup) {}

    private enum GroupState {
        NONE_CONFIGURED,
        IN,
        OUT,
        UNREACHABLE
    }

    @Test
    void everyCombinationIsDecidedAsTheReferenceSays() {
        int combinations = 0;
        for (boolean payloadTeam : new boolean[] {true, false}) {
            for (boolean slackAnswers : new boolean[] {true, false}) {
                for (Set<Profile.Mark> marks : powerSet()) {
                    for (boolean profileTeam : new boolean[] {true, false}) {
                        for (boolean member : new boolean[] {true, false}) {
                            for (boolean admin : new boolean[] {true, false}) {
                                for (GroupState memberGroup : GroupState.values()) {
                                    for (GroupState adminGroup : GroupState.values()) {
                                        check(new Situation(
                                                payloadTeam,
                                                slackAnswers,
                                                marks,
                                                profileTeam,
                                                member || memberGroup != GroupState.NONE_CONFIGURED,
                                                member,
                                                admin,
                                                memberGroup,
                                                adminGroup));
                                        combinations++;
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(combinations).isGreaterThan(4096);
    }

    private static void check(Situation s) {
        AccessRules rules = new AccessRules(settings(s), directory(s));
        AccessRules.Ruling ruling = rules.rule(Actor.slack(s.payloadTeamOurs() ? OURS : "T0OTHER", "", USER));
        assertThat(ruling.allowed()).as("%s", s).isEqualTo(mayAsk(s));
        assertThat(ruling.admin()).as("%s", s).isEqualTo(mayAsk(s) && isAdmin(s));
        assertThat(ruling.sentence().isEmpty()).as("%s", s).isEqualTo(ruling.allowed());
        assertThat(ruling.rule()).isNotEmpty();
    }

    /** The reference: each reason to refuse by itself. */
    private static boolean mayAsk(Situation s) {
        boolean namedInConfiguration = s.onMemberList() || s.onAdminList();
        if (!s.payloadTeamOurs()) {
            return false;
        }
        if (!s.slackAnswers()) {
            return namedInConfiguration;
        }
        boolean fullMemberOfOurs = s.marks().isEmpty() && s.profileTeamOurs();
        boolean chosen = !s.listsExist()
                || namedInConfiguration
                || s.memberGroup() == GroupState.IN
                || s.adminGroup() == GroupState.IN;
        return fullMemberOfOurs && chosen;
    }

    private static boolean isAdmin(Situation s) {
        return s.onAdminList() || s.slackAnswers() && s.adminGroup() == GroupState.IN;
    }

    private static AccessSettings settings(Situation s) {
        return new AccessSettings(
                Set.of(OURS),
                people(s.memberGroup(), "S0MEMBERS", s.onMemberList()),
                people(s.adminGroup(), "S0ADMINS", s.onAdminList()),
                null);
    }

    private static AccessSettings.People people(GroupState group, String id, boolean listed) {
        return new AccessSettings.People(
                group == GroupState.NONE_CONFIGURED ? Set.of() : Set.of(id), listed ? Set.of(USER) : Set.of());
    }

    private static Directory directory(Situation s) {
        Map<String, GroupState> groups = Map.of("S0MEMBERS", s.memberGroup(), "S0ADMINS", s.adminGroup());
        return new Directory() {
            @Override
            public Optional<Profile> profile(Actor actor) {
                Profile profile = new Profile(Set.of(s.profileTeamOurs() ? OURS : "T0ELSE"), s.marks());
                return Optional.of(profile).filter(known -> s.slackAnswers());
            }

            @Override
            public Optional<Set<String>> usersIn(String userGroup) {
                return switch (groups.get(userGroup)) {
                    case IN -> Optional.of(Set.of(USER, "U0BOB"));
                    case OUT -> Optional.of(Set.of("U0BOB"));
                    case NONE_CONFIGURED, UNREACHABLE -> Optional.empty();
                };
            }
        };
    }

    private static Set<Set<Profile.Mark>> powerSet() {
        Set<Set<Profile.Mark>> sets = new HashSet<>();
        Profile.Mark[] marks = Profile.Mark.values();
        for (int bits = 0; bits < 1 << marks.length; bits++) {
            Set<Profile.Mark> set = EnumSet.noneOf(Profile.Mark.class);
            for (int i = 0; i < marks.length; i++) {
                if ((bits >> i & 1) == 1) {
                    set.add(marks[i]);
                }
            }
            sets.add(set);
        }
        return sets;
    }
}
