package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The workspace as one person's page shows it. */
final class Picture {
    private final Workspace workspace;
    private final Messages messages;
    private final Views views;
    private final AuditTail audit;
    private final boolean tabs;

    Picture(Workspace workspace, Messages messages, Views views, AuditTail audit, boolean tabs) {
        this.workspace = workspace;
        this.messages = messages;
        this.views = views;
        this.audit = audit;
        this.tabs = tabs;
    }

    ObjectNode of(String user) {
        ObjectNode picture = Json.object().put("user", user);
        picture.putObject("workspace")
                .put("name", workspace.team().name())
                .put("domain", workspace.team().domain());
        picture.putObject("bot").put("id", Workspace.BOT_USER).put("name", Workspace.BOT_NAME);
        picture.put("tabs", tabs);
        picture.put("direct", Workspace.directChannelOf(user));
        channels(picture.putArray("channels"));
        commands(picture.putArray("commands"));
        picture.set("people", people(workspace));
        ArrayNode shown = picture.putArray("messages");
        messages.visibleTo(user).forEach(message -> shown.add(message(message)));
        views.homeOf(user).ifPresent(home -> picture.set("home", home));
        picture.set("audit", audit.picture());
        return picture;
    }

    static ArrayNode people(Workspace workspace) {
        ArrayNode people = Json.array();
        for (Person person : workspace.people()) {
            people.addObject()
                    .put("id", person.id())
                    .put("name", person.name())
                    .put("realName", person.realName())
                    .put("role", person.role(workspace.team()));
        }
        return people;
    }

    static ObjectNode message(Message message) {
        ObjectNode json = Json.object()
                .put("ts", message.ts())
                .put("channel", message.channel())
                .put("author", message.author())
                .put("kind", message.kind().name())
                .put("ephemeral", message.ephemeral())
                .put("at", message.at().toString())
                .put("text", message.text());
        json.set("blocks", message.blocks());
        json.set("files", message.content().path("files"));
        return json;
    }

    private void channels(ArrayNode into) {
        for (Channel channel : workspace.channels()) {
            into.addObject()
                    .put("id", channel.id())
                    .put("name", channel.name())
                    .put("topic", channel.topic())
                    .put("private", channel.isPrivate());
        }
    }

    private void commands(ArrayNode into) {
        for (SlashCommand command : workspace.commands()) {
            ArrayNode hints = into.addObject()
                    .put("name", command.name())
                    .put("description", command.description())
                    .putArray("hints");
            command.hints()
                    .forEach(
                            hint -> hints.addObject().put("words", hint.words()).put("meaning", hint.meaning()));
        }
    }
}
