package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All anchors there are: the database's own and those of each place, which must be the same ones. */
final class Evidence {
    /** An anchor younger than this may still be on its way. */
    private static final Duration UNDER_WAY = Duration.ofHours(1);

    private final String chain;
    private final TrustedKeys keys;
    private final SortedMap<Long, Anchor> believed = new TreeMap<>();
    private final List<AnchorChain> holders = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Evidence(String chain, TrustedKeys keys) {
        this.chain = chain;
        this.keys = keys;
    }

    /** The places first: whatever they hold was in the database before. */
    static Evidence read(Session session, AuditSettings settings, List<AnchorPlace> places, Instant now)
            throws SQLException {
        String chain = chain(session);
        Evidence evidence = new Evidence(chain, settings.anchor().trusted());
        Map<String, List<String>> elsewhere = new TreeMap<>();
        places.forEach(place -> elsewhere.put(place.name(), place.lines(chain)));
        evidence.weigh(new Anchors(session).lines(0, Integer.MAX_VALUE), elsewhere, now);
        return evidence;
    }

    static String chain(Session session) throws SQLException {
        try (PreparedStatement query = session.jdbc().prepareStatement("SELECT chain_uid FROM audit_chain");
                ResultSet result = query.executeQuery()) {
            if (!result.next()) {
                throw new AuditUnavailable("the audit database has no chain");
            }
            return result.getString(1);
        }
    }

    private void weigh(List<String> inside, Map<String, List<String>> elsewhere, Instant now) {
        if (keys.isEmpty()) {
            notes.add(
                    inside.isEmpty() && elsewhere.values().stream().allMatch(List::isEmpty)
                            ? "nothing is signed: rows cut off at the end, or a log written wholly anew, would not show"
                            : "there are anchors, and no key to check them with: set audit.anchor.public_keys");
            return;
        }
        AnchorChain database = AnchorChain.read("the database", inside, chain, keys);
        take(database);
        for (Map.Entry<String, List<String>> place : elsewhere.entrySet()) {
            AnchorChain copy = AnchorChain.read(place.getKey(), place.getValue(), chain, keys);
            take(copy);
            difference(database, copy, now).ifPresent(damage::add);
        }
    }

    private void take(AnchorChain anchors) {
        holders.add(anchors);
        anchors.damage().ifPresent(damage::add);
        believed.putAll(anchors.anchors());
    }

    /** What is signed and differs was signed twice; what is only here or there was taken away. */
    private Optional<String> difference(AnchorChain database, AnchorChain copy, Instant now) {
        for (Anchor theirs : copy.anchors().values()) {
            Anchor ours = database.anchors().get(theirs.number());
            if (ours == null) {
                return Optional.of(
                        "the database lacks " + theirs + " of " + theirs.time() + ", which " + copy.place() + " holds");
            }
            if (!ours.line().equals(theirs.line())) {
                return Optional.of(theirs + " in " + copy.place() + " is not the database's: there are two histories");
            }
        }
        return copy.damage().isPresent() ? Optional.empty() : lacking(database, copy, now);
    }

    private Optional<String> lacking(AnchorChain database, AnchorChain copy, Instant now) {
        Optional<Anchor> first = database.anchors().values().stream()
                .filter(ours -> !copy.anchors().containsKey(ours.number()))
                .findFirst();
        Optional<String> lacking = first.map(ours -> copy.place() + " lacks " + ours + " of " + ours.time());
        if (first.isPresent() && !first.get().time().isBefore(now.minus(UNDER_WAY))) {
            notes.add(lacking.get() + ", which may still be on its way; an hour after it was made that is damage");
            return Optional.empty();
        }
        return lacking;
    }

    /** The newest anchor that is believed, wherever it is. */
    Optional<Anchor> newest() {
        return believed.isEmpty() ? Optional.empty() : Optional.of(believed.get(believed.lastKey()));
    }

    /** Where the very line of the newest anchor is. */
    List<String> holders() {
        return newest().stream()
                .flatMap(newest -> holders.stream()
                        .filter(holder -> Optional.ofNullable(holder.anchors().get(newest.number()))
                                .map(Anchor::line)
                                .equals(Optional.of(newest.line()))))
                .map(AnchorChain::place)
                .toList();
    }

    /** The last row that an anchor saw. */
    long covered() {
        return believed.values().stream().mapToLong(Anchor::seq).max().orElse(0);
    }

    Collection<Anchor> anchors() {
        return believed.values();
    }

    /** The row through which the log was pruned, by the word of a signed anchor; the beginning if it never was. */
    Anchor.Mark checkpoint() {
        return believed.values().stream()
                .map(anchor -> anchor.statement().pruned())
                .max(Comparator.comparingLong(Anchor.Mark::seq))
                .orElseGet(() -> Anchor.Mark.beginning(chain));
    }

    List<String> damage() {
        return damage;
    }

    /** @param end the last sound row */
    List<String> notes(Anchor.Mark end) {
        List<String> all = new ArrayList<>(notes);
        if (!keys.isEmpty()) {
            long covered = covered();
            if (end.seq() > covered) {
                String young = covered + 1 == end.seq()
                        ? "row " + end.seq() + " is"
                        : "rows " + (covered + 1) + " to " + end.seq() + " are";
                all.add(young + " not anchored yet, and would not be missed");
            }
        }
        return all;
    }
}
