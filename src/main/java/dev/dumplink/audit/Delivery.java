package dev.dumplink.audit;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The way to one place that anchors go to. */
sealed interface Delivery {
    Trouble trouble();

    /** This program made an anchor. */
    void made(Anchor anchor);

    /** Whether the place tells another story than the database; nothing must be signed then. */
    boolean contradicts(Session session) throws SQLException;

    /** Brings the place up to date. */
    void deliver(Session session) throws SQLException;

    static Delivery to(AnchorPlace place, Trouble trouble) {
        return new ToCopy(new AnchorCopy(place), trouble);
    }

    static Delivery to(Consumer<Anchor> witness, Trouble trouble) {
        return new ToWitness(witness, new ArrayDeque<>(), trouble);
    }

    /** A copy is compared with the database: whoever made an anchor, it arrives. */
    record ToCopy(AnchorCopy copy, Trouble trouble) implements Delivery {
        @Override
        public void made(Anchor anchor) {}

        @Override
        public boolean contradicts(Session session) throws SQLException {
            try {
                copy.compare(session);
            } catch (AnchorUnkept e) {
                // told when delivering; a place that is away stops no anchor, but one that spoke before is not
                // forgotten
                return copy.isApart();
            }
            return false;
        }

        @Override
        public void deliver(Session session) throws SQLException {
            if (session != null) {
                copy.update(session);
            }
        }
    }

    /** A witness cannot be asked what it knows: it hears of those that were made here, while this program runs. */
    record ToWitness(Consumer<Anchor> witness, Deque<Anchor> untold, Trouble trouble) implements Delivery {
        private static final int MOST = 100;

        @Override
        public void made(Anchor anchor) {
            if (untold.size() == MOST) {
                untold.poll();
            }
            untold.add(anchor);
        }

        @Override
        public boolean contradicts(Session session) {
            return false;
        }

        @Override
        public void deliver(Session session) {
            while (!untold.isEmpty()) {
                witness.accept(untold.peek());
                untold.poll();
            }
        }
    }
}
