package dev.dumplink.slack;

import dev.dumplink.link.Outcome;
import dev.dumplink.link.Reading;
import java.util.function.Function;

/** The words for what became of a wish to see the log. */
final class AuditReplies {
    private final Function<Outcome, Message> others;

    /** @param others the words for what is no page */
    AuditReplies(Function<Outcome, Message> others) {
        this.others = others;
    }

    Message to(Reading reading) {
        return reading.fold(new Reading.Cases<>(
                AuditBlocks::message,
                export -> Message.saying(
                        "The rows are on their way to your direct messages." + Replies.reference(export.request())),
                this::notUnderstood,
                others));
    }

    private Message notUnderstood(Reading.NotUnderstood not) {
        return Message.saying("I do not understand "
                + Mrkdwn.code(Mrkdwn.unescape(not.problem().word())) + ". "
                + Mrkdwn.escape(not.problem().sentence()) + Replies.reference(not.request()));
    }
}
