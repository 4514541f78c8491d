package dev.dumplink.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row as an event of the Open Cybersecurity Schema Framework. What the framework has no place for stands under
 * {@code unmapped} by its column's name.
 */
final class Ocsf {
    static final String VERSION = "1.8.0";

    private static final String PRODUCT = "dumplink";
    private static final JsonMapper JSON = new JsonMapper();

    private final AuditEntry entry;
    private final OcsfActivity activity;
    private final Remaining columns;
    private final ObjectNode event = JSON.createObjectNode();

    private Ocsf(AuditEntry entry) {
        this.entry = entry;
        this.activity = OcsfActivity.of(entry);
        this.columns = new Remaining(entry);
    }

    static String line(AuditEntry entry) {
        return new Ocsf(entry).write().toString() + '\n';
    }

    private ObjectNode write() {
        columns.move("time_ms", event, "time");
        classify();
        judge();
        metadata();
        switch (activity.in()) {
            case FILE_HOSTING -> {
                who();
                file();
            }
            case API -> {
                who();
                api();
            }
            case DATASTORE -> {
                who();
                database();
            }
            case LIFECYCLE -> product(event.putObject("app"));
        }
        columns.moveAll(event.putObject("unmapped"));
        return event;
    }

    private void classify() {
        event.put("category_uid", 6)
                .put("category_name", "Application Activity")
                .put("class_uid", activity.in().uid())
                .put("class_name", activity.in().caption())
                .put("activity_id", activity.id())
                .put("activity_name", activity.name())
                .put("type_uid", activity.type())
                .put("type_name", activity.in().caption() + ": " + activity.name());
    }

    /** How it ended; the last letter of a code says so. */
    private void judge() {
        boolean refused = entry.code().endsWith("D") || entry.code().endsWith("R");
        boolean failed = entry.code().endsWith("E");
        event.put("severity_id", failed ? 3 : refused ? 2 : 1)
                .put("status_id", failed || refused ? 2 : 1)
                .put("status", failed || refused ? "Failure" : "Success")
                .put("message", entry.reason().isEmpty() ? entry.decision() : entry.reason());
        columns.move("decision_rule", event, "status_code");
        columns.move("reason_text", event, "status_detail");
        if (refused) {
            boolean denied = entry.code().endsWith("D");
            event.put("action_id", 2)
                    .put("action", "Denied")
                    .put("disposition_id", denied ? 26 : 25)
                    .put("disposition", denied ? "Unauthorized" : "Rejected");
        }
    }

    private void metadata() {
        ObjectNode metadata =
                event.putObject("metadata").put("version", VERSION).put("log_name", "audit_event");
        columns.move("event_id", metadata, "uid");
        columns.move("request_id", metadata, "correlation_uid");
        columns.move("seq", metadata, "sequence");
        columns.move("code", metadata, "event_code");
        product(metadata.putObject("product"));
        columns.move("app_version", metadata.withObject("/product"), "version");
        if (event.has("action_id")) {
            metadata.putArray("profiles").add("security_control");
        }
    }

    private static void product(ObjectNode product) {
        product.put("name", PRODUCT).put("vendor_name", PRODUCT);
    }

    private void who() {
        user(event.putObject("actor").putObject("user"));
        event.putObject("src_endpoint")
                .put(
                        "svc_name",
                        switch (entry.who().kind()) {
                            case SLACK -> "Slack";
                            case OPERATOR -> "shell";
                            case SYSTEM -> PRODUCT;
                        });
        columns.move("instance_id", event.putObject("dst_endpoint").put("svc_name", PRODUCT), "instance_uid");
    }

    /** Who is forgotten has only the reference left. */
    private void user(ObjectNode user) {
        boolean person = entry.who().kind() != Actor.Kind.SYSTEM;
        user.put("type_id", person ? 1 : 4).put("type", person ? "User" : "Service");
        if (entry.actor().isEmpty()) {
            columns.move("actor_ref", user, "uid");
            return;
        }
        columns.move("actor_user", user, entry.who().kind() == Actor.Kind.SLACK ? "uid" : "name");
        if (!entry.actor().get().team().isEmpty()) {
            ObjectNode account = user.putObject("account").put("type_id", 99).put("type", "Slack workspace");
            columns.move("actor_team", account, "uid");
        }
        if (!entry.actor().get().enterprise().isEmpty()) {
            columns.move("actor_enterprise", user.putObject("org"), "uid");
        }
    }

    private void file() {
        String key = entry.dump().objectKey();
        ObjectNode file = event.putObject("file");
        // a request may be refused before it is known which file it is about
        file.put("name", key.isEmpty() ? "unknown" : key.substring(key.lastIndexOf('/') + 1));
        file.put("type_id", key.isEmpty() ? 0 : 1);
        columns.move("object_key", file, "path");
        columns.move("object_version", file, "version");
        columns.move("dump_time_ms", file, "created_time");
        if (!entry.dump().objectSha256().isEmpty()) {
            ObjectNode hash = file.putArray("hashes").addObject();
            hash.put("algorithm_id", 3).put("algorithm", "SHA-256");
            columns.move("object_sha256", hash, "value");
        }
        columns.move("expires_ms", event, "expiration_time");
    }

    private void api() {
        String operation = Stream.of(entry.command(), entry.what().rule())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
        ObjectNode api = event.putObject("api").put("operation", operation.isEmpty() ? entry.decision() : operation);
        api.putObject("request").put("uid", entry.requestId());
        api.putObject("service").put("name", PRODUCT);
    }

    private void database() {
        ObjectNode database = event.put("type_id", 1).putObject("database").put("type_id", 1);
        if (entry.database().isEmpty()) {
            database.put("name", "unknown");
        }
        columns.move("database_name", database, "name");
    }
}
