package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Every message of the workspace in the order in which it was posted, told to one listener as it changes. */
final class Messages {
    /** What happened to a message. */
    enum Change {
        SHOWN,
        GONE
    }

    private final InstantSource clock;
    private final Ids ids;
    private final BiConsumer<Change, Message> listener;
    private final Map<String, Message> byTs = new LinkedHashMap<>();
    private long lastMicros;

    Messages(InstantSource clock, Ids ids, BiConsumer<Change, Message> listener) {
        this.clock = clock;
        this.ids = ids;
        this.listener = listener;
    }

    synchronized Message post(
            String channel, String author, Message.Kind kind, Optional<String> onlyFor, ObjectNode content) {
        return show(new Message(nextTs(), channel, author, kind, onlyFor, clock.instant(), false, withIds(content)));
    }

    /** The same message with other content; whom it is visible to never changes. */
    synchronized Message replace(Message message, ObjectNode content) {
        return show(message.with(withIds(content)));
    }

    /** Shows everybody a command that so far only its author saw. */
    synchronized void reveal(String ts) {
        find(ts).ifPresent(m -> show(new Message(
                m.ts(), m.channel(), m.author(), m.kind(), Optional.empty(), m.at(), m.edited(), m.content())));
    }

    synchronized void delete(Message message) {
        if (byTs.remove(message.ts()) != null) {
            listener.accept(Change.GONE, message);
            notifyAll();
        }
    }

    synchronized Optional<Message> find(String ts) {
        return Optional.ofNullable(byTs.get(ts));
    }

    synchronized List<Message> visibleTo(String user) {
        return byTs.values().stream().filter(message -> message.visibleTo(user)).toList();
    }

    /** What the real Slack would show: a command stays out of sight unless its answer is public. */
    synchronized List<Message> seenBy(String user) {
        return visibleTo(user).stream()
                .filter(message -> message.kind() != Message.Kind.COMMAND || !message.ephemeral())
                .toList();
    }

    /** Waits for a message that this person sees; the newest that fits. */
    synchronized Message await(String user, Predicate<Message> wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            List<Message> fitting = new ArrayList<>(seenBy(user));
            fitting.removeIf(wanted.negate());
            if (!fitting.isEmpty()) {
                return fitting.get(fitting.size() - 1);
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new IllegalStateException("no such message for " + user + " within " + atMost);
            }
            wait(millis);
        }
    }

    private Message show(Message message) {
        byTs.put(message.ts(), message);
        listener.accept(Change.SHOWN, message);
        notifyAll();
        return message;
    }

    private ObjectNode withIds(ObjectNode content) {
        ObjectNode copy = content.deepCopy();
        if (copy.has("blocks")) {
            copy.set("blocks", Blocks.withIds(copy.get("blocks"), ids));
        }
        return copy;
    }

    /** Seconds and microseconds, never the same twice even on a clock that stands still. */
    private String nextTs() {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        lastMicros = Math.max(micros, lastMicros + 1);
        return "%d.%06d".formatted(lastMicros / 1_000_000, lastMicros % 1_000_000);
    }
}
