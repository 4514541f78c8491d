package dev.dumplink.slack;

import com.slack.api.bolt.response.Response;
import dev.dumplink.audit.Request;
import dev.dumplink.link.AuditDesk;
import dev.dumplink.link.CsvFile;
import dev.dumplink.link.Outcome;
import dev.dumplink.link.Reading;
import dev.dumplink.link.Spot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the buttons and the form under a page of the log do. Each is checked and recorded as if it were typed. */
final class AuditClicks {
    /** Stands for the Home tab as where a form was opened. */
    private static final String HOME = "home";

    /** Slack takes answers to a response URL for half an hour. */
    private static final Duration FORM_LIFE = Duration.ofMinutes(29);

    private final Map<String, Consumer<Clicked>> byAction = Map.of(
            AuditBlocks.NEWER, this::turn,
            AuditBlocks.OLDER, this::turn,
            AuditBlocks.NEWEST, this::turn,
            AuditBlocks.FILTER, this::filter,
            AuditBlocks.CSV, this::csv);
    private final AuditDesk desk;
    private final AuditReplies replies;
    private final FilterForm form;
    private final Modals modals;
    private final CsvDelivery files;
    private final Posts posts;
    private final Homes homes;
    private final InstantSource clock;

    AuditClicks(
            AuditDesk desk,
            AuditReplies replies,
            FilterForm form,
            Modals modals,
            CsvDelivery files,
            Posts posts,
            Homes homes,
            InstantSource clock) {
        this.desk = desk;
        this.replies = replies;
        this.form = form;
        this.modals = modals;
        this.files = files;
        this.posts = posts;
        this.homes = homes;
        this.clock = clock;
    }

    Set<String> actions() {
        return byAction.keySet();
    }

    void react(String action, Clicked click) {
        byAction.get(action).accept(click);
    }

    private void turn(Clicked click) {
        String value = click.asked().words();
        int blank = value.indexOf(' ');
        Spot spot = Spot.parse(value.substring(0, Math.max(0, blank))).orElse(Spot.top());
        show(
                click,
                desk.page(
                        click.asked().request(),
                        value.substring(blank + 1),
                        spot,
                        click.asked().deadline()));
    }

    /** In place of the page that was clicked in. */
    private void show(Clicked click, Reading reading) {
        if (click.atHome() && reading instanceof Reading.Shown shown) {
            homes.turned(click.asked().request(), shown);
            return;
        }
        Message message = replies.to(reading);
        say(click, reading instanceof Reading.Shown ? message.replacing() : message);
    }

    private void say(Clicked click, Message message) {
        click.responseUrl()
                .ifPresentOrElse(
                        url -> posts.post(url, message.wire(), arrived -> {}),
                        () -> homes.say(click.asked().request().actor(), message.text()));
    }

    private void filter(Clicked click) {
        Outcome outcome =
                desk.note(click.asked().request(), "audit.filter", click.asked().deadline());
        if (!(outcome instanceof Outcome.Noted)) {
            say(click, replies.to(new Reading.Told(outcome)));
            return;
        }
        posts.later(() -> modals.open(click.trigger(), form.view(click.asked().words(), origin(click))), opened -> {
            if (!opened) {
                say(click, Message.saying("Slack did not open the form. Please click again."));
            }
        });
    }

    /** Where the page is that the form belongs to. */
    private String origin(Clicked click) {
        return click.responseUrl()
                .map(url -> clock.instant().getEpochSecond() + " " + url)
                .orElse(HOME);
    }

    private void csv(Clicked click) {
        Request request = click.asked().request();
        Reading reading =
                desk.export(request, click.asked().words(), click.asked().deadline());
        if (reading instanceof CsvFile export) {
            files.deliver(export, request.actor().user(), (arrived, sentence) -> {
                desk.delivered(request, arrived);
                say(click, Message.saying(sentence + Replies.reference(request.id())));
            });
        } else {
            say(click, replies.to(reading));
        }
    }

    /**
     * A form was handed in.
     *
     * @param asked with what was filled in as its words
     * @param origin what came with the form
     */
    Response submitted(Asked asked, String origin) {
        Optional<String> url = url(origin);
        if (url.isEmpty() && !origin.equals(HOME)) {
            Outcome outcome = desk.note(asked.request(), "audit.filter_late", asked.deadline());
            return Modals.instead(Modals.sentence(
                    outcome instanceof Outcome.Noted
                            ? "This form has been open for too long. Please click Filter again."
                            : replies.to(new Reading.Told(outcome)).text()));
        }
        Reading reading = desk.page(asked.request(), asked.words(), Spot.top(), asked.deadline());
        if (reading instanceof Reading.NotUnderstood not) {
            return Modals.wrong(FilterForm.MORE, not.problem().sentence());
        }
        if (!(reading instanceof Reading.Shown)) {
            return Modals.instead(Modals.sentence(replies.to(reading).text()));
        }
        Clicked click = new Clicked(asked, "", url);
        show(click, reading);
        return Response.ok();
    }

    private Optional<String> url(String origin) {
        int blank = origin.indexOf(' ');
        return Optional.of(origin)
                .filter(text -> text.matches("[0-9]{1,12} .+"))
                .filter(text -> clock.instant().getEpochSecond() - Long.parseLong(text.substring(0, blank))
                        < FORM_LIFE.toSeconds())
                .map(text -> text.substring(blank + 1));
    }
}
