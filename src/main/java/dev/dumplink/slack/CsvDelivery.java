package dev.dumplink.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.link.CsvFile;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of the log as a file in somebody's own direct messages: one after another, and nothing stays here. */
final class CsvDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CsvDelivery.class);
    private static final int WAITING = 8;
    private static final long LARGEST_FILE = 64L << 20;
    private static final int DRAIN_SECONDS = 5;

    private final SlackClient client;
    private final ExecutorService sending = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> new Thread(task, "csv-delivery"));

    CsvDelivery(SlackClient client) {
        this.client = client;
    }

    /** Told how it ended. */
    interface Ending {
        void ended(boolean arrived, String sentence);
    }

    /** @param user whose direct messages it goes to */
    void deliver(CsvFile export, String user, Ending ending) {
        try {
            sending.execute(() -> attempt(export, user, ending));
        } catch (RejectedExecutionException e) {
            ending.ended(false, "Too many files are waiting to be sent. Please try again in a minute.");
        }
    }

    private void attempt(CsvFile export, String user, Ending ending) {
        try {
            ending.ended(true, send(export, user));
        } catch (Refused e) {
            ending.ended(false, e.getMessage());
        } catch (AuditUnavailable e) {
            ending.ended(false, "The audit log stopped answering, so there is no file. Please try again in a minute.");
        } catch (IOException | RuntimeException e) {
            LOG.warn("a file could not be sent: {}", e.getClass().getName());
            ending.ended(false, "I could not write or send the file. Whoever runs me can look into my log.");
        }
    }

    private String send(CsvFile export, String user) throws IOException {
        String channel = text(
                ask("conversations.open", client.call("conversations.open", Map.of("users", user)))
                        .getAsJsonObject("channel"),
                "id");
        // for the owner only, where the file system knows such a thing
        Path file = Files.createTempFile("dumplink-audit-", ".csv");
        try {
            long rows = write(export, file);
            upload(file, channel, export);
            return "The CSV is in your direct messages with me: " + rows + (rows == 1 ? " row" : " rows")
                    + (rows == CsvFile.MOST_ROWS ? ", the newest ones; more do not go into one file." : ".");
        } finally {
            Files.delete(file);
        }
    }

    private static long write(CsvFile export, Path file) throws IOException {
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new Bounded(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            return export.writeTo(out);
        }
    }

    private void upload(Path file, String channel, CsvFile export) throws IOException {
        String name = "audit-" + export.request() + ".csv";
        JsonObject place = ask(
                "files.getUploadURLExternal",
                client.call(
                        "files.getUploadURLExternal",
                        Map.of("filename", name, "length", Long.toString(Files.size(file)))));
        client.upload(text(place, "upload_url"), file);
        JsonObject uploaded = new JsonObject();
        uploaded.addProperty("id", text(place, "file_id"));
        uploaded.addProperty("title", "Audit log");
        JsonArray files = new JsonArray();
        files.add(uploaded);
        ask(
                "files.completeUploadExternal",
                client.call(
                        "files.completeUploadExternal",
                        Map.of("files", files.toString(), "channel_id", channel, "initial_comment", comment(export))));
    }

    private static String comment(CsvFile export) {
        String query = export.query().toString();
        return (query.isEmpty() ? "All rows" : "Rows with " + Mrkdwn.code(query)) + "."
                + Replies.reference(export.request());
    }

    private static JsonObject ask(String method, JsonObject answer) throws Refused {
        if (!SlackDirectory.isTrue(answer, "ok")) {
            throw new Refused("Slack did not take the file (" + method + ": " + SlackClient.error(answer)
                    + "). Whoever runs me can look whether the app has the scopes files:write and im:write.");
        }
        return answer;
    }

    private static String text(JsonObject object, String field) throws IOException {
        if (object == null || !object.has(field)) {
            throw new IOException("Slack's answer has no " + field);
        }
        return object.get(field).getAsString();
    }

    /** An end that the person can be told of. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence);
        }
    }

    /** No file grows for ever. */
    private static final class Bounded extends FilterOutputStream {
        private long written;

        Bounded(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            written += length;
            if (written > LARGEST_FILE) {
                throw new Refused("That is more than goes into one file. Please ask for a shorter time, such as"
                        + " `since:30d`.");
            }
            out.write(bytes, offset, length);
        }
    }

    /** Lets what is being sent be sent. */
    @Override
    public void close() {
        sending.shutdown();
        try {
            sending.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
