package dev.dumplink.slack;

import com.slack.api.bolt.response.Response;
import java.util.function.Consumer;

/** An answer that carries a link: whoever sends it says whether it went out. */
final class LinkResponse extends Response {
    private final Consumer<Boolean> delivered;

    LinkResponse(Message message, Consumer<Boolean> delivered) {
        setContentType(CONTENT_TYPE_APPLICATION_JSON_UTF8);
        setBody(message.json());
        this.delivered = delivered;
    }

    void delivered(boolean arrived) {
        delivered.accept(arrived);
    }

    /** The same object only: a response is not a value once it has a person waiting. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "LinkResponse[***]";
    }
}
