package dev.dumplink.slack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is sent to Slack after it has had its 200: a few at a time, and no more waiting than can be sent in time. */
final class Posts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Posts.class);
    private static final int AT_ONCE = 8;
    private static final int WAITING = 256;
    private static final int DRAIN_SECONDS = 5;
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(300), Duration.ofMillis(1200));

    private final SlackClient client;
    private final ExecutorService sending;

    Posts(SlackClient client) {
        this.client = client;
        this.sending = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                task -> new Thread(task, "slack-posting"));
    }

    /**
     * Posts to a response URL.
     *
     * @param arrived told whether it was taken
     */
    void post(String responseUrl, Object body, Consumer<Boolean> arrived) {
        later(() -> posted(responseUrl, body), arrived);
    }

    /** Slack's trouble is often over in a moment, and somebody waits for a button to do something. */
    private boolean posted(String responseUrl, Object body) {
        SlackClient.Taken taken = client.post(responseUrl, body);
        for (int i = 0; taken == SlackClient.Taken.NOT_NOW && i < PAUSES.size(); i++) {
            try {
                Thread.sleep(PAUSES.get(i).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            taken = client.post(responseUrl, body);
        }
        return taken == SlackClient.Taken.YES;
    }

    /**
     * Does it soon.
     *
     * @param attempt says whether it worked
     * @param worked told so too
     */
    void later(Attempt attempt, Consumer<Boolean> worked) {
        try {
            sending.execute(() -> worked.accept(tried(attempt)));
        } catch (RejectedExecutionException e) {
            LOG.warn("too many answers are waiting to be sent; one is lost");
            worked.accept(false);
        }
    }

    private static boolean tried(Attempt attempt) {
        boolean worked = false;
        try {
            worked = attempt.works();
        } catch (RuntimeException e) {
            LOG.error("an answer failed: {}", e.getClass().getName());
        }
        if (!worked) {
            LOG.warn("an answer could not be sent");
        }
        return worked;
    }

    /** One sending. */
    interface Attempt {
        boolean works();
    }

    /** Sends what is still to be sent. */
    @Override
    public void close() {
        sending.shutdown();
        try {
            sending.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
