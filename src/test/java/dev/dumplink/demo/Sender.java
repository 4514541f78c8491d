package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who does something, where, and what the payload about it says differently from the usual. */
record Sender(Person person, String channel, Team team, Map<String, String> fields, UnaryOperator<ObjectNode> edit) {

    Sender {
        fields = Map.copyOf(fields);
    }

    /** Somebody of another workspace acts from there, not from ours. */
    static Sender usual(Person person, String channel, Team home) {
        boolean foreign = !person.teamId().equals(home.id());
        Team team = foreign ? new Team(person.teamId(), "elsewhere", "Elsewhere", Optional.empty()) : home;
        return new Sender(person, channel, team, Map.of(), UnaryOperator.identity());
    }

    Sender in(String otherChannel) {
        return new Sender(person, otherChannel, team, fields, edit);
    }

    Sender from(Team other) {
        return new Sender(person, channel, other, fields, edit);
    }

    Sender with(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Sender(person, channel, team, more, edit);
    }

    Sender edited(UnaryOperator<ObjectNode> payloadEdit) {
        return new Sender(person, channel, team, fields, payload -> payloadEdit.apply(edit.apply(payload)));
    }
}
