package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What happens, told to every open page as far as its person may see it. */
final class Feed implements AutoCloseable {
    private static final int BACKLOG = 1000;

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** One thing that happened. */
    record Event(String type, JsonNode data) {}

    /** One open page. A page that cannot keep up is cut off; it comes back and starts from a fresh picture. */
    final class Subscription implements AutoCloseable {
        private final String user;
        private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(BACKLOG);
        private volatile boolean open = true;

        private Subscription(String user) {
            this.user = user;
        }

        boolean isOpen() {
            return open;
        }

        Optional<Event> next(long seconds) throws InterruptedException {
            return Optional.ofNullable(events.poll(seconds, TimeUnit.SECONDS));
        }

        private void offer(Event event) {
            if (!events.offer(event)) {
                close();
            }
        }

        @Override
        public void close() {
            open = false;
            subscriptions.remove(this);
        }
    }

    Subscription subscribe(String user) {
        Subscription subscription = new Subscription(user);
        subscriptions.add(subscription);
        return subscription;
    }

    void publish(String type, JsonNode data, Predicate<String> audience) {
        Event event = new Event(type, data);
        for (Subscription subscription : subscriptions) {
            if (audience.test(subscription.user)) {
                subscription.offer(event);
            }
        }
    }

    int pages() {
        return subscriptions.size();
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
