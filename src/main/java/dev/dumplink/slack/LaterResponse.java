package dev.dumplink.slack;

import com.slack.api.bolt.response.Response;

/**
 * Stands for an answer whose row is being made durable, so that no thread waits for the disk: Bolt hands it on, and whoever
 * sends goes on when the answer is known.
 */
final class LaterResponse extends OwnResponse {
    private final Later<Response> answer;

    /** @param answer its words do not fail */
    LaterResponse(Later<Response> answer) {
        this.answer = answer;
    }

    /** What is to be sent. */
    Response words() {
        return answer.words().get();
    }

    /**
     * Runs {@code then} as soon as what {@code response} says is known, in the thread that makes it known; at once, if it
     * is no later one.
     */
    static void whenKnown(Response response, Runnable then) {
        if (response instanceof LaterResponse later) {
            later.answer.known().whenComplete((known, failure) -> then.run());
        } else {
            then.run();
        }
    }
}
