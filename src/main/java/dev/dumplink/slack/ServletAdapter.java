package dev.dumplink.slack;

import com.slack.api.app_backend.slash_commands.SlashCommandPayloadDetector;
import com.slack.api.app_backend.util.JsonPayloadExtractor;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.jakarta_servlet.ServletAdapterOps;
import com.slack.api.bolt.jakarta_servlet.SlackAppServletAdapter;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.QueryStringParser;
import com.slack.api.bolt.util.SlackRequestParser;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;

/**
 * Bolt's adapter for servlets, for a body that has been read, and with a look at the text first: to find out what a form
 * is, Bolt's own takes all of it apart, twice, and then once more to read it.
 */
final class ServletAdapter extends SlackAppServletAdapter {
    private final SlackRequestParser parser;

    ServletAdapter(AppConfig config) {
        super(config);
        this.parser = new SlackRequestParser(config);
        parser.setJsonPayloadExtractor(new Payload());
        parser.setCommandRequestDetector(new SlashCommand());
    }

    /**
     * What was asked; null for what Bolt does not know.
     *
     * @param body the request's, found genuine
     */
    Request<?> buildSlackRequest(HttpServletRequest request, byte[] body) {
        return parser.parse(SlackRequestParser.HttpRequest.builder()
                .requestUri(request.getRequestURI())
                .queryString(QueryStringParser.toMap(request.getQueryString()))
                .headers(new RequestHeaders(ServletAdapterOps.toHeaderMap(request)))
                .requestBody(new String(body, StandardCharsets.UTF_8))
                .remoteAddress(request.getRemoteAddr())
                .build());
    }

    /** A form in which there is no such word has no such field. */
    private static final class Payload extends JsonPayloadExtractor {
        @Override
        public String extractIfExists(String body) {
            return body.startsWith("token=") && !body.contains("payload=") ? null : super.extractIfExists(body);
        }
    }

    /** As Slack writes it; whatever else there may be, Bolt's own looks at. */
    private static final class SlashCommand extends SlashCommandPayloadDetector {
        @Override
        public boolean isCommand(String body) {
            return body.contains("&command=%2F") || super.isCommand(body);
        }
    }
}
