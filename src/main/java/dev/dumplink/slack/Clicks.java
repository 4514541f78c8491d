package dev.dumplink.slack;

import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.link.LinkIssuer;
import dev.dumplink.link.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What each button does. The answer goes to the click's own response URL, which can replace and delete the message. */
final class Clicks {
    /** Stands for any button that is none of ours. */
    static final String UNKNOWN = "unknown";

    private final Map<String, Function<Asked, Reaction>> byAction = Map.of(
            Replies.OPEN, this::opened, Replies.HIDE, this::hide, Replies.NEW, this::renew, Replies.GET, this::get);
    private final LinkIssuer issuer;
    private final Replies replies;
    private final InstantSource clock;

    Clicks(LinkIssuer issuer, Replies replies, InstantSource clock) {
        this.issuer = issuer;
        this.replies = replies;
        this.clock = clock;
    }

    /**
     * What is posted.
     *
     * @param body what to post, or empty for nothing
     * @param link the request whose link it carries, if any
     */
    record Reaction(Optional<Object> body, Optional<Request> link) {
        static Reaction none() {
            return new Reaction(Optional.empty(), Optional.empty());
        }

        static Reaction saying(Message message) {
            return new Reaction(Optional.of(message.wire()), Optional.empty());
        }
    }

    Set<String> actions() {
        return byAction.keySet();
    }

    /** @param asked with the button's value as its words */
    Reaction react(String action, Asked asked) {
        return byAction.getOrDefault(action, this::unknown).apply(asked);
    }

    private Reaction unknown(Asked asked) {
        Outcome outcome = issuer.note(asked.request(), EventCode.ANSWERED, "unknown", asked.deadline());
        return Reaction.saying(replies.noted(outcome, replies::unknownButton));
    }

    private Reaction opened(Asked asked) {
        return noted(asked, EventCode.OPENED, Reaction.none());
    }

    private Reaction hide(Asked asked) {
        return noted(asked, EventCode.HIDDEN, new Reaction(Optional.of(new Message.Deletion(true)), Optional.empty()));
    }

    private Reaction noted(Asked asked, EventCode code, Reaction reaction) {
        Outcome outcome = issuer.note(ofItsLink(asked), code, "", asked.deadline());
        return outcome instanceof Outcome.Noted ? reaction : Reaction.saying(replies.to(outcome));
    }

    /** The row about a button under a link belongs to that link's request, whose id is the button's value. */
    private static Request ofItsLink(Asked asked) {
        Request click = asked.request();
        try {
            return new Request(
                    new RequestId(asked.words()), click.actor(), click.command(), click.channel(), click.key());
        } catch (IllegalArgumentException e) {
            return click;
        }
    }

    private Reaction renew(Asked asked) {
        return link(asked, true);
    }

    private Reaction get(Asked asked) {
        return link(asked, false);
    }

    private Reaction link(Asked asked, boolean replacing) {
        Outcome outcome = issuer.link(asked.request(), Target.wish(asked.words()), asked.deadline());
        if (outcome instanceof Outcome.AlreadyAnswered again && justNow(again.at())) {
            return Reaction.none();
        }
        Message message = replies.to(outcome);
        if (!(outcome instanceof Outcome.Issued)) {
            return Reaction.saying(message);
        }
        Message shown = replacing ? message.replacing() : message;
        return new Reaction(Optional.of(shown.wire()), Optional.of(asked.request()));
    }

    /** So that the answer is what the person sees, or is on its way: nothing is to be added to it. */
    private boolean justNow(Instant answered) {
        return answered.isAfter(clock.instant().minus(Questions.PATIENCE).minus(Presses.MOMENT));
    }
}
