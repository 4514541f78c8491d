package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything the bot wants to show, and remembers what was wrong with it. */
final class Inspector {
    private final List<String> violations = new ArrayList<>();

    /** Slack's error for a message it would not show. A missing top-level text is remembered, but Slack lets it pass. */
    Optional<String> refusal(ObjectNode message) {
        boolean hasText = Json.text(message, "text").isPresent();
        if (!hasText && message.path("blocks").isEmpty()) {
            return noted(List.of("neither text nor blocks"), "no_text");
        }
        if (!hasText) {
            noted(List.of("no top-level text for notifications and screen readers"), "");
        }
        return noted(MessageRules.broken(message), "invalid_blocks");
    }

    Optional<String> viewRefusal(JsonNode view) {
        return noted(MessageRules.brokenByView(view), "invalid_arguments");
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private synchronized Optional<String> noted(List<String> found, String error) {
        violations.addAll(found);
        return found.isEmpty() ? Optional.empty() : Optional.of(error);
    }
}
