package dev.dumplink.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.dumplink.link.Profile;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Slack's user object read without good faith: a flag that should be there and is not makes the whole object incomplete.
 * {@code is_app_user} is not looked at: it says that a person has authorized the calling app, not that it is an app.
 */
final class Profiles {
    /** What Slack always tells about an account that is not deactivated. */
    private static final List<String> ALWAYS = List.of("is_bot", "is_restricted", "is_ultra_restricted");

    private Profiles() {}

    /** Slack answered, and its answer does not say enough to decide on. */
    static final class Incomplete extends IOException {
        private static final long serialVersionUID = 1L;

        Incomplete() {
            super("users.info: the user object is incomplete");
        }
    }

    /** @param answer a whole answer of Slack's that says it is ok */
    static Profile read(JsonObject answer, String id) throws Incomplete {
        if (answer.get("user") instanceof JsonObject user
                && has(user, "deleted")
                && id.equals(text(user, "id"))
                && !text(user, "team_id").isEmpty()) {
            return complete(user);
        }
        throw new Incomplete();
    }

    private static Profile complete(JsonObject user) throws Incomplete {
        Set<Profile.Mark> marks = EnumSet.noneOf(Profile.Mark.class);
        mark(marks, Profile.Mark.DEACTIVATED, user, "deleted");
        if (marks.isEmpty() && !ALWAYS.stream().allMatch(flag -> has(user, flag))) {
            throw new Incomplete();
        }
        mark(marks, Profile.Mark.BOT, user, "is_bot", "is_workflow_bot");
        mark(marks, Profile.Mark.STRANGER, user, "is_stranger");
        mark(marks, Profile.Mark.INVITED, user, "is_invited_user");
        mark(marks, Profile.Mark.GUEST, user, "is_restricted", "is_ultra_restricted");
        return new Profile(teams(user), marks);
    }

    private static void mark(Set<Profile.Mark> marks, Profile.Mark mark, JsonObject user, String... flags) {
        for (String flag : flags) {
            // anything but a plain false counts
            if (user.has(flag) && !(has(user, flag) && !SlackDirectory.isTrue(user, flag))) {
                marks.add(mark);
            }
        }
    }

    private static Set<String> teams(JsonObject user) throws Incomplete {
        Set<String> teams = new HashSet<>();
        teams.add(text(user, "team_id"));
        if (user.get("enterprise_user") instanceof JsonObject enterprise && enterprise.has("teams")) {
            if (!(enterprise.get("teams") instanceof JsonArray more)) {
                throw new Incomplete();
            }
            more.forEach(team -> teams.add(text(team)));
        }
        return teams;
    }

    private static boolean has(JsonObject user, String flag) {
        JsonElement value = user.get(flag);
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isBoolean();
    }

    private static String text(JsonObject user, String field) {
        return text(user.get(field));
    }

    private static String text(JsonElement value) {
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
