package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One call the bot made to Slack; {@code method} is {@link Faults#RESPONSE_URL} for a message to a response_url. */
public record ApiCall(String method, ObjectNode arguments, Instant at) {
    /** Leaves the arguments out: they may carry a link. */
    @Override
    public String toString() {
        return method + " at " + at;
    }
}
