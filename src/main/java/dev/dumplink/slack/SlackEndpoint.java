package dev.dumplink.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door Slack knocks at, behind {@link WholeBody}, which caps the body. Steps: verify the raw bytes, parse, answer, and say whether the answer went
 * out. Anything unverified gets a 4xx and leaves no trace but a count; anything verified gets 200, if it can be read.
 *
 * <p>No thread is held while a row is being made durable: the request comes by again when it is.
 */
final class SlackEndpoint extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SlackEndpoint.class);

    static final int LARGEST_BODY = 64 * 1024;
    static final String SORRY =
            "Something went wrong on my side; nothing was given out. Try again, and tell whoever looks after me if it stays so.";

    private static final String ANSWER = LaterResponse.class.getName();

    private final transient RequestVerifier verifier;
    private final transient App app;
    private final transient ServletAdapter adapter;
    private final transient Telemetry telemetry;

    SlackEndpoint(RequestVerifier verifier, App app, Telemetry telemetry) {
        this.verifier = verifier;
        this.app = app;
        this.adapter = new ServletAdapter(app.config());
        this.telemetry = telemetry;
    }

    /** Nothing but POST: a servlet would answer TRACE and OPTIONS by itself. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            LaterResponse later = (LaterResponse) request.getAttribute(ANSWER);
            send(response, said(later::words));
        } else if (request.getMethod().equals("POST")) {
            super.service(request, response);
        } else {
            response.setHeader("Allow", "POST");
            turnAway(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "method");
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        RequestVerifier.Verdict verdict = verifier.verify(
                values(request, "X-Slack-Request-Timestamp"), values(request, "X-Slack-Signature"), body);
        if (verdict != RequestVerifier.Verdict.GENUINE) {
            turnAway(response, 401, verdict.name().toLowerCase(Locale.ROOT));
            return;
        }
        Optional<Request<?>> parsed = parse(request, body);
        if (parsed.isEmpty()) {
            turnAway(response, 400, "unreadable");
            return;
        }
        Response answer = said(() -> app.run(parsed.get()));
        if (answer instanceof LaterResponse later) {
            sendWhenKnown(request, later);
        } else {
            send(response, answer);
        }
    }

    /** The container must not cut off what has its own deadline. */
    private static void sendWhenKnown(HttpServletRequest request, LaterResponse later) {
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(0);
        request.setAttribute(ANSWER, later);
        LaterResponse.whenKnown(later, () -> {
            try {
                waiting.dispatch();
            } catch (IllegalStateException e) {
                // whoever asked is gone
                delivered(said(later::words), false);
            }
        });
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    private void turnAway(HttpServletResponse response, int status, String reason) {
        telemetry.rejected(reason);
        response.setStatus(status);
        response.setContentLength(0);
    }

    /** Bolt's parser throws whatever it stumbles over, and null means it knows no such request. */
    private Optional<Request<?>> parse(HttpServletRequest request, byte[] body) {
        try {
            return Optional.ofNullable(adapter.buildSlackRequest(request, body));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Response said(Callable<Response> answer) {
        try {
            return answer.call();
        } catch (Exception e) {
            LOG.error("a request failed: {}", e.getClass().getName());
            return Message.saying(SORRY).asResponse();
        }
    }

    private static void send(HttpServletResponse response, Response answer) throws IOException {
        try {
            write(response, answer);
        } catch (IOException | RuntimeException e) {
            delivered(answer, false);
            throw e;
        }
        delivered(answer, true);
    }

    private static void delivered(Response answer, boolean arrived) {
        if (answer instanceof LinkResponse link) {
            link.delivered(arrived);
        }
    }

    /** As the adapter does it, but in one piece and with its length: no chunks, no character at a time. */
    private static void write(HttpServletResponse response, Response answer) throws IOException {
        byte[] body = Optional.ofNullable(answer.getBody()).orElse("").getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.getStatusCode());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(answer.getContentType());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
