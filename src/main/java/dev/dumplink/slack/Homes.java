package dev.dumplink.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.JsonObject;
import com.slack.api.model.view.View;
import dev.dumplink.audit.Actor;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.link.ChainWatch;
import dev.dumplink.link.Home;
import dev.dumplink.link.HomeDesk;
import dev.dumplink.link.Outcome;
import dev.dumplink.link.Reading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody's Home tab: made when it is opened, and again after whatever its person does for as long as it may still be
 * open. The views of one person are made one after another, so that the newest is the last; {@code views.publish} needs no
 * hash to be sure of that.
 */
final class Homes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Homes.class);
    private static final Duration OPEN = Duration.ofHours(1);
    private static final int MOST_OPEN = 10_000;
    private static final int LANES = 2;
    private static final int WAITING = 256;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final HomeDesk desk;
    private final HomeTab tab;
    private final ChainWatch chain;
    private final SlackClient client;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Cache<Actor, Shown> open =
            Caffeine.newBuilder().maximumSize(MOST_OPEN).expireAfterWrite(OPEN).build();
    private final Set<Actor> awaited = ConcurrentHashMap.newKeySet();
    private final AtomicLong versions = new AtomicLong();
    private final Semaphore places = new Semaphore(WAITING);
    private final List<ScheduledExecutorService> lanes = new ArrayList<>();

    /** What somebody has before them: which view, and which rows of the log. */
    private record Shown(long version, String query) {}

    Homes(
            HomeDesk desk,
            HomeTab tab,
            ChainWatch chain,
            SlackClient client,
            RandomGenerator random,
            InstantSource clock) {
        this.desk = desk;
        this.tab = tab;
        this.chain = chain;
        this.client = client;
        this.random = random;
        this.clock = clock;
        for (int i = 0; i < LANES; i++) {
            lanes.add(Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "homes");
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    /** Its person looks at it. */
    void opened(Request request) {
        soon(
                request.actor(),
                () -> publish(request, Optional.empty(), each -> desk.open(each, query(each.actor()), deadline())));
    }

    /** Its person did something; whoever has not opened it lately gets none. */
    void changed(Actor actor) {
        if (open.getIfPresent(actor) != null && awaited.add(actor)) {
            soon(actor, () -> {
                awaited.remove(actor);
                publish(own(actor), Optional.empty(), this::again);
            });
        }
    }

    /** Its person turned a page of the log. */
    void turned(Request request, Reading.Shown page) {
        Actor actor = request.actor();
        soon(actor, () -> {
            remember(actor, page.query().toString());
            publish(request, Optional.empty(), each -> desk.around(each, page, deadline()));
        });
    }

    /** Something is to be said that has no other place. */
    void say(Actor actor, String sentence) {
        soon(actor, () -> publish(own(actor), Optional.of(sentence), this::again));
    }

    private Request own(Actor actor) {
        return new Request(RequestId.next(random), actor, "home", "", Optional.empty());
    }

    private Home again(Request request) {
        return desk.again(request, query(request.actor()), deadline());
    }

    private Instant deadline() {
        return clock.instant().plus(Questions.PATIENCE);
    }

    private String query(Actor actor) {
        return Optional.ofNullable(open.getIfPresent(actor)).map(Shown::query).orElse("");
    }

    private Shown remember(Actor actor, String query) {
        Shown shown = new Shown(versions.incrementAndGet(), query);
        open.put(actor, shown);
        return shown;
    }

    private void publish(Request request, Optional<String> notice, Function<Request, Home> making) {
        Home home = making.apply(request);
        if (home instanceof Home.Told told && told.outcome() instanceof Outcome.AlreadyAnswered) {
            return;
        }
        Actor actor = request.actor();
        Shown shown = show(actor, home, notice);
        if (home instanceof Home.Overview overview) {
            overview.administration().ifPresent(admin -> chain.lookAgain(() -> proved(actor, shown, admin.page())));
        }
    }

    private Shown show(Actor actor, Home home, Optional<String> notice) {
        Shown shown = remember(actor, query(actor));
        send(actor, tab.of(home, notice), shown, ATTEMPTS);
        if (home instanceof Home.Told) {
            open.invalidate(actor);
        }
        return shown;
    }

    /**
     * The chain was looked at: the same page again, which is no new reading, unless something else was shown meanwhile.
     * Nothing is looked at for this one, or a slow machine would go on for ever.
     */
    private void proved(Actor actor, Shown shown, Optional<Reading.Shown> page) {
        soon(actor, () -> {
            Optional<Shown> now = Optional.ofNullable(open.getIfPresent(actor));
            Optional<Reading.Shown> same = page.filter(each -> now.equals(Optional.of(shown)));
            if (now.isPresent()) {
                Home home = same.map(each -> desk.around(own(actor), each, deadline()))
                        .orElseGet(() -> again(own(actor)));
                show(actor, home, Optional.empty());
            }
        });
    }

    /** Slack may want to be left alone for a while; then it is tried again, unless there is a newer view by then. */
    private void send(Actor actor, View view, Shown shown, int attempts) {
        try {
            JsonObject answer =
                    client.call("views.publish", Map.of("user_id", actor.user(), "view", Modals.JSON.toJson(view)));
            if (!SlackDirectory.isTrue(answer, "ok")) {
                LOG.warn("views.publish: {}", SlackClient.error(answer));
            }
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
            if (attempts > 1) {
                lane(actor)
                        .schedule(
                                () -> {
                                    if (shown.equals(open.getIfPresent(actor))) {
                                        send(actor, view, shown, attempts - 1);
                                    }
                                },
                                PAUSE.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }
    }

    private ScheduledExecutorService lane(Actor actor) {
        return lanes.get(Math.floorMod(actor.hashCode(), LANES));
    }

    private void soon(Actor actor, Runnable task) {
        if (!places.tryAcquire()) {
            awaited.remove(actor);
            LOG.warn("too many Home tabs are waiting to be made; one stays as it is");
            return;
        }
        try {
            lane(actor).execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            places.release();
        }
    }

    private void run(Runnable task) {
        places.release();
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a Home tab failed: {}", e.getClass().getName());
        }
    }

    @Override
    public void close() {
        lanes.forEach(ScheduledExecutorService::shutdownNow);
    }
}
