package dev.dumplink.slack;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.middleware.builtin.SSLCheck;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppHomeOpenedEvent;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.Request;
import dev.dumplink.link.AuditDesk;
import dev.dumplink.link.ChainWatch;
import dev.dumplink.link.HomeDesk;
import dev.dumplink.link.LinkIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot: a Bolt app that turns a payload into a question for {@code link} and the outcome into words. A command's answer
 * is the HTTP response itself; a click's goes to its response URL, after Slack has had its 200.
 */
public final class SlackBot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackBot.class);

    /** Whose answers are under way; fewer than Jetty has threads, so that one is left to say that there are too many. */
    private static final int AT_ONCE = 160;

    private final SlackClient client;
    private final LinkIssuer issuer;
    private final Telemetry telemetry;
    private final Questions questions;
    private final InstantSource clock;
    private final Commands commands;
    private final Clicks clicks;
    private final App app;
    private final AuditClicks auditClicks;
    private final Posts posts;
    private final CsvDelivery files;
    private final Homes homes;
    private final HomeLinks homeLinks;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final boolean socket;

    /** What people can ask about. */
    public record Desks(LinkIssuer links, AuditDesk audit, HomeDesk home, ChainWatch chain) {}

    public SlackBot(
            SlackSettings settings,
            SlackClient client,
            Desks desks,
            Telemetry telemetry,
            RandomGenerator random,
            InstantSource clock) {
        this.client = client;
        this.issuer = desks.links();
        this.telemetry = telemetry;
        this.questions = new Questions(random, clock);
        this.clock = clock;
        this.socket = settings.socketMode().isPresent();
        Replies replies = new Replies(settings.command(), clock);
        AuditReplies auditReplies = new AuditReplies(replies::to);
        this.commands = new Commands(issuer, replies, new ShowAudit(desks.audit(), auditReplies));
        this.clicks = new Clicks(issuer, replies, clock);
        this.posts = new Posts(client);
        this.files = new CsvDelivery(client);
        FilterForm form =
                new FilterForm(issuer.names().stream().map(DatabaseName::value).toList());
        Modals modals = new Modals(client);
        HomeTab tab = new HomeTab(settings.command(), clock, replies::to);
        this.homes = new Homes(desks.home(), tab, desks.chain(), client, random, clock);
        this.homeLinks = new HomeLinks(issuer, replies, modals, posts, homes);
        this.auditClicks = new AuditClicks(desks.audit(), auditReplies, form, modals, files, posts, homes, clock);
        this.app = app(settings);
    }

    App app() {
        return app;
    }

    private App app(SlackSettings settings) {
        AppConfig config = new AppConfig();
        config.setSlack(client.slack());
        config.setUnmatchedRequestHandler(request -> timed(() -> unmatched(request)));
        // Bolt's own checks are not used: SlackEndpoint has verified the request, and Bolt's auth.test would let one
        // hiccup of Slack's refuse everybody for ten minutes
        App bolt = new App(config, List.of(new SSLCheck(null), (request, response, chain) -> guarded(request, chain)));
        bolt.command(settings.command(), (request, context) -> timed(() -> command(request)));
        for (String action : clicks.actions()) {
            bolt.blockAction(action, (request, context) -> timed(() -> click(action, request)));
        }
        for (String action : auditClicks.actions()) {
            bolt.blockAction(action, (request, context) -> timed(() -> auditClick(action, request)));
        }
        bolt.event(AppHomeOpenedEvent.class, (event, context) -> homeOpened(event));
        bolt.viewSubmission(FilterForm.CALLBACK, (request, context) -> timed(() -> submission(request)));
        return bolt.start();
    }

    /** However it goes, the person is told: where to is known only here, below both transports. */
    private Response guarded(com.slack.api.bolt.request.Request<?> request, MiddlewareChain chain) {
        if (!places.tryAcquire()) {
            return told(request, Replies.tooMany());
        }
        Response response = null;
        try {
            response = chain.next(request);
            return response;
        } catch (Exception e) {
            LOG.error("a request failed: {}", e.getClass().getName());
            return told(request, Message.saying(SlackEndpoint.SORRY));
        } finally {
            LaterResponse.whenKnown(response, places::release);
        }
    }

    /** What is put into the acknowledgement of a click, Slack shows to nobody. */
    private Response told(com.slack.api.bolt.request.Request<?> request, Message message) {
        if (request instanceof ViewSubmissionRequest) {
            return Modals.instead(Modals.sentence(message.text()));
        }
        if (!(request instanceof BlockActionRequest click)) {
            return message.asResponse();
        }
        post(click.getPayload().getResponseUrl(), message.wire(), Optional.empty());
        return Response.ok();
    }

    /** A button of an older message, or a command the manifest has and the configuration has not: asked and recorded. */
    private Response unmatched(com.slack.api.bolt.request.Request<?> request) {
        if (request instanceof BlockActionRequest click
                && !click.getPayload().getActions().isEmpty()) {
            return click(Clicks.UNKNOWN, click);
        }
        if (request instanceof SlashCommandRequest command) {
            return command(command, Commands.UNKNOWN);
        }
        return Response.ok();
    }

    private Response timed(Supplier<Response> answer) {
        Instant start = clock.instant();
        Response response = answer.get();
        LaterResponse.whenKnown(response, () -> telemetry.answered(Duration.between(start, clock.instant())));
        return response;
    }

    private Response command(SlashCommandRequest request) {
        return command(
                request, Optional.ofNullable(request.getPayload().getText()).orElse(""));
    }

    private Response command(SlashCommandRequest request, String words) {
        Asked asked = questions.command(request, words);
        Later<Response> answer = commands.answer(asked).then(said -> response(request, asked, said));
        // over a socket it is the return that answers
        return socket || answer.known().isDone() ? answer.words().get() : new LaterResponse(answer);
    }

    private Response response(SlashCommandRequest request, Asked asked, Answer answer) {
        homes.changed(asked.request().actor());
        if (!answer.carriesLink()) {
            return answer.message().asResponse();
        }
        if (socket) {
            // a socket does not say whether an answer went out; a post does
            post(request.getPayload().getResponseUrl(), answer.message().wire(), Optional.of(asked.request()));
            return Response.ok();
        }
        return new LinkResponse(answer.message(), arrived -> issuer.delivered(asked.request(), arrived));
    }

    private Response click(String action, BlockActionRequest request) {
        Asked asked = questions.click(action, request);
        Clicked click = Clicked.of(request.getPayload(), asked);
        if (click.atHome() && action.equals(Replies.GET)) {
            homeLinks.get(click);
            return Response.ok();
        }
        Clicks.Reaction reaction = clicks.react(action, asked);
        reaction.body().ifPresent(body -> post(click.responseUrl().orElse(""), body, reaction.link()));
        homes.changed(asked.request().actor());
        return Response.ok();
    }

    private Response auditClick(String action, BlockActionRequest request) {
        Clicked click = Clicked.of(request.getPayload(), questions.click(action, request));
        auditClicks.react(action, click);
        if (!click.atHome()) {
            homes.changed(click.asked().request().actor());
        }
        return Response.ok();
    }

    private Response submission(ViewSubmissionRequest request) {
        return auditClicks.submitted(
                questions.submission(request),
                Optional.ofNullable(request.getPayload().getView().getPrivateMetadata())
                        .orElse(""));
    }

    /** Slack is told at once that the event has come; it would send it again. */
    private Response homeOpened(EventsApiPayload<AppHomeOpenedEvent> event) {
        if ("home".equals(event.getEvent().getTab())) {
            homes.opened(questions.homeOpened(event));
        }
        return Response.ok();
    }

    private void post(String responseUrl, Object body, Optional<Request> link) {
        posts.post(responseUrl, body, arrived -> link.ifPresent(request -> issuer.delivered(request, arrived)));
    }

    /** Posts what is still to be posted, then lets go. */
    @Override
    public void close() {
        files.close();
        posts.close();
        homes.close();
        app.stop();
    }
}
