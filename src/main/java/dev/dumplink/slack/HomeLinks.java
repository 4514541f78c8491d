package dev.dumplink.slack;

import com.slack.api.model.view.View;
import dev.dumplink.audit.Request;
import dev.dumplink.link.LinkIssuer;
import dev.dumplink.link.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * Links for whoever clicks on the Home tab. There is no message to answer there: the link goes into a window that only
 * this person sees, which Slack opens within three seconds of the click or not at all.
 */
final class HomeLinks {
    /** Of the three seconds; the rest is for opening the window. */
    private static final Duration LEFT_FOR_SLACK = Duration.ofMillis(800);

    private final LinkIssuer issuer;
    private final Replies replies;
    private final Modals modals;
    private final Posts posts;
    private final Homes homes;

    HomeLinks(LinkIssuer issuer, Replies replies, Modals modals, Posts posts, Homes homes) {
        this.issuer = issuer;
        this.replies = replies;
        this.modals = modals;
        this.posts = posts;
        this.homes = homes;
    }

    void get(Clicked click) {
        Request request = click.asked().request();
        Instant deadline = click.asked().deadline().minus(LEFT_FOR_SLACK);
        Outcome outcome = issuer.link(request, Target.wish(click.asked().words()), deadline);
        boolean link = outcome instanceof Outcome.Issued;
        View view = view(outcome);
        posts.later(() -> modals.open(click.trigger(), view), opened -> {
            if (link) {
                issuer.delivered(request, opened);
            }
            if (opened) {
                homes.changed(request.actor());
            } else {
                homes.say(request.actor(), "Slack did not open the window in time. Please click again.");
            }
        });
    }

    private View view(Outcome outcome) {
        return outcome instanceof Outcome.Issued issued
                ? Modals.modal("Your link", replies.window(issued)).build()
                : Modals.sentence(replies.to(outcome).text());
    }
}
