package dev.dumplink.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that goes wrong with one call to Slack. */
@FunctionalInterface
public interface Fault {
    /** Spoils the call; true when it has been answered (or cut off) and nothing more may be done with it. */
    boolean spoils(HttpExchange exchange, CountDownLatch end) throws IOException, InterruptedException;

    /** This one for so many calls, and none after that. */
    default Fault times(int calls) {
        AtomicInteger left = new AtomicInteger(calls);
        return (exchange, end) -> left.getAndDecrement() > 0 && spoils(exchange, end);
    }

    static Fault rateLimited(int retryAfterSeconds) {
        return (exchange, end) -> {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(retryAfterSeconds));
            Exchanges.answer(exchange, 429, Json.notOk("ratelimited"));
            return true;
        };
    }

    static Fault status(int status) {
        return (exchange, end) -> {
            Exchanges.answer(exchange, status, "text/plain", "something is wrong here");
            return true;
        };
    }

    static Fault redirect(String to) {
        return (exchange, end) -> {
            exchange.getResponseHeaders().set("Location", to);
            Exchanges.answer(exchange, 302, "text/plain", "over there");
            return true;
        };
    }

    /** HTTP 200, but no. */
    static Fault notOk(String error) {
        return (exchange, end) -> {
            Exchanges.answer(exchange, 200, Json.notOk(error));
            return true;
        };
    }

    /** HTTP 200 with whatever this is. */
    static Fault garbage(String body) {
        return (exchange, end) -> {
            Exchanges.answer(exchange, 200, "application/json", body);
            return true;
        };
    }

    /** HTTP 200 with the beginning of an object, and more and more of it for as long as somebody reads. */
    static Fault endless() {
        return (exchange, end) -> {
            byte[] more = "0123456789abcdef".repeat(512).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("{\"ok\":true,\"text\":\"".getBytes(StandardCharsets.UTF_8));
                while (end.getCount() > 0) {
                    body.write(more);
                }
            }
            return true;
        };
    }

    /** Answers properly, but late. */
    static Fault slow(Duration by) {
        return (exchange, end) -> {
            if (end.await(by.toMillis(), TimeUnit.MILLISECONDS)) {
                exchange.close();
                return true;
            }
            return false;
        };
    }

    /** Never answers. */
    static Fault hang() {
        return (exchange, end) -> {
            end.await();
            exchange.close();
            return true;
        };
    }

    /** Cuts the connection. */
    static Fault dropped() {
        return (exchange, end) -> {
            exchange.close();
            return true;
        };
    }
}
