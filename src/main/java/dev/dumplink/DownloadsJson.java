package dev.dumplink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.link.Download;
import dev.dumplink.link.Stranger;
import java.io.PrintWriter;

/** An object a line; columns of the log by their names. How many addresses, and not which. */
final class DownloadsJson extends DownloadsOutput {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final PrintWriter out;

    DownloadsJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    void print(Download download) {
        AuditEntry issued = download.issued();
        ObjectNode line = JSON.createObjectNode();
        line.put("request_id", issued.requestId());
        line.put("time_ms", issued.time().toEpochMilli());
        issued.link().expires().ifPresent(expires -> line.put("expires_ms", expires.toEpochMilli()));
        issued.actor().ifPresent(actor -> line.put("actor_user", actor.user()));
        line.put("database_name", issued.database());
        line.put("object_key", issued.dump().objectKey());
        line.put("state", download.state().words());
        download.findings().stream().sorted().forEach(line.putArray("codes")::add);
        line.put("requests", download.requests());
        line.put("bytes_sent", download.sent());
        line.put("addresses", download.addresses().size());
        print(line);
    }

    @Override
    void print(Stranger stranger) {
        ObjectNode line = JSON.createObjectNode();
        line.put("request_id", stranger.id().value());
        line.put("time_ms", stranger.first().toEpochMilli());
        line.put("object_key", stranger.object());
        line.put("state", stranger.served() ? "unrecorded, served" : "unrecorded, refused");
        line.put("requests", stranger.requests());
        line.put("addresses", stranger.addresses().size());
        print(line);
    }

    private void print(ObjectNode line) {
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
