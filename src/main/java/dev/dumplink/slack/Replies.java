package dev.dumplink.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.ButtonElement;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.RequestId;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Every sentence and block the bot says. */
final class Replies {
    static final String OPEN = "dump_open";
    static final String NEW = "dump_new";
    static final String HIDE = "dump_hide";
    static final String GET = "dump_get";

    /** Slack takes 50 blocks; four are for headings. */
    private static final int MOST_ROWS = 45;

    private static final int LONGEST_TEXT = 3000;

    private final String command;
    private final InstantSource clock;

    Replies(String command, InstantSource clock) {
        this.command = command;
        this.clock = clock;
    }

    /** The words for what became of a request. */
    Message to(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<>(
                this::issued, this::listed, noted -> Message.saying("Done."), this::refused, this::alreadyAnswered));
    }

    /** {@code words} if the person may, else why not. */
    Message noted(Outcome outcome, Supplier<Message> words) {
        return outcome instanceof Outcome.Noted ? words.get() : to(outcome);
    }

    private Message issued(Outcome.Issued issued) {
        StoredDump dump = issued.dump();
        String title = (issued.newest() ? "Latest dump of " : "Dump of ") + dump.database();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(h -> h.text(plainText(title))));
        blocks.add(section(s -> s.blockId("facts").fields(facts(issued))));
        if (issued.newest() && issued.stale()) {
            blocks.add(words(":warning: *Older than it should be.* It was made " + age(dump)
                    + " ago; the nightly job may have failed."));
        }
        blocks.add(actions(a -> a.blockId("link").elements(List.of(download(issued), newLink(issued), hide(issued)))));
        blocks.add(words("Restore it locally:\n```" + Mrkdwn.escape(RestoreCommand.lines(dump)) + "```"));
        blocks.add(note("Only you can see this. A download that has begun runs to its end; if it breaks, ask again."
                + reference(issued.request())));
        String text = title + ", made " + age(dump) + " ago, " + Mrkdwn.size(dump.size())
                + ". The download button works until "
                + Mrkdwn.second(issued.link().expires()) + ".";
        return new Message(text, blocks, false);
    }

    private static List<TextObject> facts(Outcome.Issued issued) {
        StoredDump dump = issued.dump();
        List<TextObject> facts = new ArrayList<>();
        facts.add(markdownText("*Database*\n" + dump.database()));
        facts.add(markdownText("*Made*\n" + Mrkdwn.moment(dump.madeAt())));
        facts.add(markdownText("*Link ends*\n" + Mrkdwn.second(issued.link().expires())));
        facts.add(markdownText("*Size*\n" + Mrkdwn.size(dump.size())));
        facts.add(markdownText("*File*\n" + Mrkdwn.escape(dump.fileName())));
        dump.sha256().map(Sha256::brief).ifPresent(sha -> facts.add(markdownText("*SHA-256*\n`" + sha + "…`")));
        return facts;
    }

    private static ButtonElement download(Outcome.Issued issued) {
        return button(b -> b.actionId(OPEN)
                .style("primary")
                .url(issued.link().url().toString())
                .value(issued.request().value())
                .text(plainText("Download"))
                .accessibilityLabel("Download the dump of " + issued.dump().database()));
    }

    private static ButtonElement newLink(Outcome.Issued issued) {
        String target = issued.newest() ? Target.newest(issued.dump()) : Target.exactly(issued.dump());
        return button(b -> b.actionId(NEW)
                .value(target)
                .text(plainText("New link"))
                .accessibilityLabel("Make a new link for " + issued.dump().database()));
    }

    private static ButtonElement hide(Outcome.Issued issued) {
        return button(b -> b.actionId(HIDE)
                .value(issued.request().value())
                .text(plainText("Hide"))
                .accessibilityLabel("Hide this message"));
    }

    private Message listed(Outcome.Listed listed) {
        boolean one = !listed.choose() && listed.stocks().size() == 1;
        String title = listed.choose()
                ? "Which database?"
                : one ? "Newest dumps of " + names(listed).get(0) : "Newest dumps";
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(h -> h.text(plainText(title))));
        int each = listed.choose() ? 1 : Math.max(1, MOST_ROWS / listed.stocks().size() - 1);
        for (Map.Entry<DatabaseName, Optional<Catalog.Stock>> database :
                listed.stocks().entrySet()) {
            List<LayoutBlock> rows = rows(database.getKey(), database.getValue(), each, listed);
            if (blocks.size() + rows.size() > MOST_ROWS) {
                blocks.add(note("There are more: `" + command + " list NAME` shows one database."));
                break;
            }
            blocks.addAll(rows);
        }
        blocks.add(note("Only you can see this." + reference(listed.request())));
        return new Message(cut(one ? title : title + " " + String.join(", ", names(listed))), blocks, false);
    }

    private static List<String> names(Outcome.Listed listed) {
        return listed.stocks().keySet().stream().map(DatabaseName::value).toList();
    }

    private List<LayoutBlock> rows(DatabaseName name, Optional<Catalog.Stock> stock, int most, Outcome.Listed listed) {
        if (stock.isEmpty()) {
            return List.of(words("*" + name + "*\nI cannot see its dumps right now; the store does not answer me."));
        }
        List<StoredDump> dumps = stock.get().dumps();
        if (dumps.isEmpty()) {
            return List.of(words("*" + name + "*\nThere is no finished dump yet."));
        }
        List<LayoutBlock> rows = new ArrayList<>();
        for (StoredDump dump : dumps.subList(0, Math.min(most, dumps.size()))) {
            String mark = rows.isEmpty() ? mark(stock.get(), listed.choose()) : "";
            rows.add(section(s -> s.text(markdownText(row(dump, mark)))
                    .accessory(get(dump, listed.choose() ? Target.newest(dump) : Target.exactly(dump)))));
        }
        return rows;
    }

    /** What is to be said about a database's newest dump; that it is the newest goes without saying in a choice. */
    private String mark(Catalog.Stock stock, boolean choose) {
        return (choose ? "" : " · newest")
                + (stock.stale(clock.instant()) ? " · :warning: older than it should be" : "");
    }

    private String row(StoredDump dump, String mark) {
        return "*" + dump.database() + "*" + mark + "\n" + Mrkdwn.moment(dump.madeAt()) + " · " + age(dump) + " old · "
                + Mrkdwn.size(dump.size());
    }

    private static ButtonElement get(StoredDump dump, String target) {
        return button(b -> b.actionId(GET)
                .value(target)
                .text(plainText("Get link"))
                .accessibilityLabel("Get a link to a dump of " + dump.database()));
    }

    private Message refused(Outcome.Refused refused) {
        String when =
                refused.until().map(until -> " " + Mrkdwn.moment(until) + ".").orElse("");
        return Message.saying(refused.sentence() + when + reference(refused.request()));
    }

    private Message alreadyAnswered(Outcome.AlreadyAnswered again) {
        return Message.saying("This request was already answered at " + Mrkdwn.second(again.at()) + " (request `"
                + again.first() + "`). Type `" + command + "` again for a new link.");
    }

    Message unknown(Optional<String> suggestion) {
        String hint = suggestion
                .map(word -> "Did you mean `" + command + " " + word + "`?")
                .orElse("`" + command + " help` says what I can do.");
        return Message.saying("I do not understand that. " + hint);
    }

    Message unknownButton() {
        return Message.saying("I do not know that button any more. Type `" + command + "` for a new message.");
    }

    Message help(List<Command> commands, List<DatabaseName> databases) {
        List<String> lines = new ArrayList<>();
        for (Command each : commands) {
            lines.add("`" + (command + " " + each.usage()).strip() + "`  " + each.description());
        }
        String names = "Databases: `"
                + String.join(
                        "`, `", databases.stream().map(DatabaseName::value).toList())
                + "`. Names may be abbreviated.";
        List<LayoutBlock> blocks = List.of(
                header(h -> h.text(plainText("Anonymized dumps, as a link for a few minutes"))),
                words(String.join("\n", lines)),
                words(cut(names)),
                note("Every request is recorded: who asked, and what the answer was."));
        return new Message("How to use " + command, blocks, false);
    }

    private static LayoutBlock words(String mrkdwn) {
        return section(s -> s.text(markdownText(mrkdwn)));
    }

    private static LayoutBlock note(String mrkdwn) {
        return context(c -> c.elements(List.of(markdownText(mrkdwn))));
    }

    private static String reference(RequestId request) {
        return " Request `" + request + "`.";
    }

    private String age(StoredDump dump) {
        return Mrkdwn.age(Duration.between(dump.madeAt(), clock.instant()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
