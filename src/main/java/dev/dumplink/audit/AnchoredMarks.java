package dev.dumplink.audit;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/** What signed anchors say about single rows, handed out in the rows' order. */
final class AnchoredMarks {
    private final Deque<Seen> ahead = new ArrayDeque<>();
    private long agreed;
    private boolean disproved;

    private record Seen(Anchor.Mark mark, Anchor by) {}

    static AnchoredMarks none() {
        return new AnchoredMarks();
    }

    static AnchoredMarks of(Collection<Anchor> anchors) {
        AnchoredMarks marks = new AnchoredMarks();
        anchors.stream()
                .flatMap(anchor -> Stream.of(
                        new Seen(anchor.statement().pruned(), anchor),
                        new Seen(anchor.statement().end(), anchor)))
                .sorted(Comparator.comparingLong(seen -> seen.mark().seq()))
                .forEach(marks.ahead::add);
        return marks;
    }

    /** @throws Damage if an anchor saw another row there */
    void require(Anchor.Mark row) throws Damage {
        while (!ahead.isEmpty() && ahead.peek().mark().seq() < row.seq()) {
            ahead.poll();
        }
        while (!ahead.isEmpty() && ahead.peek().mark().seq() == row.seq()) {
            Seen seen = ahead.poll();
            if (!seen.mark().equals(row)) {
                disproved = true;
                throw new Damage(rewritten(row.seq()) + ": " + seen.by() + " of "
                        + seen.by().time() + " saw another row " + row.seq());
            }
            agreed = row.seq();
        }
    }

    private String rewritten(long seq) {
        long first = agreed + 1;
        return first < seq
                ? "row " + first + ", or one of those up to " + seq + ", was rewritten"
                : "row " + seq + " was rewritten";
    }

    /** The last row asked for that an anchor saw just so; 0 if there was none. */
    long agreed() {
        return agreed;
    }

    /** Whether an anchor saw another row than one asked for. */
    boolean disproved() {
        return disproved;
    }

    /** The newest anchor that saw rows beyond those asked for. */
    Optional<Anchor> beyond() {
        return Optional.ofNullable(ahead.peekLast()).map(Seen::by);
    }
}
