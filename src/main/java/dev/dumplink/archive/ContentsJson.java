package dev.dumplink.archive;

import static dev.dumplink.archive.ManifestJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.archive.Contents.LeakScan;
import dev.dumplink.archive.Contents.Rows;
import dev.dumplink.archive.Contents.Tools;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The part of a manifest that only dumplink writes. */
final class ContentsJson {
    private static final String PRESENT_IF = "snapshot_at";

    private ContentsJson() {}

    static void write(Contents contents, ObjectNode root) {
        root.put(PRESENT_IF, contents.snapshotAt().toString());
        ArrayNode tables = root.putArray("tables");
        contents.tables().forEach(table -> write(table, tables.addObject()));
        strings(root, "without_rows", contents.withoutRows());
        ArrayNode leftOut = root.putArray("left_out");
        contents.leftOut().forEach(each -> write(each, leftOut.addObject()));
        root.putObject("policy").put("sha256", contents.policy().hex());
        root.putObject("tools")
                .put("dumplink", contents.tools().dumplink())
                .put("pg_dump", contents.tools().pgDump())
                .put("server", contents.tools().server());
        root.putObject("source")
                .put("server", contents.source().server().hex())
                .put("database", contents.source().database().hex());
        root.putObject("leak_scan")
                .put("values", contents.leakScan().values())
                .put("exceptions", contents.leakScan().exceptions());
    }

    private static void write(Rows table, ObjectNode node) {
        node.put("table", table.table()).put("rows", table.rows()).put("bytes", table.bytes());
        strings(node, "masked", table.masked());
        strings(node, "kept", table.kept());
    }

    private static void write(LeftOut object, ObjectNode node) {
        node.put("type", object.type());
        object.schema().ifPresent(schema -> node.put("schema", schema));
        node.put("name", object.tag()).put("why", object.why());
    }

    private static void strings(ObjectNode parent, String field, List<String> values) {
        ArrayNode array = parent.putArray(field);
        values.forEach(array::add);
    }

    static Optional<Contents> read(JsonNode root) {
        return root.has(PRESENT_IF) ? Optional.of(contents(root)) : Optional.empty();
    }

    private static Contents contents(JsonNode root) {
        JsonNode tools = root.path("tools");
        JsonNode source = root.path("source");
        JsonNode scan = root.path("leak_scan");
        return new Contents(
                Instant.parse(text(root, PRESENT_IF)),
                list(root.path("tables"), ContentsJson::table),
                list(root.path("without_rows"), JsonNode::asText),
                list(root.path("left_out"), ContentsJson::leftOut),
                new Sha256(text(root.path("policy"), "sha256")),
                new Tools(text(tools, "dumplink"), text(tools, "pg_dump"), text(tools, "server")),
                new SourceIdentity(new Sha256(text(source, "server")), new Sha256(text(source, "database"))),
                new LeakScan(number(scan, "values"), number(scan, "exceptions")));
    }

    private static Rows table(JsonNode node) {
        return new Rows(
                text(node, "table"),
                number(node, "rows"),
                number(node, "bytes"),
                list(node.path("masked"), JsonNode::asText),
                list(node.path("kept"), JsonNode::asText));
    }

    private static LeftOut leftOut(JsonNode node) {
        Optional<String> schema = Optional.ofNullable(node.get("schema")).map(JsonNode::asText);
        return new LeftOut(text(node, "type"), schema, text(node, "name"), text(node, "why"));
    }

    private static long number(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw new ManifestJson.UnreadableManifest("'" + field + "' is missing");
        }
        return value.asLong();
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        return StreamSupport.stream(array.spliterator(), false).map(each).toList();
    }
}
