package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads in Slack's three steps: ask for an address, send the bytes there, say where the file belongs. */
final class Uploads {
    static final String UPLOAD_PATH = "/upload/";
    static final String DOWNLOAD_PATH = "/files/";

    private final URI base;
    private final Workspace workspace;
    private final Messages messages;
    private final Ids ids;
    private final Calls calls;
    private final Map<String, UploadedFile> files = new ConcurrentHashMap<>();

    Uploads(URI base, Workspace workspace, Messages messages, Ids ids, Calls calls) {
        this.base = base;
        this.workspace = workspace;
        this.messages = messages;
        this.ids = ids;
        this.calls = calls;
    }

    Map<String, ApiMethod> methods() {
        return Map.of("files.getUploadURLExternal", this::address, "files.completeUploadExternal", this::complete);
    }

    List<UploadedFile> all() {
        return List.copyOf(files.values());
    }

    void receive(HttpExchange exchange) throws IOException {
        byte[] bytes = Exchanges.bytes(exchange);
        if (calls.spoiled("upload", Json.object().put("bytes", bytes.length), exchange)) {
            return;
        }
        String id = exchange.getRequestURI().getPath().substring(UPLOAD_PATH.length());
        UploadedFile known = files.computeIfPresent(
                id, (unused, file) -> new UploadedFile(id, file.name(), file.title(), bytes, file.channel()));
        Exchanges.answer(
                exchange, known == null ? 404 : 200, "text/plain", known == null ? "gone" : "OK - " + bytes.length);
    }

    void send(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring(DOWNLOAD_PATH.length());
        UploadedFile file = files.get(id);
        if (file == null) {
            Exchanges.answer(exchange, 404, "text/plain", "no such file");
            return;
        }
        String name = file.name().replaceAll("[^\\w.-]", "_");
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
        Exchanges.answer(exchange, 200, "application/octet-stream", file.bytes());
    }

    private ObjectNode address(Arguments arguments) {
        Optional<String> name = arguments.text("filename");
        if (name.isEmpty() || arguments.text("length").isEmpty()) {
            return Json.notOk("invalid_arguments");
        }
        String id = ids.next("F");
        files.put(id, new UploadedFile(id, name.get(), name.get(), new byte[0], Optional.empty()));
        return Json.ok()
                .put("upload_url", base.resolve(UPLOAD_PATH + id).toString())
                .put("file_id", id);
    }

    private ObjectNode complete(Arguments arguments) {
        Optional<String> channel =
                arguments.text("channel_id").filter(id -> workspace.channel(id).isPresent());
        if (arguments.text("channel_id").isPresent() && channel.isEmpty()) {
            return Json.notOk("channel_not_found");
        }
        ObjectNode message = Json.object().put("text", arguments.textOrEmpty("initial_comment"));
        ObjectNode answer = Json.ok();
        for (JsonNode named : arguments.json("files")) {
            UploadedFile file = files.get(named.path("id").asText());
            if (file == null) {
                return Json.notOk("file_not_found");
            }
            String title = Json.text(named, "title").orElse(file.name());
            files.put(file.id(), new UploadedFile(file.id(), file.name(), title, file.bytes(), channel));
            message.withArrayProperty("files")
                    .addObject()
                    .put("id", file.id())
                    .put("name", file.name())
                    .put("title", title)
                    .put("size", file.bytes().length);
            answer.withArrayProperty("files").addObject().put("id", file.id()).put("title", title);
        }
        channel.ifPresent(id -> messages.post(id, Workspace.BOT_USER, Message.Kind.BOT, Optional.empty(), message));
        return answer;
    }
}
