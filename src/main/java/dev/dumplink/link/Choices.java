package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.EventCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which dump a wish means, by the catalog alone. */
final class Choices {
    private final Catalog catalog;

    Choices(Catalog catalog) {
        this.catalog = catalog;
    }

    /** One dump, several databases to choose from, or none and why. */
    sealed interface Choice {
        <R> R fold(Function<Chosen, R> chosen, Function<Several, R> several, Function<None, R> none);
    }

    /** Some databases, or none and why. */
    sealed interface Range {
        <R> R fold(Function<Several, R> several, Function<None, R> none);
    }

    record Chosen(Catalog.Stock stock, StoredDump dump) implements Choice {
        Outcome.Freshness freshness(Instant now) {
            if (!stock.dumps().get(0).equals(dump)) {
                return Outcome.Freshness.OLDER;
            }
            return stock.stale(now) ? Outcome.Freshness.STALE : Outcome.Freshness.NEWEST;
        }

        @Override
        public <R> R fold(Function<Chosen, R> c, Function<Several, R> s, Function<None, R> n) {
            return c.apply(this);
        }
    }

    /** @param day whose dump of each is meant; else the newest */
    record Several(List<DatabaseName> databases, Optional<LocalDate> day) implements Choice, Range {
        @Override
        public <R> R fold(Function<Chosen, R> c, Function<Several, R> s, Function<None, R> n) {
            return s.apply(this);
        }

        @Override
        public <R> R fold(Function<Several, R> s, Function<None, R> n) {
            return s.apply(this);
        }
    }

    record None(EventCode code, String rule, String sentence) implements Choice, Range {
        @Override
        public <R> R fold(Function<Chosen, R> c, Function<Several, R> s, Function<None, R> n) {
            return n.apply(this);
        }

        @Override
        public <R> R fold(Function<Several, R> s, Function<None, R> n) {
            return n.apply(this);
        }
    }

    /** The dump that {@code wish} means. */
    Choice choose(Wish wish) {
        int at = wish.name().indexOf('@');
        if (at < 0) {
            return of(wish.name(), Optional.empty(), name -> wanted(name, wish.key()));
        }
        String day = wish.name().substring(at + 1);
        try {
            LocalDate date = LocalDate.parse(day);
            return of(wish.name().substring(0, at), Optional.of(date), name -> madeOn(name, date));
        } catch (DateTimeException e) {
            return new None(EventCode.ANSWERED, "unknown.date", "After the @ I expect a date such as 2026-11-22.");
        }
    }

    /** The databases that {@code name} may mean; all of them where nothing was named. */
    Range databases(String name) {
        List<DatabaseName> matching = Names.matching(name, catalog.names());
        return matching.isEmpty() ? unlisted(name) : new Several(matching, Optional.empty());
    }

    /** Whether {@code typed} means any database. */
    boolean knows(String typed) {
        int at = typed.indexOf('@');
        return !Names.matching(at < 0 ? typed : typed.substring(0, at), catalog.names())
                .isEmpty();
    }

    private Choice of(String typed, Optional<LocalDate> day, Function<DatabaseName, Choice> then) {
        List<DatabaseName> matching = Names.matching(typed, catalog.names());
        if (matching.size() == 1) {
            return then.apply(matching.get(0));
        }
        return matching.isEmpty() ? unknown(typed) : new Several(matching, day);
    }

    private None unknown(String typed) {
        String hint = Names.nearest(typed, names())
                .map(near -> "Did you mean `" + near + "`?")
                .orElseGet(this::whatThereIs);
        return new None(EventCode.ANSWERED, "unknown.database", "I know no database of that name. " + hint);
    }

    /** Of a list there is one thing to say: which database. A day, or a second name, is not its business. */
    private None unlisted(String typed) {
        List<String> words = Arrays.stream(typed.toLowerCase(Locale.ROOT).split("[\\s@]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() == 1 && !words.contains("list")) {
            return unknown(words.get(0));
        }
        String hint = words.stream()
                .filter(names()::contains)
                .findFirst()
                .or(() -> words.stream()
                        .flatMap(word -> Names.matching(word, catalog.names()).stream())
                        .map(DatabaseName::value)
                        .findFirst())
                .map(name -> "Did you mean `list " + name + "`?")
                .orElseGet(this::whatThereIs);
        return new None(
                EventCode.ANSWERED,
                "unknown.database",
                "After `list` I expect the name of one database, or nothing. " + hint);
    }

    private String whatThereIs() {
        return "There " + (names().size() == 1 ? "is" : "are") + " `" + String.join("`, `", names()) + "`.";
    }

    private List<String> names() {
        return catalog.names().stream().map(DatabaseName::value).toList();
    }

    private Choice wanted(DatabaseName name, Optional<String> key) {
        return dump(
                name,
                key.<Predicate<StoredDump>>map(wanted -> dump -> dump.key().equals(wanted))
                        .orElse(dump -> true),
                "That dump of " + name + " is not among the ten newest any more. Ask for the list again.");
    }

    private Choice madeOn(DatabaseName name, LocalDate day) {
        return dump(
                name,
                dump -> dump.madeOn(day),
                "Among the ten newest dumps of " + name + " none was made on " + day + " (UTC).");
    }

    private Choice dump(DatabaseName name, Predicate<StoredDump> wanted, String otherwise) {
        Optional<Catalog.Stock> stock = catalog.stock(name);
        if (stock.isEmpty()) {
            return new None(
                    EventCode.LINK_FAILED,
                    "store.unreachable",
                    "I cannot see the dumps of " + name + " right now, because the store does not answer me. Please try"
                            + " again in a few minutes.");
        }
        if (stock.get().dumps().isEmpty()) {
            return new None(
                    EventCode.LINK_FAILED,
                    "nothing.yet",
                    "There is no finished dump of " + name + " yet. Whoever runs the nightly job will know why.");
        }
        return stock.get().dumps().stream()
                .filter(wanted)
                .findFirst()
                .<Choice>map(dump -> new Chosen(stock.get(), dump))
                .orElseGet(() -> new None(EventCode.LINK_FAILED, "dump.gone", otherwise));
    }
}
