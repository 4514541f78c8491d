package dev.dumplink.slack;

import dev.dumplink.link.LinkIssuer;
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
    public Later<Answer> answer(Asked asked) {
        return Later.of(
                issuer.promise(asked.request(), Wish.newest(asked.words()), asked.deadline()),
                outcome -> Answer.to(outcome, replies.to(outcome)));
    }
}
