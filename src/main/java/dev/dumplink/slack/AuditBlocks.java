package dev.dumplink.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.BlockElement;
import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.link.Reading;
import dev.dumplink.link.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Rows of the log as people read them: two lines each, and buttons to turn the page. */
final class AuditBlocks {
    static final String NEWER = "audit_newer";
    static final String OLDER = "audit_older";
    static final String NEWEST = "audit_newest";
    static final String FILTER = "audit_filter";
    static final String CSV = "audit_csv";

    private AuditBlocks() {}

    static Message message(Reading.Shown shown) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(h -> h.text(plainText("Audit log"))));
        blocks.addAll(page(shown));
        blocks.add(Replies.note(
                "Only you can see this. That you read it is a row, too." + Replies.reference(shown.request())));
        return new Message("Audit log, " + count(shown), blocks, false);
    }

    /** What is searched for, the rows, and the buttons. */
    static List<LayoutBlock> page(Reading.Shown shown) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(Replies.note(searched(shown)));
        shown.entries().stream().map(AuditBlocks::row).forEach(blocks::add);
        blocks.add(actions(a -> a.elements(buttons(shown))));
        return blocks;
    }

    private static String searched(Reading.Shown shown) {
        String query = shown.query().toString();
        String what = query.isEmpty() ? "All rows" : "Rows with " + Mrkdwn.code(query);
        return Replies.cut(what + " · " + count(shown));
    }

    private static String count(Reading.Shown shown) {
        if (shown.entries().isEmpty()) {
            return "none found";
        }
        int rows = shown.entries().size();
        long first = shown.entries().get(0).seq();
        long last = shown.entries().get(rows - 1).seq();
        return rows == 1 ? "row " + first : "rows " + first + " down to " + last;
    }

    static LayoutBlock row(AuditEntry entry) {
        return section(s -> s.text(words(line(entry) + "\n" + why(entry))));
    }

    /** Text as it is: Slack makes no links or mentions of what looks like one. */
    static MarkdownTextObject words(String mrkdwn) {
        return MarkdownTextObject.builder()
                .text(Replies.cut(mrkdwn))
                .verbatim(true)
                .build();
    }

    private static String line(AuditEntry entry) {
        StringJoiner line = new StringJoiner(" · ");
        line.add("*" + Mrkdwn.escape(entry.decision()) + "*");
        line.add(who(entry));
        if (!entry.database().isEmpty()) {
            line.add(Mrkdwn.escape(entry.database()));
        }
        line.add(Mrkdwn.instant(entry.time()));
        return line.toString();
    }

    /** One line of it. */
    static String brief(AuditEntry entry) {
        return line(entry) + HomeTab.reason(entry);
    }

    private static String who(AuditEntry entry) {
        return entry.actor()
                .map(actor -> actor.kind() == Actor.Kind.SLACK && actor.user().matches("[UW][A-Z0-9]{1,20}")
                        ? "<@" + actor.user() + ">"
                        : Mrkdwn.code(actor.user()))
                .orElse("somebody forgotten");
    }

    private static String why(AuditEntry entry) {
        StringJoiner why = new StringJoiner(" · ");
        if (!entry.reason().isEmpty()) {
            why.add(Mrkdwn.escape(entry.reason()));
        }
        if (!entry.what().rule().isEmpty()) {
            why.add(Mrkdwn.code(entry.what().rule()));
        }
        return why.add("#" + entry.seq())
                .add(Mrkdwn.escape(entry.code()))
                .add(Mrkdwn.escape(entry.requestId()))
                .toString();
    }

    private static List<BlockElement> buttons(Reading.Shown shown) {
        List<BlockElement> buttons = new ArrayList<>();
        shown.newer().ifPresent(spot -> buttons.add(turn(NEWER, "Newer", spot, shown)));
        shown.older().ifPresent(spot -> buttons.add(turn(OLDER, "Older", spot, shown)));
        buttons.add(turn(NEWEST, shown.newer().isPresent() ? "Newest" : "Refresh", Spot.top(), shown));
        buttons.add(
                button(b -> b.actionId(FILTER).value(shown.query().toString()).text(plainText("Filter"))));
        buttons.add(button(b -> b.actionId(CSV)
                .value(shown.query().toString())
                .text(plainText("CSV"))
                .accessibilityLabel("All these rows as a CSV file, in your direct messages")));
        return buttons;
    }

    private static BlockElement turn(String action, String label, Spot spot, Reading.Shown shown) {
        return button(b -> b.actionId(action).value(spot + " " + shown.query()).text(plainText(label)));
    }
}
