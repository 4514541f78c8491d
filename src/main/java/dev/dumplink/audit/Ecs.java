package dev.dumplink.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A row in the Elastic Common Schema. What that has no field for stands under {@code dumplink} by its column's name. */
final class Ecs {
    private static final String VERSION = "9.0.0";
    private static final String PRODUCT = "dumplink";
    private static final JsonMapper JSON = new JsonMapper();

    private final AuditEntry entry;
    private final Remaining columns;
    private final ObjectNode document = JSON.createObjectNode();

    private Ecs(AuditEntry entry) {
        this.entry = entry;
        this.columns = new Remaining(entry);
    }

    static String line(AuditEntry entry) {
        return new Ecs(entry).write().toString() + '\n';
    }

    private ObjectNode write() {
        document.put("@timestamp", entry.time().toString());
        document.putObject("ecs").put("version", VERSION);
        document.put("message", entry.reason().isEmpty() ? entry.decision() : entry.reason());
        event(document.putObject("event"));
        who();
        file();
        columns.move("request_id", document.putObject("http").putObject("request"), "id");
        ObjectNode service = document.putObject("service").put("name", PRODUCT);
        columns.move("app_version", service, "version");
        columns.move("instance_id", service.putObject("node"), "name");
        columns.moveAll(document.putObject(PRODUCT));
        return document;
    }

    private void event(ObjectNode event) {
        event.put("kind", "event");
        event.put("provider", PRODUCT);
        event.put("dataset", PRODUCT + ".audit");
        event.putArray("category").add(category());
        event.put("action", action());
        event.put("outcome", isSuccess() ? "success" : "failure");
        if (family().equals("DL")) {
            boolean refused = entry.code().endsWith("D") || entry.code().endsWith("R");
            event.putArray("type").add("access").add(refused ? "denied" : "allowed");
        } else {
            event.putArray("type").add(family().equals("DB") || family().equals("AU") ? "access" : "info");
        }
        columns.move("code", event, "code");
        columns.move("event_id", event, "id");
        columns.move("seq", event, "sequence");
        columns.move("hash", event, "hash");
        columns.move("reason_text", event, "reason");
    }

    /** The last letter of a code says how it ended. */
    private boolean isSuccess() {
        return entry.code().endsWith("I");
    }

    /** The first two letters of a code say what it is about. */
    private String family() {
        return entry.code().substring(0, Math.min(2, entry.code().length()));
    }

    private String category() {
        return switch (family()) {
            case "DL" -> "file";
            case "DB", "RS", "AU" -> "database";
            case "CF" -> "configuration";
            default -> "process";
        };
    }

    private String action() {
        return switch (entry.code()) {
            case "SY001I" -> "service-started";
            case "SY002I" -> "service-stopped";
            case "CF001I" -> "configuration-loaded";
            default ->
                switch (family()) {
                    case "DL" -> "dump-link-" + entry.decision();
                    case "DB" -> "dump-" + entry.decision();
                    case "RS" -> "restore-" + entry.decision();
                    case "AU" -> "audit-log-" + entry.decision();
                    default -> entry.decision();
                };
        };
    }

    private void who() {
        if (entry.actor().isEmpty()) {
            return;
        }
        columns.move("actor_user", document.putObject("user"), entry.who().kind() == Actor.Kind.SLACK ? "id" : "name");
        if (!entry.actor().get().team().isEmpty()) {
            columns.move("actor_team", document.putObject("organization"), "id");
        }
    }

    private void file() {
        String key = entry.dump().objectKey();
        if (key.isEmpty()) {
            return;
        }
        ObjectNode file =
                document.putObject("file").put("type", "file").put("name", key.substring(key.lastIndexOf('/') + 1));
        columns.move("object_key", file, "path");
        if (!entry.dump().objectSha256().isEmpty()) {
            columns.move("object_sha256", file.putObject("hash"), "sha256");
        }
    }
}
