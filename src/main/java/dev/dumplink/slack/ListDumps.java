package dev.dumplink.slack;

import dev.dumplink.link.LinkIssuer;
import dev.dumplink.link.Outcome;

/** The ten newest dumps, with a button each. */
final class ListDumps implements Command {
    private final LinkIssuer issuer;
    private final Replies replies;

    ListDumps(LinkIssuer issuer, Replies replies) {
        this.issuer = issuer;
        this.replies = replies;
    }

    @Override
    public String word() {
        return "list";
    }

    @Override
    public String usage() {
        return "list [NAME]";
    }

    @Override
    public String description() {
        return "the ten newest dumps, to choose one";
    }

    @Override
    public Later<Answer> answer(Asked asked) {
        Outcome outcome = issuer.list(asked.request(), asked.words(), asked.deadline());
        return Later.now(Answer.to(outcome, replies.to(outcome)));
    }
}
