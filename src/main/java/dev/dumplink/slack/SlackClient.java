package dev.dumplink.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import okhttp3.FormBody;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Slack's Web API and response URLs, by the SDK's HTTP client, with limits on every call: how long it may take, how much
 * may come back, and not again before Slack wants it. Answers are kept as JSON: in the SDK's own classes a flag that is
 * missing reads as false.
 */
public final class SlackClient implements AutoCloseable {
    private static final int CALL_LIMIT_MILLIS = 2000;
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(2);
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVERS_FAULT = 500;

    private final SlackSettings settings;
    private final Slack slack;
    private final OkHttpClient uploads;
    private final Pauses pauses;

    public SlackClient(SlackSettings settings) {
        this(settings, System::nanoTime);
    }

    SlackClient(SlackSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.pauses = new Pauses(nanos);
        SlackConfig config = new SlackConfig();
        config.setStatsEnabled(false);
        config.setHttpClientCallTimeoutMillis(CALL_LIMIT_MILLIS);
        config.setMethodsEndpointUrlPrefix(settings.apiUrl().toString());
        OkHttpClient http = SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .addInterceptor(SlackClient::small)
                .build();
        this.uploads = http.newBuilder().callTimeout(UPLOAD_LIMIT).build();
        this.slack = Slack.getInstance(config, client(config, http));
    }

    private static SlackHttpClient client(SlackConfig config, OkHttpClient http) {
        SlackHttpClient client = new SlackHttpClient(http);
        client.setConfig(config);
        return client;
    }

    /** Whatever reads an answer, here or in the SDK, reads it whole: one without an end must not get so far. */
    private static Response small(Interceptor.Chain chain) throws IOException {
        try (Response response = chain.proceed(chain.request())) {
            byte[] body = response.body().byteStream().readNBytes(LARGEST_ANSWER + 1);
            if (body.length > LARGEST_ANSWER) {
                throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
            }
            return response.newBuilder()
                    .body(ResponseBody.create(body, response.body().contentType()))
                    .build();
        }
    }

    Slack slack() {
        return slack;
    }

    /**
     * Calls a Web API method.
     *
     * @return the whole answer, {@code ok} or not
     * @throws IOException if there was none, or one that is no JSON object; the message carries the status only. At once,
     *     and without a call, for as long as Slack wants to be left alone with this method
     */
    JsonObject call(String method, Map<String, String> parameters) throws IOException {
        if (pauses.hold(method)) {
            throw new IOException(method + ": Slack wants no calls of it for now");
        }
        FormBody.Builder form = new FormBody.Builder();
        parameters.forEach(form::add);
        try (Response response = slack.getHttpClient()
                .postFormWithBearerHeader(settings.apiUrl() + method, settings.botToken(), form.build())) {
            if (response.code() == TOO_MANY_REQUESTS) {
                pauses.begin(method, Optional.ofNullable(response.header("Retry-After")));
            }
            if (response.code() != 200) {
                throw new IOException(method + ": status " + response.code());
            }
            return JsonParser.parseString(response.body().string()).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException(method + ": the answer is no JSON object");
        }
    }

    /** Why Slack did not do what it was asked to, in its own word. */
    static String error(JsonObject answer) {
        JsonElement error = answer.get("error");
        String word = error == null || !error.isJsonPrimitive() ? "" : error.getAsString();
        return word.matches("[a-z_]{1,60}") ? word : "no reason";
    }

    /**
     * Sends a file to where Slack wants it, which must be Slack itself.
     *
     * @throws IOException if it was not taken
     */
    void upload(String address, Path file) throws IOException {
        URI place = URI.create(address);
        String slackHost = settings.apiUrl().getHost();
        if (!settings.apiUrl().getScheme().equals(place.getScheme())
                || place.getHost() == null
                || !(place.getHost().equals(slackHost) || place.getHost().endsWith("." + slackHost))) {
            throw new IOException("Slack wants the file to go somewhere else");
        }
        Request request = new Request.Builder()
                .url(address)
                .post(RequestBody.create(file.toFile(), MediaType.get("text/csv")))
                .build();
        try (Response response = uploads.newCall(request).execute()) {
            if (response.code() != 200) {
                throw new IOException("upload: status " + response.code());
            }
        }
    }

    /**
     * Posts to a response URL.
     *
     * @return {@link Taken#NOT_NOW} only where it certainly has not arrived
     */
    Taken post(String responseUrl, Object body) {
        if (!mayPostTo(responseUrl)) {
            return Taken.NO;
        }
        try (Response response = slack.getHttpClient().postJsonBody(responseUrl, body)) {
            boolean busy = response.code() == TOO_MANY_REQUESTS || response.code() >= SERVERS_FAULT;
            return response.code() == 200 ? Taken.YES : busy ? Taken.NOT_NOW : Taken.NO;
        } catch (ConnectException e) {
            return Taken.NOT_NOW;
        } catch (IOException | RuntimeException e) {
            return Taken.NO;
        }
    }

    /** What became of something posted. */
    enum Taken {
        YES,
        NO,
        NOT_NOW
    }

    private boolean mayPostTo(String responseUrl) {
        try {
            URI address = new URI(responseUrl == null ? "" : responseUrl);
            return address.getHost() != null
                    && settings.responseHosts().contains(address.getHost())
                    && settings.apiUrl().getScheme().equals(address.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * Posts to a channel.
     *
     * @throws IOException if Slack did not take it; the message carries the status or Slack's error only
     */
    public void say(String channel, String text) throws IOException {
        JsonObject answer = call("chat.postMessage", Map.of("channel", channel, "text", text));
        if (!answer.has("ok") || !answer.get("ok").getAsBoolean()) {
            String error = answer.has("error") ? answer.get("error").getAsString() : "not ok";
            throw new IOException("chat.postMessage: " + error);
        }
    }

    /** Whether Slack answers and knows our token. */
    public boolean works() {
        try {
            return call("auth.test", Map.of()).get("ok").getAsBoolean();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            slack.close();
        } catch (Exception e) {
            throw new IllegalStateException("Slack's client does not let go", e);
        }
    }
}
