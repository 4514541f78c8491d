package dev.dumplink.slack;

import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.RequestId;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.Outcome;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Dumps to choose from, a row with a button each: ten of each database, or as many of each as one message holds, and then
 * it says so.
 */
final class DumpList {
    /** Slack takes 50 blocks; the other three are the heading, what was left out, and whose answer this is. */
    private static final int MOST_ROWS = 47;

    private static final int MOST_EACH = 10;

    private final String command;
    private final InstantSource clock;

    DumpList(String command, InstantSource clock) {
        this.command = command;
        this.clock = clock;
    }

    Message of(Outcome.Listed listed) {
        int each = listed.choose() ? 1 : each(listed);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(h -> h.text(plainText(title(listed)))));
        listed.stocks().entrySet().stream()
                .flatMap(database -> rows(database.getKey(), database.getValue(), each, listed))
                .limit(MOST_ROWS)
                .forEach(blocks::add);
        leftOut(listed, each).map(Replies::note).ifPresent(blocks::add);
        blocks.add(Replies.note("Only you can see this." + Replies.reference(listed.request())));
        return new Message(Replies.cut(text(listed)), blocks, false);
    }

    /** Of each database the newest, with its button; as many databases as said. */
    List<LayoutBlock> newest(Map<DatabaseName, Optional<Catalog.Stock>> stocks, RequestId request, int most) {
        Outcome.Listed listed = new Outcome.Listed(request, stocks, true, Optional.empty());
        return stocks.entrySet().stream()
                .limit(most)
                .flatMap(database -> rows(database.getKey(), database.getValue(), 1, listed))
                .toList();
    }

    private static String text(Outcome.Listed listed) {
        return one(listed) ? title(listed) : title(listed) + " " + String.join(", ", names(listed));
    }

    private static boolean one(Outcome.Listed listed) {
        return !listed.choose() && listed.stocks().size() == 1;
    }

    private static String title(Outcome.Listed listed) {
        if (listed.choose()) {
            return listed.day().map(day -> "Which database, as of " + day + "?").orElse("Which database?");
        }
        return one(listed) ? "Newest dumps of " + names(listed).get(0) : "Newest dumps";
    }

    private static List<String> names(Outcome.Listed listed) {
        return listed.stocks().keySet().stream().map(DatabaseName::value).toList();
    }

    /** The most of each database that fit when all get the same. */
    private static int each(Outcome.Listed listed) {
        int each = MOST_EACH;
        while (each > 1 && rows(listed, each) > MOST_ROWS) {
            each--;
        }
        return each;
    }

    private static int rows(Outcome.Listed listed, int each) {
        return listed.stocks().values().stream()
                .mapToInt(stock -> Math.max(1, Math.min(each, count(stock))))
                .sum();
    }

    private static int count(Optional<Catalog.Stock> stock) {
        return stock.map(seen -> seen.dumps().size()).orElse(0);
    }

    private Optional<String> leftOut(Outcome.Listed listed, int each) {
        if (listed.stocks().size() > MOST_ROWS) {
            String more =
                    listed.choose() ? command + " NAME` gives a link to one." : command + " list NAME` shows one.";
            return Optional.of("There are more databases than fit into one message: `" + more);
        }
        boolean all = listed.choose() || listed.stocks().values().stream().allMatch(stock -> count(stock) <= each);
        return all
                ? Optional.empty()
                : Optional.of("Of each database only the newest " + (each == 1 ? "dump fits" : each + " dumps fit")
                        + " into one message: `" + command + " list NAME` shows ten of one.");
    }

    private Stream<LayoutBlock> rows(
            DatabaseName name, Optional<Catalog.Stock> stock, int most, Outcome.Listed listed) {
        if (stock.isEmpty()) {
            return words(name, "I cannot see its dumps right now; the store does not answer me.");
        }
        if (stock.get().dumps().isEmpty()) {
            return words(name, "There is no finished dump yet.");
        }
        return listed.day()
                .map(day -> madeOn(day, stock.get()))
                .orElseGet(() -> newest(stock.get(), most, listed.choose()));
    }

    private static Stream<LayoutBlock> words(DatabaseName name, String sentence) {
        return Stream.of(Replies.words("*" + name + "*\n" + sentence));
    }

    private Stream<LayoutBlock> madeOn(LocalDate day, Catalog.Stock stock) {
        return stock.madeOn(day)
                .map(dump -> Stream.of(row(dump, "", Target.madeOn(day, dump))))
                .orElseGet(() ->
                        words(stock.database().name(), "None of its ten newest dumps was made on that day (UTC)."));
    }

    private Stream<LayoutBlock> newest(Catalog.Stock stock, int most, boolean choose) {
        StoredDump first = stock.dumps().get(0);
        return stock.dumps().stream()
                .limit(most)
                .map(dump -> row(
                        dump,
                        dump.equals(first) ? mark(stock, choose) : "",
                        choose ? Target.newest(dump) : Target.exactly(dump)));
    }

    /** What is to be said about a database's newest dump; that it is the newest goes without saying in a choice. */
    private String mark(Catalog.Stock stock, boolean choose) {
        return (choose ? "" : " · newest")
                + (stock.stale(clock.instant()) ? " · :warning: older than it should be" : "");
    }

    private LayoutBlock row(StoredDump dump, String mark, String target) {
        String text = "*" + dump.database() + "*" + mark + "\n" + Mrkdwn.moment(dump.madeAt()) + " · "
                + Mrkdwn.age(dump, clock) + " old · " + Mrkdwn.size(dump.size());
        return section(s -> s.text(markdownText(text)).accessory(get(dump, target)));
    }

    private static ButtonElement get(StoredDump dump, String target) {
        return button(b -> b.actionId(Replies.GET)
                .value(target)
                .text(plainText("Get link"))
                .accessibilityLabel("Get a link to a dump of " + dump.database()));
    }
}
