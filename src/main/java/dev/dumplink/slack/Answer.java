package dev.dumplink.slack;

import dev.dumplink.link.Outcome;

/**
 * What to say.
 *
 * @param carriesLink whether it must be recorded if it arrived
 */
record Answer(Message message, boolean carriesLink) {
    static Answer plain(Message message) {
        return new Answer(message, false);
    }

    static Answer to(Outcome outcome, Message message) {
        return new Answer(message, outcome instanceof Outcome.Issued);
    }
}
