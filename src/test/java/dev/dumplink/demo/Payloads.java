package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The bodies Slack sends, signed: forms for commands and clicks, JSON for events. */
final class Payloads {
    private static final String DEPRECATED_TOKEN = "deprecated-verification-token";

    private final Workspace workspace;
    private final InstantSource clock;
    private final String signingSecret;
    private final Ids ids;

    Payloads(Workspace workspace, InstantSource clock, String signingSecret, Ids ids) {
        this.workspace = workspace;
        this.clock = clock;
        this.signingSecret = signingSecret;
        this.ids = ids;
    }

    Delivery command(Sender from, String command, String text, String responseUrl, String triggerId) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", DEPRECATED_TOKEN);
        form.put("team_id", from.team().id());
        form.put("team_domain", from.team().domain());
        from.team().enterprise().ifPresent(enterprise -> {
            form.put("enterprise_id", enterprise.id());
            form.put("enterprise_name", enterprise.name());
        });
        form.put("channel_id", from.channel());
        form.put("channel_name", nameOf(from.channel()));
        form.put("user_id", from.person().id());
        form.put("user_name", from.person().name());
        form.put("command", command);
        form.put("text", text);
        form.put("api_app_id", Workspace.APP);
        form.put("is_enterprise_install", "false");
        form.put("response_url", responseUrl);
        form.put("trigger_id", triggerId);
        form.putAll(from.fields());
        return signed(Delivery.FORM, encoded(form));
    }

    Delivery messageClick(Sender from, Message message, JsonNode element, String responseUrl, String triggerId) {
        ObjectNode payload = interaction("block_actions", from, triggerId);
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", message.ts())
                .put("channel_id", message.channel())
                .put("is_ephemeral", message.ephemeral());
        payload.putObject("channel").put("id", message.channel()).put("name", nameOf(message.channel()));
        if (!message.ephemeral()) {
            payload.set(
                    "message",
                    message.content().deepCopy().put("type", "message").put("ts", message.ts()));
        }
        payload.put("response_url", responseUrl);
        return click(from, payload, element);
    }

    Delivery viewClick(Sender from, JsonNode view, JsonNode element, String triggerId) {
        ObjectNode payload = interaction("block_actions", from, triggerId);
        payload.putObject("container")
                .put("type", "view")
                .put("view_id", view.path("id").asText());
        payload.set("view", view);
        return click(from, payload, element);
    }

    Delivery submission(Sender from, JsonNode view, String triggerId) {
        ObjectNode payload = interaction("view_submission", from, triggerId);
        payload.set("view", view);
        payload.putArray("response_urls");
        return asForm(from, payload);
    }

    Delivery event(Sender from, ObjectNode event) {
        ObjectNode body = Json.object()
                .put("token", DEPRECATED_TOKEN)
                .put("team_id", from.team().id())
                .put("api_app_id", Workspace.APP)
                .put("type", "event_callback")
                .put("event_id", ids.next("Ev"))
                .put("event_time", clock.instant().getEpochSecond());
        body.set("event", event.put("event_ts", timestamp()));
        body.putArray("authorizations")
                .addObject()
                .put("team_id", from.team().id())
                .put("user_id", Workspace.BOT_USER)
                .put("is_bot", true)
                .put("is_enterprise_install", false);
        return signed(Delivery.JSON, from.edit().apply(body).toString());
    }

    Delivery urlVerification(String challenge) {
        return signed(
                Delivery.JSON,
                Json.object()
                        .put("token", DEPRECATED_TOKEN)
                        .put("challenge", challenge)
                        .put("type", "url_verification")
                        .toString());
    }

    Delivery signed(String contentType, String body) {
        return Delivery.unsigned(contentType, body).signed(signingSecret, clock.instant());
    }

    private ObjectNode interaction(String type, Sender from, String triggerId) {
        Person person = from.person();
        ObjectNode payload = Json.object().put("type", type);
        payload.putObject("user")
                .put("id", person.id())
                .put("username", person.name())
                .put("name", person.name())
                .put("team_id", person.teamId());
        payload.put("api_app_id", Workspace.APP).put("token", DEPRECATED_TOKEN).put("trigger_id", triggerId);
        payload.putObject("team")
                .put("id", from.team().id())
                .put("domain", from.team().domain());
        payload.putNull("enterprise").put("is_enterprise_install", false);
        from.team().enterprise().ifPresent(enterprise -> payload.putObject("enterprise")
                .put("id", enterprise.id())
                .put("name", enterprise.name()));
        return payload;
    }

    private Delivery click(Sender from, ObjectNode payload, JsonNode element) {
        ObjectNode action = ((ObjectNode) element.deepCopy()).put("action_ts", timestamp());
        // what Slack keeps to itself: the bot is told which button, not where it leads
        action.remove("url");
        action.remove("accessibility_label");
        payload.putObject("state").putObject("values");
        payload.putArray("actions").add(action);
        return asForm(from, payload);
    }

    private Delivery asForm(Sender from, ObjectNode payload) {
        from.fields().forEach(payload::put);
        return signed(
                Delivery.FORM,
                encoded(Map.of("payload", from.edit().apply(payload).toString())));
    }

    private String nameOf(String channel) {
        return workspace.channel(channel).map(Channel::name).orElse("unknown");
    }

    private String timestamp() {
        return clock.instant().getEpochSecond() + ".000001";
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
