package dev.dumplink.slack;

import java.util.function.Consumer;

/** An answer that carries a link: whoever sends it says whether it went out. */
final class LinkResponse extends OwnResponse {
    private final Consumer<Boolean> delivered;

    LinkResponse(Message message, Consumer<Boolean> delivered) {
        setContentType(CONTENT_TYPE_APPLICATION_JSON_UTF8);
        setBody(message.json());
        this.delivered = delivered;
    }

    void delivered(boolean arrived) {
        delivered.accept(arrived);
    }
}
