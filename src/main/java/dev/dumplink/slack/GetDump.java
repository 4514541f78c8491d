package dev.dumplink.slack;

import dev.dumplink.link.LinkIssuer;
import dev.dumplink.link.Outcome;
import dev.dumplink.link.Wish;

/** A link to the newest dump: of the only database, or of the one named. */
final class GetDump implements Command {
    private final LinkIssuer issuer;
    private final Replies replies;

    GetDump(LinkIssuer issuer, Replies replies) {
        this.issuer = issuer;
        this.replies = replies;
    }

    @Override
    public String word() {
        return "";
    }

    @Override
    public String usage() {
        return "[NAME]";
    }

    @Override
    public String description() {
        return "the newest dump, as a link only you can see; `NAME@2026-11-22` for the one of that day";
    }

    @Override
    public Answer answer(Asked asked) {
        Outcome outcome = issuer.link(asked.request(), Wish.newest(asked.words()), asked.deadline());
        return Answer.to(outcome, replies.to(outcome));
    }
}
