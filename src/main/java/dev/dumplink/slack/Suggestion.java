package dev.dumplink.slack;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.link.Names;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What somebody may have meant who typed something that means nothing as it stands. */
final class Suggestion {
    private static final int MOST_WORDS = 8;
    private static final Set<String> FOR_HELP = Set.of("?", "-?", "/?", "-h", "h", "usage");
    /** They ask for what the slash command does when it stands alone. */
    private static final Set<String> FOR_A_LINK =
            Set.of("new", "newest", "last", "latest", "link", "download", "dump", "get", "give", "gimme");

    private final List<String> typed;
    private final Collection<String> commands;
    private final List<DatabaseName> databases;

    private Suggestion(List<String> typed, Collection<String> commands, List<DatabaseName> databases) {
        this.typed = typed;
        this.commands = commands;
        this.databases = databases;
    }

    /**
     * The words to type instead, empty for none at all after the slash command. Politeness and the like are passed over.
     *
     * @param commands the words that name one
     */
    static Optional<String> to(String typed, Collection<String> commands, List<DatabaseName> databases) {
        // a day belongs to its database with a blank before it, too
        List<String> words = Arrays.stream(typed.toLowerCase(Locale.ROOT).split("[\\s@]+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        return new Suggestion(words, commands, databases).meant();
    }

    private Optional<String> meant() {
        return database()
                .map(this::ofThatDay)
                .or(() -> typed.stream().anyMatch(FOR_HELP::contains) ? Optional.of("help") : Optional.empty())
                .or(this::nearest)
                .or(() -> day().map(day -> "@" + day))
                .or(() -> typed.stream().anyMatch(FOR_A_LINK::contains) ? Optional.of("") : Optional.empty());
    }

    /** A word that is a whole name before one that begins a name, and that before one that begins several. */
    private Optional<String> database() {
        return first(word -> databases.stream().anyMatch(name -> name.value().equals(word)))
                .or(() -> first(word -> Names.matching(word, databases).size() == 1)
                        .map(word -> Names.matching(word, databases).get(0).value()))
                .or(() -> first(word -> !Names.matching(word, databases).isEmpty()));
    }

    private String ofThatDay(String database) {
        return day().map(day -> database + "@" + day)
                .orElseGet(() -> typed.contains("list") ? "list " + database : database);
    }

    private Optional<LocalDate> day() {
        return typed.stream().flatMap(word -> date(word).stream()).findFirst();
    }

    private static Optional<LocalDate> date(String word) {
        try {
            return Optional.of(LocalDate.parse(word));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> nearest() {
        List<String> known = Stream.concat(commands.stream(), databases.stream().map(DatabaseName::value))
                .toList();
        return typed.stream()
                .filter(word -> !FOR_A_LINK.contains(word))
                .flatMap(word -> Names.nearest(word, known).stream())
                .findFirst();
    }

    private Optional<String> first(Predicate<String> wanted) {
        return typed.stream().filter(wanted).findFirst();
    }
}
