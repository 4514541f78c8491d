package dev.dumplink.slack;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.dumplink.audit.Actor;
import dev.dumplink.link.Directory;
import dev.dumplink.link.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Slack's word on people and user groups, remembered for a while: looked up again in the background after a minute,
 * forgotten after five, so that what Slack said last serves through a short outage and no longer. Nobody waits for a
 * lookup that began longer than {@link #PATIENCE} ago, and all groups are looked up together: several silences do not
 * add up.
 */
public final class SlackDirectory implements Directory, AutoCloseable {
    static final Duration PATIENCE = Duration.ofMillis(700);
    static final Duration FRESH = Duration.ofSeconds(60);
    static final Duration KEPT = Duration.ofMinutes(5);

    private static final int MOST = 20_000;
    private static final int THREADS = 4;
    private static final int WAITING = 200;

    private final SlackClient client;
    private final ExecutorService background;
    private final AsyncLoadingCache<Actor, Profile> profiles;
    private final AsyncLoadingCache<String, Set<String>> groups;
    private volatile Set<String> together = Set.of();

    public SlackDirectory(SlackClient client) {
        this.client = client;
        this.background = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "slack-directory");
                    thread.setDaemon(true);
                    return thread;
                });
        this.profiles = Caffeine.newBuilder()
                .maximumSize(MOST)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .executor(background)
                .buildAsync((Actor actor, Executor executor) -> Lookup.begin(() -> lookUp(actor), executor));
        this.groups = Caffeine.newBuilder()
                .maximumSize(MOST)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .executor(background)
                .buildAsync((String group, Executor executor) -> Lookup.begin(() -> usersOf(group), executor));
    }

    /** Looks groups up before anybody waits for them, and from now on all whenever one is asked for. */
    public void warmUp(Set<String> userGroups) {
        together = Set.copyOf(userGroups);
        userGroups.forEach(groups::get);
    }

    @Override
    public Optional<Profile> profile(Actor actor) {
        try {
            return soon(() -> profiles.get(actor));
        } catch (CompletionException e) {
            // not remembered: the next request asks again
            return Optional.of(Profile.incomplete());
        }
    }

    @Override
    public Optional<Set<String>> usersIn(String userGroup) {
        return soon(() -> {
            together.forEach(groups::get);
            return groups.get(userGroup);
        });
    }

    private static <T> Optional<T> soon(Supplier<CompletableFuture<T>> question) {
        try {
            CompletableFuture<T> answer = question.get();
            return Optional.of(answer.get(patienceLeft(answer), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Profiles.Incomplete) {
                throw new CompletionException(e.getCause());
            }
            return Optional.empty();
        } catch (TimeoutException | RejectedExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static long patienceLeft(CompletableFuture<?> answer) {
        long waited = answer instanceof Lookup<?> lookup ? System.nanoTime() - lookup.began : 0;
        return Math.max(0, PATIENCE.toNanos() - waited);
    }

    /** A question put to Slack, and when that was. */
    private static final class Lookup<T> extends CompletableFuture<T> {
        private final long began = System.nanoTime();

        static <T> Lookup<T> begin(Callable<T> question, Executor executor) {
            Lookup<T> lookup = new Lookup<>();
            executor.execute(() -> {
                try {
                    lookup.complete(question.call());
                } catch (Exception | LinkageError e) {
                    lookup.completeExceptionally(e);
                }
            });
            return lookup;
        }
    }

    private Profile lookUp(Actor actor) throws IOException {
        JsonObject answer = client.call("users.info", Map.of("user", actor.user()));
        if (isTrue(answer, "ok")) {
            return Profiles.read(answer, actor.user());
        }
        String error = answer.has("error") ? answer.get("error").getAsString() : "";
        if (error.equals("user_not_found") || error.equals("user_not_visible")) {
            return new Profile(Set.of(), Set.of(Profile.Mark.UNKNOWN));
        }
        throw new IOException("users.info: " + error);
    }

    private Set<String> usersOf(String userGroup) throws IOException {
        JsonObject answer = client.call("usergroups.users.list", Map.of("usergroup", userGroup));
        if (!isTrue(answer, "ok") || !answer.has("users")) {
            throw new IOException("usergroups.users.list: " + answer.get("error"));
        }
        Set<String> users = new HashSet<>();
        for (JsonElement user : answer.getAsJsonArray("users")) {
            users.add(user.getAsString());
        }
        return Set.copyOf(users);
    }

    static boolean isTrue(JsonObject object, String field) {
        JsonElement value = object.get(field);
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isBoolean()
                && value.getAsBoolean();
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
