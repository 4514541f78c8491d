package dev.dumplink.audit;

/**
 * A row as one line of JSON: the columns of {@code audit_event} by their names, and the ids of the person as long as they
 * are not forgotten. What a row does not have is left out. Without {@code hash}, {@code actor_team},
 * {@code actor_enterprise} and {@code actor_user} it is, as canonical JSON, what the hash was made of. Only plain ASCII, so
 * that no terminal obeys what it shows.
 */
final class EntryJson {
    private final StringBuilder json = new StringBuilder(1000);

    private EntryJson() {}

    static String line(AuditEntry entry) {
        EntryJson line = new EntryJson();
        line.place(entry.place());
        line.what(entry.what());
        line.who(entry.who());
        line.asked(entry.asked());
        line.dump(entry.dump());
        line.link(entry.link());
        line.text("prev_hash", entry.place().prevHash());
        line.text("hash", entry.place().hash());
        return line.json.append('}').toString();
    }

    private void place(AuditEntry.Place place) {
        number("seq", place.seq());
        text("event_id", place.eventId());
        number("time_ms", place.time().toEpochMilli());
    }

    private void what(AuditEntry.What what) {
        text("code", what.code());
        text("decision", what.decision());
        text("decision_rule", what.rule());
        text("reason_text", what.reason());
        text("command", what.command());
    }

    private void who(AuditEntry.Who who) {
        text("actor_kind", who.kind().column());
        text("actor_ref", who.ref());
        who.actor().ifPresent(actor -> {
            text("actor_team", actor.team());
            text("actor_enterprise", actor.enterprise());
            text("actor_user", actor.user());
        });
    }

    private void asked(AuditEntry.Asked asked) {
        text("channel_id", asked.channel());
        text("request_id", asked.requestId());
        text("idempotency_key", asked.idempotencyKey());
        text("instance_id", asked.instance());
        text("app_version", asked.version());
    }

    private void dump(AuditEntry.Dump dump) {
        text("database_name", dump.database());
        text("object_key", dump.objectKey());
        text("object_version", dump.objectVersion());
        text("object_sha256", dump.objectSha256());
        dump.madeAt().ifPresent(time -> number("dump_time_ms", time.toEpochMilli()));
    }

    private void link(AuditEntry.Link link) {
        link.expires().ifPresent(time -> number("expires_ms", time.toEpochMilli()));
        text("url_hmac", link.urlHmac());
    }

    private void name(String name) {
        json.append(json.length() == 0 ? "{\"" : ",\"").append(name).append("\":");
    }

    private void number(String name, long value) {
        name(name);
        json.append(value);
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            name(name);
            int start = json.length();
            Json.quote(json, value);
            escapeBeyondAscii(start);
        }
    }

    private void escapeBeyondAscii(int from) {
        for (int i = from; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x7f) {
                String escaped = String.format("\\u%04x", (int) c);
                json.replace(i, i + 1, escaped);
                i += escaped.length() - 1;
            }
        }
    }
}
