package dev.dumplink.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** {@link Manifest} as JSON and back; the only place that knows its wire form. */
public final class ManifestJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ManifestJson() {}

    /** @return UTF-8 JSON, one object, unsigned */
    public static byte[] write(Manifest manifest) {
        return bytes(tree(manifest));
    }

    /** @return UTF-8 JSON, one object with a {@link ManifestSignature} and an {@link ArchiveSeal} */
    public static byte[] write(Manifest manifest, ManifestKey key) {
        ObjectNode root = tree(manifest);
        ((ObjectNode) root.path("archive"))
                .put(
                        "seal",
                        ArchiveSeal.of(ArchiveSeal.Claims.of(manifest), key).toString());
        ManifestSignature.sign(root, key);
        return bytes(root);
    }

    private static ObjectNode tree(Manifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", Manifest.FORMAT);
        root.put("database", manifest.database().value());
        root.put("made_at", manifest.madeAt().toString());
        root.putObject("archive")
                .put("size", manifest.size())
                .put("sha256", manifest.sha256().hex());
        manifest.contents().ifPresent(contents -> ContentsJson.write(contents, root));
        return root;
    }

    private static byte[] bytes(ObjectNode root) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always writable", e);
        }
    }

    /** @throws UnreadableManifest if the bytes are not a manifest of {@link Manifest#FORMAT} */
    public static Manifest read(byte[] json) {
        try {
            JsonNode root = object(json);
            int format = root.path("format").asInt(-1);
            if (format != Manifest.FORMAT) {
                throw new UnreadableManifest(
                        "format " + root.path("format") + " is not one this version reads (" + Manifest.FORMAT + ")");
            }
            JsonNode archive = root.path("archive");
            return new Manifest(
                    new DatabaseName(text(root, "database")),
                    Instant.parse(text(root, "made_at")),
                    archive.path("size").asLong(),
                    new Sha256(text(archive, "sha256")),
                    ContentsJson.read(root),
                    archive.has("seal") ? Optional.of(ArchiveSeal.parse(text(archive, "seal"))) : Optional.empty());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableManifest(e.getMessage());
        }
    }

    /** Members that stand there twice would mean one thing to us and perhaps another to others. */
    static ObjectNode object(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new UnreadableManifest("it is no JSON object");
        } catch (IOException e) {
            throw new UnreadableManifest("it is not JSON");
        }
    }

    static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        if (!value.isTextual()) {
            throw new UnreadableManifest("'" + field + "' is missing");
        }
        return value.asText();
    }

    /** The bytes are no manifest, or one of a format this version does not read; the message says what is wrong. */
    public static final class UnreadableManifest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableManifest(String message) {
            super(message);
        }
    }
}
