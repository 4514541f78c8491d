package dev.dumplink.slack;

import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket Mode: no port for Slack to reach. Connects in the background, so that Slack may be away when we start, and builds
 * the connection anew when it is found dead twice in a row, which the SDK's own reconnecting does not always notice.
 */
final class SocketTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);
    private static final int AT_ONCE = 16;
    private static final int LOOK_SECONDS = 5;
    private static final int DRAIN_SECONDS = 5;

    private final String appToken;
    private final SlackBot bot;
    private final ScheduledExecutorService keeper;
    private SocketModeApp connection;
    private int deadLooks;
    private volatile boolean reachable;

    SocketTransport(String appToken, SlackBot bot) {
        this.appToken = appToken;
        this.bot = bot;
        this.keeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "socket-keeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start() {
        keeper.scheduleWithFixedDelay(this::keep, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void keep() {
        try {
            if (connection == null) {
                connect();
            }
            deadLooks = connection.getClient().verifyConnection() ? 0 : deadLooks + 1;
            say(deadLooks == 0);
            if (deadLooks >= 2) {
                drop();
            }
        } catch (Exception e) {
            // its message may hold the socket's URL, which is a secret
            LOG.debug("no socket: {}", e.getClass().getName());
            say(false);
            drop();
        }
    }

    private void connect() throws Exception {
        connection = new SocketModeApp(
                appToken, SocketModeClient.Backend.JavaWebSocket, failure -> sorry(failure), bot.app(), AT_ONCE);
        connection.startAsync();
        deadLooks = 0;
    }

    private static Response sorry(SocketModeApp.ErrorContext failure) {
        LOG.error("a request failed: {}", failure.getException().getClass().getName());
        return Message.saying(SlackEndpoint.SORRY).asResponse();
    }

    private void say(boolean now) {
        if (now != reachable) {
            LOG.info(now ? "the socket to Slack is open" : "the socket to Slack is closed; trying again");
        }
        reachable = now;
    }

    private void drop() {
        try {
            if (connection != null && connection.getClient() != null) {
                connection.getClient().close();
            }
        } catch (Exception e) {
            LOG.debug("a dead socket does not close: {}", e.getClass().getName());
        }
        connection = null;
        deadLooks = 0;
    }

    @Override
    public boolean reachable() {
        return reachable;
    }

    @Override
    public String where() {
        return "over a socket";
    }

    @Override
    public void close() {
        keeper.shutdown();
        try {
            keeper.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            reachable = false;
            drop();
        }
    }
}
