package dev.dumplink.slack;

import dev.dumplink.audit.EventCode;
import dev.dumplink.link.LinkIssuer;
import dev.dumplink.link.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which command the typed words mean: the first word names one, or a database, or is close to something that does. */
final class Commands {
    /** Words that mean nothing here, for a command that is not ours. */
    static final String UNKNOWN = "?";

    private final Map<String, Command> byWord;
    private final List<Command> inOrder;
    private final LinkIssuer issuer;
    private final Replies replies;

    Commands(LinkIssuer issuer, Replies replies, ShowAudit audit) {
        this.issuer = issuer;
        this.replies = replies;
        this.inOrder = List.of(
                new GetDump(issuer, replies),
                new ListDumps(issuer, replies),
                audit,
                new Help(issuer, replies, this::all));
        this.byWord = inOrder.stream().collect(Collectors.toMap(Command::word, Function.identity()));
    }

    private List<Command> all() {
        return inOrder;
    }

    /** @param asked with everything that was typed after the slash command */
    Later<Answer> answer(Asked asked) {
        String[] words = asked.words().strip().split("\\s+", 2);
        String first = words[0].toLowerCase(Locale.ROOT);
        String rest = words.length > 1 ? words[1] : "";
        Command named = byWord.get(first);
        if (named != null) {
            return named.answer(new Asked(asked.request(), rest, asked.deadline()));
        }
        boolean database = rest.isEmpty() && issuer.knows(first);
        return database
                ? byWord.get("").answer(new Asked(asked.request(), first, asked.deadline()))
                : Later.now(unknown(asked));
    }

    private Answer unknown(Asked asked) {
        Outcome outcome = issuer.note(asked.request(), EventCode.ANSWERED, "unknown", asked.deadline());
        return Answer.plain(replies.noted(outcome, request -> replies.unknown(request, suggestion(asked.words()))));
    }

    private Optional<String> suggestion(String typed) {
        List<String> words =
                byWord.keySet().stream().filter(word -> !word.isEmpty()).toList();
        return Suggestion.to(typed, words, issuer.names());
    }
}
