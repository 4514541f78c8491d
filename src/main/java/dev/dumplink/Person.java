package dev.dumplink;

import dev.dumplink.restore.Finding;
import dev.dumplink.restore.Inspection;
import dev.dumplink.restore.Operator;
import dev.dumplink.restore.Target;
import java.io.PrintWriter;
import java.util.List;

/** Whoever sits at the terminal: sees both sides on a card, and types what they mean. */
final class Person implements Operator {
    private final Typing typing;
    private final Runnable before;
    private final Runnable after;
    private final PrintWriter err;
    private final int width;

    /** @param watch what stands in place on the terminal, and must go while anything else is written there */
    Person(Typing typing, RestoreWatch watch, PrintWriter err, int width) {
        this(typing, watch::pause, watch::resume, err, width);
    }

    /** Nobody tells how far something is. */
    Person(Typing typing, PrintWriter err, int width) {
        this(typing, () -> {}, () -> {}, err, width);
    }

    private Person(Typing typing, Runnable before, Runnable after, PrintWriter err, int width) {
        this.typing = typing;
        this.before = before;
        this.after = after;
        this.err = err;
        this.width = width;
    }

    @Override
    public void show(Inspection.Sound dump, Target target, List<Finding> findings) {
        before.run();
        RestoreCard.of(dump, target, findings, width).forEach(err::println);
        after.run();
    }

    @Override
    public Answer confirm(String words) {
        if (!typing.possible()) {
            return Answer.NOBODY;
        }
        before.run();
        Answer answer = typing.confirmed(words) ? Answer.YES : Answer.NO;
        after.run();
        return answer;
    }
}
