package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Web API methods for the Home tab and modals. */
final class ViewMethods {
    private final Workspace workspace;
    private final Views views;
    private final Triggers triggers;
    private final Inspector inspector;

    ViewMethods(Workspace workspace, Views views, Triggers triggers, Inspector inspector) {
        this.workspace = workspace;
        this.views = views;
        this.triggers = triggers;
        this.inspector = inspector;
    }

    Map<String, ApiMethod> methods() {
        return Map.of("views.publish", this::publish, "views.open", this::open);
    }

    private ObjectNode publish(Arguments arguments) {
        Optional<String> user =
                arguments.text("user_id").filter(id -> workspace.person(id).isPresent());
        if (user.isEmpty()) {
            return Json.notOk("user_not_found");
        }
        Optional<String> hash = views.homeOf(user.get()).flatMap(home -> Json.text(home, "hash"));
        if (arguments.text("hash").isPresent() && !arguments.text("hash").equals(hash)) {
            return Json.notOk("hash_conflict");
        }
        JsonNode view = arguments.json("view");
        return inspector.viewRefusal(view).map(Json::notOk).orElseGet(() -> Json.ok()
                .set("view", views.publish(user.get(), view)));
    }

    private ObjectNode open(Arguments arguments) {
        JsonNode view = arguments.json("view");
        Optional<String> refusal = inspector.viewRefusal(view);
        if (refusal.isPresent()) {
            return Json.notOk(refusal.get());
        }
        Triggers.Use use = triggers.use(arguments.textOrEmpty("trigger_id"));
        return use.user()
                .map(user -> Json.ok().<ObjectNode>set("view", views.open(user, view)))
                .orElseGet(() -> Json.notOk(use.error()));
    }
}
