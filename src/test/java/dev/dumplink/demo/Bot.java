package dev.dumplink.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The bot's request URL, to which Slack delivers and whose acknowledgement it times. */
final class Bot {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final Duration ackLimit;
    private volatile Optional<URI> requestUrl = Optional.empty();

    /** The bot's acknowledgement, or what became of it. */
    record Ack(Reply.Outcome outcome, int status, String contentType, String body, Duration took) {
        private static Ack none(Reply.Outcome outcome, Duration took) {
            return new Ack(outcome, 0, "", "", took);
        }
    }

    Bot(Duration ackLimit) {
        this.ackLimit = ackLimit;
    }

    void listensAt(URI url) {
        requestUrl = Optional.of(url);
    }

    Ack acknowledges(Delivery delivery) {
        long start = System.nanoTime();
        if (requestUrl.isEmpty()) {
            return Ack.none(Reply.Outcome.DISPATCH_FAILED, Duration.ZERO);
        }
        try {
            HttpResponse<String> response = send(delivery, ackLimit);
            return new Ack(
                    outcome(response.statusCode()),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    since(start));
        } catch (TimeoutException tooLate) {
            return Ack.none(Reply.Outcome.TIMEOUT, since(start));
        } catch (IOException unreachable) {
            return Ack.none(Reply.Outcome.DISPATCH_FAILED, since(start));
        }
    }

    /** Sends without judging the answer. */
    Answer answers(Delivery delivery) throws IOException {
        try {
            HttpResponse<String> response = send(delivery, Duration.ofSeconds(30));
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException tooLate) {
            throw new IOException("the bot did not answer within half a minute", tooLate);
        }
    }

    private HttpResponse<String> send(Delivery delivery, Duration limit) throws IOException, TimeoutException {
        URI target = requestUrl.orElseThrow(() -> new ConnectException("no request URL is set"));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", delivery.contentType())
                .header("Accept", "application/json,*/*")
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
        delivery.headers().forEach(request::header);
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new IOException("the bot did not answer", failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        } finally {
            response.cancel(true);
        }
    }

    private static Reply.Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return Reply.Outcome.OK;
        }
        return status >= 500 ? Reply.Outcome.SERVICE_ERROR : Reply.Outcome.CLIENT_ERROR;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
