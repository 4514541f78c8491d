package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Web API methods that post, change and delete messages. */
final class ChatMethods {
    private final Workspace workspace;
    private final Messages messages;
    private final Inspector inspector;

    ChatMethods(Workspace workspace, Messages messages, Inspector inspector) {
        this.workspace = workspace;
        this.messages = messages;
        this.inspector = inspector;
    }

    Map<String, ApiMethod> methods() {
        return Map.of(
                "chat.postMessage", this::postMessage,
                "chat.postEphemeral", this::postEphemeral,
                "chat.update", this::update,
                "chat.delete", this::delete,
                "conversations.open", this::open,
                "conversations.info", this::info);
    }

    private ObjectNode postMessage(Arguments arguments) {
        return inChannel(arguments, channel -> {
            Optional<String> refusal = inspector.refusal(arguments.message());
            if (refusal.isPresent()) {
                return Json.notOk(refusal.get());
            }
            Message posted = post(channel, Optional.empty(), arguments);
            ObjectNode answer = posted(posted);
            answer.set("message", posted.content());
            return answer;
        });
    }

    private ObjectNode postEphemeral(Arguments arguments) {
        return inChannel(arguments, channel -> {
            Optional<Person> reader = arguments.text("user").flatMap(workspace::person);
            if (reader.isEmpty()) {
                return Json.notOk("user_not_in_channel");
            }
            return inspector.refusal(arguments.message()).map(Json::notOk).orElseGet(() -> Json.ok()
                    .put(
                            "message_ts",
                            post(channel, reader.map(Person::id), arguments).ts()));
        });
    }

    private ObjectNode update(Arguments arguments) {
        return onOwnMessage(arguments, "cant_update_message", message -> {
            Optional<String> refusal = inspector.refusal(arguments.message());
            if (refusal.isPresent()) {
                return Json.notOk(refusal.get());
            }
            return posted(messages.replace(message, arguments.message()));
        });
    }

    private ObjectNode delete(Arguments arguments) {
        return onOwnMessage(arguments, "cant_delete_message", message -> {
            messages.delete(message);
            return posted(message);
        });
    }

    private ObjectNode open(Arguments arguments) {
        Optional<Person> person = arguments.text("users").flatMap(workspace::person);
        if (person.isEmpty()) {
            return Json.notOk("user_not_found");
        }
        ObjectNode answer = Json.ok().put("no_op", false);
        answer.putObject("channel")
                .put("id", Workspace.directChannelOf(person.get().id()));
        return answer;
    }

    private ObjectNode info(Arguments arguments) {
        return arguments
                .text("channel")
                .flatMap(workspace::channel)
                .map(channel -> {
                    ObjectNode answer = Json.ok();
                    answer.putObject("channel")
                            .put("id", channel.id())
                            .put("name", channel.name())
                            .put("is_private", channel.isPrivate())
                            .put("is_im", Workspace.isDirect(channel.id()))
                            .put("is_member", channel.botIsMember())
                            .put("is_ext_shared", false);
                    return answer;
                })
                .orElseGet(() -> Json.notOk("channel_not_found"));
    }

    /** A message to a person's id goes to their direct channel. */
    private ObjectNode inChannel(Arguments arguments, Function<Channel, ObjectNode> then) {
        String id = arguments.textOrEmpty("channel");
        Optional<Channel> channel =
                workspace.channel(workspace.person(id).isPresent() ? Workspace.directChannelOf(id) : id);
        if (channel.isEmpty()) {
            return Json.notOk("channel_not_found");
        }
        return channel.get().botIsMember() ? then.apply(channel.get()) : Json.notOk("not_in_channel");
    }

    /** The timestamp of an ephemeral message opens nothing. */
    private ObjectNode onOwnMessage(Arguments arguments, String notOwn, Function<Message, ObjectNode> then) {
        Optional<Message> message = messages.find(arguments.textOrEmpty("ts"))
                .filter(found -> found.channel().equals(arguments.textOrEmpty("channel")))
                .filter(found -> !found.ephemeral());
        if (message.isEmpty()) {
            return Json.notOk("message_not_found");
        }
        return message.get().author().equals(Workspace.BOT_USER) ? then.apply(message.get()) : Json.notOk(notOwn);
    }

    private Message post(Channel channel, Optional<String> onlyFor, Arguments arguments) {
        return messages.post(channel.id(), Workspace.BOT_USER, Message.Kind.BOT, onlyFor, arguments.message());
    }

    private static ObjectNode posted(Message message) {
        return Json.ok().put("channel", message.channel()).put("ts", message.ts());
    }
}
