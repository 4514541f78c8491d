package dev.dumplink.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import java.util.Optional;

/**
 * A click, and where its answer may go.
 *
 * @param trigger opens one modal within three seconds
 * @param responseUrl of the message that was clicked in; a view has none
 */
record Clicked(Asked asked, String trigger, Optional<String> responseUrl) {
    static Clicked of(BlockActionPayload payload, Asked asked) {
        return new Clicked(asked, payload.getTriggerId(), Optional.ofNullable(payload.getResponseUrl()));
    }

    /** Whether it was on the Home tab, or in a window over it. */
    boolean atHome() {
        return responseUrl.isEmpty();
    }

    @Override
    public String toString() {
        return "Clicked[" + asked.request().command() + "]";
    }
}
