package dev.dumplink.audit;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Rows as signed requests, several lines of JSON in each. The signature is Slack's scheme, so that the code that verifies
 * one verifies the other: {@code v0=} and HMAC-SHA256 of {@code v0:timestamp:body}.
 *
 * <p>Only an answer of the 2xx kind means that they have arrived. No redirect is followed, because it would lead rows to
 * where nobody configured them to go; of an answer's body nothing is read.
 */
final class WebhookSink implements Sink {
    static final String TIMESTAMP = "X-Dumplink-Timestamp";
    static final String SIGNATURE = "X-Dumplink-Signature";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final WebhookSettings settings;
    private final Duration patience;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param patience from the first byte sent to the answer's head */
    WebhookSink(WebhookSettings settings, Duration patience, InstantSource clock) {
        this.settings = settings;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public void deliver(List<AuditEntry> rows) throws NotDelivered {
        int status = send(request(rows));
        if (status < 200 || status > 299) {
            throw new NotDelivered("answered " + status);
        }
    }

    private HttpRequest request(List<AuditEntry> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(EntryJson.line(row)).append('\n'));
        String body = lines.toString();
        String now = String.valueOf(clock.instant().getEpochSecond());
        return HttpRequest.newBuilder(settings.url())
                .timeout(patience)
                .header("Content-Type", "application/x-ndjson")
                .header("User-Agent", "dumplink")
                .header(TIMESTAMP, now)
                .header(SIGNATURE, sign(settings.secret(), now, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String sign(String secret, String now, String body) {
        return "v0=" + Chain.hmac(secret.getBytes(StandardCharsets.UTF_8), "v0:" + now + ":" + body);
    }

    private int send(HttpRequest request) throws NotDelivered {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (HttpTimeoutException e) {
            throw new NotDelivered("no answer in time");
        } catch (IOException e) {
            throw new NotDelivered("no answer, " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDelivered("stopping");
        }
    }
}
