package dev.dumplink.link;

import java.util.Set;

/**
 * One person, as the chat system describes them.
 *
 * @param teams every workspace the person is a member of
 * @param marks what is unusual about the account; nothing for a full member
 */
public record Profile(Set<String> teams, Set<Mark> marks) {
    public Profile {
        teams = Set.copyOf(teams);
        marks = Set.copyOf(marks);
    }

    /** What little Slack says of somebody: it answered, so that this is no outage, and not enough to let anybody in. */
    public static Profile incomplete() {
        return new Profile(Set.of(), Set.of(Mark.INCOMPLETE));
    }

    /** Each is a reason to refuse; in the order in which they are told. */
    public enum Mark {
        INCOMPLETE(
                "incomplete",
                "I cannot check who you are right now, because Slack does not say enough about your account. Please try"
                        + " again in a minute."),
        UNKNOWN("unknown", "Slack does not know this account."),
        DEACTIVATED("deactivated", "This account is deactivated."),
        BOT("bot", "Bots and apps cannot ask for dumps."),
        STRANGER("stranger", "Only members of this workspace can ask for dumps."),
        INVITED("invited", "This account's invitation has not been accepted yet. Accept it, then ask again."),
        GUEST("guest", "Guests cannot ask for dumps. A full member can.");

        private final String word;
        private final String sentence;

        Mark(String word, String sentence) {
            this.word = word;
            this.sentence = sentence;
        }

        String rule() {
            return "account." + word;
        }

        String sentence() {
            return sentence;
        }
    }
}
