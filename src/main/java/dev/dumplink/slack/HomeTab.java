package dev.dumplink.slack;

import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.view.View;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.link.ChainWatch;
import dev.dumplink.link.Home;
import dev.dumplink.link.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is on somebody's Home tab. Slack sends the whole of it back with every click, URL-encoded: so few databases, that
 * no click is larger than what {@link SlackEndpoint} lets in.
 */
final class HomeTab {
    private static final int MOST_DATABASES = 25;
    private static final int LONGEST_REASON = 120;
    private static final int LONGEST_NOTE = 300;
    private static final int MOST_NOTES = 3;

    private final String command;
    private final DumpList dumps;
    private final Function<Outcome, Message> words;

    /** @param words for whoever is not shown anything */
    HomeTab(String command, InstantSource clock, Function<Outcome, Message> words) {
        this.command = command;
        this.dumps = new DumpList(command, clock);
        this.words = words;
    }

    /** @param notice what is to be said first; ours or escaped */
    View of(Home home, Optional<String> notice) {
        List<LayoutBlock> blocks = new ArrayList<>();
        notice.map(Replies::words).ifPresent(blocks::add);
        blocks.addAll(home.fold(this::overview, this::told));
        return View.builder().type("home").blocks(blocks).build();
    }

    private List<LayoutBlock> told(Outcome outcome) {
        return List.of(Replies.words(words.apply(outcome).text()));
    }

    private List<LayoutBlock> overview(Home.Overview overview) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(title("Anonymized dumps"));
        blocks.addAll(dumps.newest(overview.stocks(), overview.request(), MOST_DATABASES));
        blocks.add(Replies.note(
                overview.stocks().size() > MOST_DATABASES
                        ? "There are more databases: `" + command + " list` shows them."
                        : "A link opens in a window of its own, which only you see. Older dumps: `" + command
                                + " list NAME`."));
        blocks.add(divider());
        blocks.add(title("Your last requests"));
        blocks.add(lines(overview.own(), "You have not asked for a dump yet.", HomeTab::own));
        overview.administration().map(this::administration).ifPresent(blocks::addAll);
        return blocks;
    }

    private List<LayoutBlock> administration(Home.Administration admin) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(divider());
        blocks.add(title("For administrators"));
        blocks.add(section(s -> s.fields(List.of(today(admin.today()), chain(admin.chain(), admin.damage())))));
        blocks.add(Replies.words("*Latest refusals*"));
        blocks.add(lines(admin.refusals(), "Nobody has been refused anything.", AuditBlocks::brief));
        blocks.add(divider());
        blocks.add(title("Audit log"));
        admin.page()
                .map(AuditBlocks::page)
                .ifPresentOrElse(
                        blocks::addAll,
                        () -> blocks.add(Replies.words("The audit log does not answer just now. Come back in a"
                                + " minute, or type `" + command + " audit since:1d`.")));
        blocks.add(Replies.note("That you read it is a row, too."));
        return blocks;
    }

    private static LayoutBlock title(String text) {
        return header(h -> h.text(plainText(text)));
    }

    private static LayoutBlock lines(
            Optional<List<AuditEntry>> entries, String none, Function<AuditEntry, String> line) {
        String text = entries.map(rows -> rows.stream().map(line).collect(Collectors.joining("\n")))
                .map(rows -> rows.isEmpty() ? none : rows)
                .orElse("The audit log does not answer just now.");
        return section(s -> s.text(AuditBlocks.words(text)));
    }

    private static String own(AuditEntry entry) {
        String what = entry.database().isEmpty() ? "" : " · " + Mrkdwn.escape(entry.database());
        return Mrkdwn.moment(entry.time()) + " · *" + Mrkdwn.escape(entry.decision()) + "*" + what + reason(entry);
    }

    static String reason(AuditEntry entry) {
        String reason = entry.reason();
        String brief = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
        return brief.isEmpty() ? "" : " · " + Mrkdwn.escape(brief);
    }

    private static TextObject today(Optional<Map<String, Long>> outcomes) {
        String figures = outcomes.map(today -> figure(today, "issued") + " issued, " + figure(today, "denied")
                        + " denied, " + figure(today, "failed") + " failed")
                .orElse("The audit log does not answer just now.");
        return AuditBlocks.words("*Today (UTC)*\n" + figures);
    }

    private static String figure(Map<String, Long> today, String outcome) {
        return "*" + today.getOrDefault(outcome, 0L) + "*";
    }

    private static TextObject chain(Optional<ChainWatch.Seen> chain, Optional<AuditEntry> damage) {
        String found = damage.map(
                        row -> "\n:warning: `audit verify` found damage " + Mrkdwn.moment(row.time()) + reason(row))
                .orElse("");
        return AuditBlocks.words("*Chain of the log*\n"
                + chain.map(HomeTab::seen).orElse("It is being verified; this takes a moment.") + found);
    }

    private static String seen(ChainWatch.Seen seen) {
        String when = " Verified " + Mrkdwn.moment(seen.at()) + ".";
        return seen.proof()
                .map(proof -> verdict(proof, when))
                .orElse(":warning: It could not be verified " + Mrkdwn.moment(seen.at()) + ".");
    }

    private static String verdict(ChainVerifier.Proof proof, String when) {
        if (!proof.damage().isEmpty()) {
            return ":no_entry: *Damaged*: " + brief(proof.damage().get(0)) + "." + when;
        }
        String rows = String.format(Locale.ROOT, "%,d", proof.rows()) + " rows.";
        String notes = proof.notes().stream()
                .limit(MOST_NOTES)
                .map(note -> "\n• " + brief(note))
                .collect(Collectors.joining());
        return (proof.newest().isPresent()
                        ? ":white_check_mark: Whole, " + rows
                        : ":warning: Each row follows from the one before, but no anchor proves them: " + rows)
                + when
                + notes;
    }

    /** Slack takes 2,000 characters for the field; names of places may be long. */
    private static String brief(String sentence) {
        return Mrkdwn.escape(sentence.length() <= LONGEST_NOTE ? sentence : sentence.substring(0, LONGEST_NOTE) + "…");
    }
}
