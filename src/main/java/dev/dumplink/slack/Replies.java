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
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.RequestId;
import dev.dumplink.link.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every sentence and block the bot says. */
final class Replies {
    static final String OPEN = "dump_open";
    static final String NEW = "dump_new";
    static final String HIDE = "dump_hide";
    static final String GET = "dump_get";

    private static final int LONGEST_TEXT = 3000;

    private final String command;
    private final InstantSource clock;
    private final DumpList list;

    Replies(String command, InstantSource clock) {
        this.command = command;
        this.clock = clock;
        this.list = new DumpList(command, clock);
    }

    /** The words for what became of a request. */
    Message to(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<>(
                this::issued, list::of, noted -> Message.saying("Done."), this::refused, this::alreadyAnswered));
    }

    /** {@code words} if the person may, else why not. */
    Message noted(Outcome outcome, Function<RequestId, Message> words) {
        return outcome instanceof Outcome.Noted noted ? words.apply(noted.request()) : to(outcome);
    }

    private Message issued(Outcome.Issued issued) {
        StoredDump dump = issued.dump();
        List<LayoutBlock> blocks = link(issued, List.of(download(issued), newLink(issued), hide(issued)));
        String text = title(issued) + ", made " + Mrkdwn.age(dump, clock) + " ago, " + Mrkdwn.size(dump.size())
                + ". The download button works until "
                + Mrkdwn.second(issued.link().expires()) + ".";
        return new Message(text, blocks, false);
    }

    /** The same where the message cannot be replaced or taken away, only closed. */
    List<LayoutBlock> window(Outcome.Issued issued) {
        return link(issued, List.of(download(issued)));
    }

    private List<LayoutBlock> link(Outcome.Issued issued, List<BlockElement> buttons) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(h -> h.text(plainText(title(issued)))));
        blocks.add(section(s -> s.blockId("facts").fields(facts(issued))));
        remark(issued).map(Replies::words).ifPresent(blocks::add);
        blocks.add(actions(a -> a.blockId("link").elements(buttons)));
        blocks.add(words("Restore it locally:\n```" + Mrkdwn.escape(RestoreCommand.lines(issued.dump())) + "```"));
        blocks.add(note("Only you can see this. A download that has begun runs to its end; if it breaks, ask again."
                + reference(issued.request())));
        return blocks;
    }

    private static String title(Outcome.Issued issued) {
        return (older(issued) ? "Dump of " : "Latest dump of ") + issued.dump().database();
    }

    /** The newest one is expected to be young; of an older one it is only said that it is what was asked for. */
    private Optional<String> remark(Outcome.Issued issued) {
        return switch (issued.freshness()) {
            case NEWEST -> Optional.empty();
            case STALE ->
                Optional.of(":warning: *Older than it should be.* It was made " + Mrkdwn.age(issued.dump(), clock)
                        + " ago; the nightly job may have failed.");
            case OLDER ->
                Optional.of("As you asked, this one was made " + Mrkdwn.age(issued.dump(), clock)
                        + " ago. It is not the newest: `" + command + " "
                        + issued.dump().database() + "` gives that.");
        };
    }

    private static boolean older(Outcome.Issued issued) {
        return issued.freshness() == Outcome.Freshness.OLDER;
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
        String target = older(issued) ? Target.exactly(issued.dump()) : Target.newest(issued.dump());
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

    private Message refused(Outcome.Refused refused) {
        String when = refused.until()
                .map(until -> " from " + Mrkdwn.moment(until) + ".")
                .orElse("");
        return Message.saying(refused.sentence() + when + reference(refused.request()));
    }

    private Message alreadyAnswered(Outcome.AlreadyAnswered again) {
        return Message.saying(again.sentence() + " That was at " + Mrkdwn.second(again.at()) + ". Type `" + command
                + "` again for a new link.");
    }

    Message unknown(RequestId request, Optional<String> suggestion) {
        String hint = suggestion
                .map(words -> "Did you mean `" + (command + " " + words).strip() + "`?")
                .orElse("`" + command + " help` shows what you can type.");
        return Message.saying("I do not understand that. " + hint + reference(request));
    }

    Message unknownButton(RequestId request) {
        return Message.saying(
                "I do not know that button any more. Type `" + command + "` for a new message." + reference(request));
    }

    static Message tooMany() {
        return Message.saying("I am answering too many people at once. Please try again in a moment.");
    }

    Message help(RequestId request, List<Command> commands, List<DatabaseName> databases) {
        List<String> lines = new ArrayList<>();
        for (Command each : commands) {
            lines.add("`" + (command + " " + each.usage()).strip() + "`  " + each.description());
        }
        String names = "Databases: `"
                + String.join(
                        "`, `", databases.stream().map(DatabaseName::value).toList())
                + "`. The beginning of a name is enough.";
        List<LayoutBlock> blocks = List.of(
                header(h -> h.text(plainText("Anonymized dumps, as a link for a few minutes"))),
                words(String.join("\n", lines)),
                words(cut(names)),
                note("Every request is recorded: who asked, and what the answer was." + reference(request)));
        return new Message("How to use " + command, blocks, false);
    }

    static LayoutBlock words(String mrkdwn) {
        return section(s -> s.text(markdownText(mrkdwn)));
    }

    static LayoutBlock note(String mrkdwn) {
        return context(c -> c.elements(List.of(markdownText(mrkdwn))));
    }

    static String reference(RequestId request) {
        return " Request `" + request + "`.";
    }

    static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
