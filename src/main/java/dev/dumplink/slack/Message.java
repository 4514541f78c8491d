package dev.dumplink.slack;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.block.LayoutBlock;
import java.io.Writer;
import java.util.List;

/**
 * What one person sees: always ephemeral, never unfurled.
 *
 * @param text for screen readers and notifications; holds no URL
 * @param blocks may be empty
 * @param replaces whether it takes the place of the message whose button was clicked
 */
record Message(String text, List<LayoutBlock> blocks, boolean replaces) {
    // what the SDK's own would write; that one makes a tree of every block first
    private static final Gson JSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .create();

    /** A sentence; {@code mrkdwn} is ours or escaped. */
    static Message saying(String mrkdwn) {
        return new Message(mrkdwn, List.of(), false);
    }

    Message replacing() {
        return new Message(text, blocks, true);
    }

    Response asResponse() {
        Response response = Response.ok();
        response.setContentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8);
        response.setBody(json());
        return response;
    }

    String json() {
        Whole json = new Whole();
        JSON.toJson(wire(), json);
        return json.toString();
    }

    /** Takes each text in one piece; the JDK's writer copies it character by character. */
    private static final class Whole extends Writer {
        private static final int USUAL = 4096;
        private final StringBuilder text = new StringBuilder(USUAL);

        @Override
        public void write(int character) {
            text.append((char) character);
        }

        @Override
        public void write(String all) {
            text.append(all);
        }

        @Override
        public void write(String all, int start, int length) {
            if (length == all.length()) {
                text.append(all);
            } else {
                text.append(all, start, start + length);
            }
        }

        @Override
        public void write(char[] some, int start, int length) {
            text.append(some, start, length);
        }

        @Override
        public String toString() {
            return text.toString();
        }

        @Override
        public void flush() {
            // all is there
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** The fields as Slack names them; the SDK's own response classes lack the unfurl flags. */
    Wire wire() {
        return new Wire("ephemeral", false, false, replaces, text, blocks.isEmpty() ? null : blocks);
    }

    record Wire(
            String responseType,
            boolean unfurlLinks,
            boolean unfurlMedia,
            boolean replaceOriginal,
            String text,
            List<LayoutBlock> blocks) {}

    /** To a click's response URL only: the message goes away. */
    record Deletion(boolean deleteOriginal) {}
}
