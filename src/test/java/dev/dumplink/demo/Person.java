package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Somebody with a Slack account. The profile is what {@code users.info} answers, so a test can make a person as odd as it
 * likes: flags missing, an account of another workspace, or any JSON at all.
 */
public record Person(String id, String teamId, String name, String realName, ObjectNode profile) {
    public Person {
        profile = profile.deepCopy();
    }

    public static Person member(String id, String name, String realName) {
        return new Person(id, Team.ACME.id(), name, realName, profile(id, Team.ACME.id(), name, realName));
    }

    public static Person admin(String id, String name, String realName) {
        return member(id, name, realName).with("is_admin", true);
    }

    public static Person owner(String id, String name, String realName) {
        return admin(id, name, realName).with("is_owner", true);
    }

    /** A guest who may be in several channels. */
    public static Person guest(String id, String name, String realName) {
        return member(id, name, realName).with("is_restricted", true);
    }

    public static Person singleChannelGuest(String id, String name, String realName) {
        return guest(id, name, realName).with("is_ultra_restricted", true);
    }

    /** Somebody of another workspace who shares a channel with us; Slack tells nobody's locale but ours. */
    public static Person outsider(String id, String name, String realName, String teamId) {
        return member(id, name, realName).of(teamId).without("locale");
    }

    /** Somebody of another workspace with whom we share no channel. */
    public static Person stranger(String id, String name, String realName, String teamId) {
        return outsider(id, name, realName, teamId).with("is_stranger", true);
    }

    public static Person deactivated(String id, String name, String realName) {
        return member(id, name, realName).with("deleted", true);
    }

    public static Person bot(String id, String name, String realName) {
        return member(id, name, realName).with("is_bot", true);
    }

    public Person of(String otherTeamId) {
        return new Person(id, otherTeamId, name, realName, profile.deepCopy().put("team_id", otherTeamId));
    }

    public Person inEnterprise(String enterpriseId, String enterpriseName) {
        ObjectNode account = Json.object()
                .put("id", id)
                .put("enterprise_id", enterpriseId)
                .put("enterprise_name", enterpriseName)
                .put("is_admin", false)
                .put("is_owner", false);
        account.putArray("teams").add(teamId);
        return with("enterprise_user", account);
    }

    public Person with(String field, boolean value) {
        return raw(profile.deepCopy().put(field, value));
    }

    public Person with(String field, JsonNode value) {
        return raw(profile.deepCopy().set(field, value));
    }

    public Person without(String field) {
        ObjectNode less = profile.deepCopy();
        less.remove(field);
        return raw(less);
    }

    /** The same account, of which {@code users.info} says exactly this. */
    public Person raw(String json) {
        return raw((ObjectNode) Json.parse(json));
    }

    private Person raw(ObjectNode json) {
        return new Person(id, teamId, name, realName, json);
    }

    /** What this person is to the workspace, in a word or two. */
    String role(Team home) {
        if (is("deleted")) {
            return "deactivated";
        }
        if (is("is_bot")) {
            return "bot";
        }
        if (!teamId.equals(home.id())) {
            return "outside company";
        }
        if (is("is_restricted") || is("is_ultra_restricted")) {
            return is("is_ultra_restricted") ? "single-channel guest" : "guest";
        }
        return is("is_owner") ? "owner" : is("is_admin") ? "admin" : "member";
    }

    private boolean is(String flag) {
        return Json.flag(profile, flag);
    }

    private static ObjectNode profile(String id, String teamId, String name, String realName) {
        ObjectNode user = Json.object()
                .put("id", id)
                .put("team_id", teamId)
                .put("name", name)
                .put("deleted", false)
                .put("color", "4bbe2e")
                .put("real_name", realName)
                .put("tz", "Europe/Berlin")
                .put("tz_label", "Central European Time")
                .put("tz_offset", 3600);
        user.putObject("profile").put("real_name", realName).put("display_name", name);
        return user.put("is_admin", false)
                .put("is_owner", false)
                .put("is_primary_owner", false)
                .put("is_restricted", false)
                .put("is_ultra_restricted", false)
                .put("is_bot", false)
                .put("is_app_user", false)
                .put("is_invited_user", false)
                .put("is_email_confirmed", true)
                .put("updated", 1_795_300_000L)
                .put("locale", "en-US");
    }
}
