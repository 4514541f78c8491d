package dev.dumplink.slack;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.model.event.AppHomeOpenedEvent;
import dev.dumplink.audit.Actor;
import dev.dumplink.audit.IdempotencyKey;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Reads Slack's payloads: who asks what, from where, and by what a second delivery of the same is recognised. */
final class Questions {
    /** Of Slack's three seconds; the rest is the way there and back. */
    static final Duration PATIENCE = Duration.ofMillis(2300);

    private static final int LONGEST_NUMBER = 18;

    private final RandomGenerator random;
    private final InstantSource clock;
    private final Presses presses;

    Questions(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
        this.presses = new Presses(clock);
    }

    Asked command(SlashCommandRequest request, String words) {
        SlashCommandPayload payload = request.getPayload();
        Actor actor = Actor.slack(payload.getTeamId(), payload.getEnterpriseId(), payload.getUserId());
        return asked(
                new Request(
                        RequestId.next(random),
                        actor,
                        payload.getCommand(),
                        channel(payload.getChannelId()),
                        Optional.of(key(payload.getApiAppId(), actor, payload.getTriggerId(), request))),
                words);
    }

    Asked click(String action, BlockActionRequest request) {
        BlockActionPayload payload = request.getPayload();
        Actor actor = Actor.slack(
                team(payload), enterprise(payload), payload.getUser().getId());
        Request question = new Request(
                RequestId.next(random),
                actor,
                action,
                channel(
                        payload.getChannel() == null
                                ? null
                                : payload.getChannel().getId()),
                Optional.of(click(action, actor, request)));
        return asked(question, value(payload));
    }

    /** Of a button that gives a link, a double click asks once. */
    private IdempotencyKey click(String action, Actor actor, BlockActionRequest request) {
        BlockActionPayload payload = request.getPayload();
        IdempotencyKey own = key(payload.getApiAppId(), actor, payload.getTriggerId(), request);
        boolean inMessage =
                payload.getContainer() != null && payload.getContainer().getMessageTs() != null;
        return inMessage && Set.of(Replies.NEW, Replies.GET).contains(action)
                ? presses.key(actor, payload.getContainer().getMessageTs(), value(payload), own)
                : own;
    }

    private static String value(BlockActionPayload payload) {
        return Optional.ofNullable(payload.getActions().get(0).getValue()).orElse("");
    }

    Asked submission(ViewSubmissionRequest request) {
        ViewSubmissionPayload payload = request.getPayload();
        Actor actor = Actor.slack(
                payload.getUser().getTeamId() != null || payload.getTeam() == null
                        ? payload.getUser().getTeamId()
                        : payload.getTeam().getId(),
                payload.getEnterprise() == null ? null : payload.getEnterprise().getId(),
                payload.getUser().getId());
        Request question = new Request(
                RequestId.next(random),
                actor,
                FilterForm.CALLBACK,
                "",
                Optional.of(key(payload.getApiAppId(), actor, payload.getTriggerId(), request)));
        return asked(question, FilterForm.words(payload.getView().getState().getValues()));
    }

    /** Nobody waits for an answer to it. */
    Request homeOpened(EventsApiPayload<AppHomeOpenedEvent> event) {
        Actor actor = Actor.slack(
                event.getTeamId(), event.getEnterpriseId(), event.getEvent().getUser());
        IdempotencyKey key = IdempotencyKey.of("event", event.getApiAppId(), event.getEventId());
        return new Request(RequestId.next(random), actor, "home", "", Optional.of(key));
    }

    private Asked asked(Request question, String words) {
        return new Asked(question, words, clock.instant().plus(PATIENCE));
    }

    /** A click may come from a shared channel: whose workspace the person is in decides, not whose the channel is. */
    private static String team(BlockActionPayload payload) {
        String own = payload.getUser().getTeamId();
        return own != null || payload.getTeam() == null
                ? own
                : payload.getTeam().getId();
    }

    private static String enterprise(BlockActionPayload payload) {
        return payload.getEnterprise() == null ? null : payload.getEnterprise().getId();
    }

    /** A direct message's id names the person in it, who must stay erasable. */
    private static String channel(String id) {
        return id == null || id.startsWith("D") ? "" : id;
    }

    private static IdempotencyKey key(
            String app, Actor actor, String trigger, com.slack.api.bolt.request.Request<?> request) {
        if (trigger != null && !trigger.isEmpty()) {
            return IdempotencyKey.of("trigger", app, actor.team(), actor.user(), trigger)
                    .at(place(trigger));
        }
        return IdempotencyKey.of(
                "signature",
                request.getHeaders().getFirstValue("x-slack-request-timestamp"),
                request.getHeaders().getFirstValue("x-slack-signature"),
                request.getRequestBodyAsString());
    }

    /** Slack's triggers begin with a number that grows; of one that does not, nothing is lost but speed. */
    private static long place(String trigger) {
        long number = 0;
        for (int i = 0; i < Math.min(trigger.length(), LONGEST_NUMBER); i++) {
            int digit = trigger.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
