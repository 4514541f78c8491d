package dev.dumplink.slack;

import dev.dumplink.link.AuditDesk;
import dev.dumplink.link.Spot;

/** What is in the log: a page of it, for administrators. */
final class ShowAudit implements Command {
    private final AuditDesk desk;
    private final AuditReplies replies;

    ShowAudit(AuditDesk desk, AuditReplies replies) {
        this.desk = desk;
        this.replies = replies;
    }

    @Override
    public String word() {
        return "audit";
    }

    @Override
    public String usage() {
        return "audit [FILTER]";
    }

    @Override
    public String description() {
        return "for administrators: who asked and what the answer was; `audit user:@somebody outcome:denied since:7d`"
                + " for some of it";
    }

    @Override
    public Later<Answer> answer(Asked asked) {
        return Later.now(
                Answer.plain(replies.to(desk.page(asked.request(), asked.words(), Spot.top(), asked.deadline()))));
    }
}
