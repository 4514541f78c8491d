package dev.dumplink.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What goes wrong at the moment, by Web API method. Without any, Slack works. */
public final class Faults implements AutoCloseable {
    /** The name under which a message to a response_url goes. */
    public static final String RESPONSE_URL = "response_url";

    private final Map<String, Fault> lasting = new HashMap<>();
    private final Map<String, Deque<Fault>> once = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean everythingIsDown;

    Faults() {}

    /** Every call of the method fails like this until {@link #clear()}. */
    public synchronized void on(String method, Fault fault) {
        lasting.put(method, fault);
    }

    /** The next call of the method fails like this; called again, the one after it. */
    public synchronized void once(String method, Fault fault) {
        once.computeIfAbsent(method, unused -> new ArrayDeque<>()).add(fault);
    }

    /** Slack cuts every connection that the bot opens, until {@link #clear()}. */
    public synchronized void everythingDown() {
        everythingIsDown = true;
    }

    public synchronized void clear() {
        everythingIsDown = false;
        lasting.clear();
        once.clear();
    }

    /** True when the call failed here. */
    boolean spoil(String method, HttpExchange exchange) throws IOException {
        try {
            return next(method).spoils(exchange, end);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            exchange.close();
            return true;
        }
    }

    /** Lets go of whoever still hangs. */
    @Override
    public void close() {
        end.countDown();
    }

    private synchronized Fault next(String method) {
        if (everythingIsDown) {
            return Fault.dropped();
        }
        Deque<Fault> queue = once.get(method);
        if (queue != null && !queue.isEmpty()) {
            return queue.remove();
        }
        return lasting.getOrDefault(method, (exchange, unused) -> false);
    }
}
