package dev.dumplink.slack;

import dev.dumplink.audit.EventCode;
import dev.dumplink.link.LinkIssuer;
import dev.dumplink.link.Outcome;
import java.util.List;
import java.util.function.Supplier;

/** What can be typed; made from the commands themselves. */
final class Help implements Command {
    private final LinkIssuer issuer;
    private final Replies replies;
    private final Supplier<List<Command>> commands;

    Help(LinkIssuer issuer, Replies replies, Supplier<List<Command>> commands) {
        this.issuer = issuer;
        this.replies = replies;
        this.commands = commands;
    }

    @Override
    public String word() {
        return "help";
    }

    @Override
    public String usage() {
        return "help";
    }

    @Override
    public String description() {
        return "what can be typed";
    }

    @Override
    public Later<Answer> answer(Asked asked) {
        Outcome outcome = issuer.note(asked.request(), EventCode.ANSWERED, "help", asked.deadline());
        return Later.now(
                Answer.plain(replies.noted(outcome, request -> replies.help(request, commands.get(), issuer.names()))));
    }
}
