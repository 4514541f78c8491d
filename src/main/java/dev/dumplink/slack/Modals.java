package dev.dumplink.slack;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import com.slack.api.util.json.GsonFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Windows over Slack that one person sees. */
final class Modals {
    private static final Logger LOG = LoggerFactory.getLogger(Modals.class);
    static final Gson JSON = GsonFactory.createSnakeCase();

    private final SlackClient client;

    Modals(SlackClient client) {
        this.client = client;
    }

    /** @param title at most 24 characters */
    static View.ViewBuilder modal(String title, List<LayoutBlock> blocks) {
        return View.builder()
                .type("modal")
                .title(ViewTitle.builder().type("plain_text").text(title).build())
                .close(ViewClose.builder().type("plain_text").text("Close").build())
                .blocks(blocks);
    }

    /** One that says something; {@code mrkdwn} is ours or escaped. */
    static View sentence(String mrkdwn) {
        return modal("dumplink", List.of(Replies.words(mrkdwn))).build();
    }

    static ViewSubmit submit(String label) {
        return ViewSubmit.builder().type("plain_text").text(label).build();
    }

    /** Opens it before whoever clicked; whether Slack did. */
    boolean open(String trigger, View view) {
        try {
            JsonObject answer = client.call("views.open", Map.of("trigger_id", trigger, "view", JSON.toJson(view)));
            boolean opened = SlackDirectory.isTrue(answer, "ok");
            if (!opened) {
                LOG.warn("views.open: {}", SlackClient.error(answer));
            }
            return opened;
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    /** To a form that was handed in: this is wrong, and the form stays. */
    static Response wrong(String block, String sentence) {
        return json(Map.of("response_action", "errors", "errors", Map.of(block, sentence)));
    }

    /** To a form that was handed in: this takes its place. */
    static Response instead(View view) {
        return json(Map.of("response_action", "update", "view", view));
    }

    private static Response json(Object body) {
        Response response = Response.ok();
        response.setContentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8);
        response.setBody(JSON.toJson(body));
        return response;
    }
}
