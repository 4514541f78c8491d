package dev.dumplink.audit;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The anchors that one place holds, each looked at: is it one, about this log, signed by a key we believe, and the
 * successor of the one before it? A signed anchor stays evidence although its neighbour is missing; what is wrong first is
 * told all the same.
 */
final class AnchorChain {
    private final String place;
    private final String chain;
    private final TrustedKeys keys;
    private final SortedMap<Long, Anchor> anchors = new TreeMap<>();
    private Optional<String> damage = Optional.empty();

    private AnchorChain(String place, String chain, TrustedKeys keys) {
        this.place = place;
        this.chain = chain;
        this.keys = keys;
    }

    static AnchorChain read(String place, List<String> lines, String chain, TrustedKeys keys) {
        AnchorChain read = new AnchorChain(place, chain, keys);
        Optional<Anchor> before = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            Optional<Anchor> anchor = Anchor.parse(lines.get(i));
            try {
                read.believe(anchor, i + 1);
                read.requireSuccessor(anchor.orElseThrow(), before);
            } catch (Damage e) {
                read.damage = read.damage.or(() -> Optional.of(e.getMessage()));
            }
            before = anchor.isPresent() ? anchor : before;
        }
        return read;
    }

    private void believe(Optional<Anchor> read, int line) throws Damage {
        if (read.isEmpty()) {
            throw new Damage("line " + line + " of the anchors in " + place + " is no anchor");
        }
        Anchor anchor = read.get();
        if (!anchor.chain().equals(chain)) {
            throw new Damage(anchor + " in " + place + " is about another log");
        }
        if (!keys.ids().contains(anchor.key())) {
            throw new Damage(anchor + " in " + place + " is signed with a key that is not ours, " + anchor.key());
        }
        if (!anchor.isSignedBy(keys)) {
            throw new Damage(anchor + " in " + place + " was altered: its signature does not fit");
        }
        anchors.put(anchor.number(), anchor);
    }

    private void requireSuccessor(Anchor anchor, Optional<Anchor> before) throws Damage {
        long expected = before.map(Anchor::number).orElse(0L) + 1;
        if (anchor.number() != expected) {
            throw new Damage(
                    anchor.number() > expected
                            ? "anchor " + expected + " is missing in " + place
                            : anchor + " in " + place + " stands behind one that follows it");
        }
        if (!anchor.statement().previous().equals(before.map(Anchor::digest).orElseGet(() -> Chain.genesis(chain)))) {
            throw new Damage(anchor + " in " + place + " does not follow the one before it");
        }
        if (goesBack(anchor.statement(), before.map(Anchor::statement))) {
            throw new Damage(anchor + " in " + place + " saw less than the one before it");
        }
    }

    private static boolean goesBack(Anchor.Statement later, Optional<Anchor.Statement> before) {
        return later.pruned().seq() > later.end().seq()
                || before.isPresent()
                        && (later.end().seq() < before.get().end().seq()
                                || later.pruned().seq() < before.get().pruned().seq());
    }

    /** Those that are believed, by number. */
    SortedMap<Long, Anchor> anchors() {
        return anchors;
    }

    Optional<String> damage() {
        return damage;
    }

    String place() {
        return place;
    }
}
