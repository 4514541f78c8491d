package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Web API methods about who is who. */
final class PeopleMethods {
    private final Workspace workspace;

    PeopleMethods(Workspace workspace) {
        this.workspace = workspace;
    }

    Map<String, ApiMethod> methods() {
        return Map.of(
                "auth.test",
                arguments -> authTest(),
                "users.info",
                this::usersInfo,
                "usergroups.users.list",
                this::userGroup,
                // Socket Mode is not spoken here
                "apps.connections.open",
                arguments -> Json.notOk("not_allowed_token_type"));
    }

    private ObjectNode authTest() {
        Team team = workspace.team();
        ObjectNode answer = Json.ok()
                .put("url", "https://" + team.domain() + ".slack.com/")
                .put("team", team.name())
                .put("user", Workspace.BOT_NAME)
                .put("team_id", team.id())
                .put("user_id", Workspace.BOT_USER)
                .put("bot_id", Workspace.BOT)
                .put("is_enterprise_install", false);
        team.enterprise().ifPresent(enterprise -> answer.put("enterprise_id", enterprise.id()));
        return answer;
    }

    private ObjectNode usersInfo(Arguments arguments) {
        boolean withLocale = arguments.fields().path("include_locale").asBoolean(false)
                || arguments.textOrEmpty("include_locale").equals("1");
        return arguments
                .text("user")
                .flatMap(workspace::person)
                .map(person -> withLocale ? person : person.without("locale"))
                .map(person -> Json.ok().<ObjectNode>set("user", person.profile()))
                .orElseGet(() -> Json.notOk("user_not_found"));
    }

    private ObjectNode userGroup(Arguments arguments) {
        return arguments
                .text("usergroup")
                .flatMap(workspace::userGroup)
                .map(members -> {
                    ObjectNode answer = Json.ok();
                    members.forEach(answer.putArray("users")::add);
                    return answer;
                })
                .orElseGet(() -> Json.notOk("no_such_subteam"));
    }
}
