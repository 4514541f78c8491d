package dev.dumplink.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What became of one thing a person did: how the bot acknowledged it, and the messages that appeared at once. */
public record Reply(
        Outcome outcome,
        int status,
        String body,
        Duration took,
        List<Message> messages,
        Delivery delivery,
        String triggerId,
        Optional<String> responseUrl) {

    /** How Slack judges an acknowledgement; everything but {@code OK} is shown to the person. */
    public enum Outcome {
        OK(""),
        TIMEOUT("operation_timeout"),
        CLIENT_ERROR("http_client_error"),
        SERVICE_ERROR("http_service_error"),
        DISPATCH_FAILED("dispatch_failed"),
        INVALID_BLOCKS("invalid_blocks");

        private final String error;

        Outcome(String error) {
            this.error = error;
        }

        /** Slack's word for it. */
        public String error() {
            return error;
        }
    }

    public Reply {
        messages = List.copyOf(messages);
    }

    public boolean ok() {
        return outcome == Outcome.OK;
    }

    /** The one message that appeared. */
    public Message message() {
        if (messages.size() != 1) {
            throw new IllegalStateException(
                    "expected one message, but there are " + messages.size() + " after " + outcome);
        }
        return messages.get(0);
    }

    /** What the person reads in it. */
    public String text() {
        return message().visibleText();
    }

    @Override
    public String toString() {
        return "Reply[" + outcome + ", HTTP " + status + ", " + took.toMillis() + " ms, " + messages + "]";
    }
}
