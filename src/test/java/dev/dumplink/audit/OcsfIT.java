package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.PublishedOcsf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported as OCSF, checked field by field against the classes as they are published. */
final class OcsfIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<List<String>, Schema> SCHEMAS = new HashMap<>();

    @TempDir
    static Path folder;

    private static List<JsonNode> events;

    @BeforeAll
    static void write() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        AuditSettings settings = new AuditSettings(database.url(), null, null, null);
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        History.write(settings, new Random(18), 2000, now);
        History.writeStrange(settings, new Random(19), now);
        History.forget(database, "U3");
        events = new ArrayList<>();
        try (AuditReader reader = new AuditReader(settings, InstantSource.fixed(now))) {
            reader.stream(AuditQuery.all(), entry -> events.add(event(Ocsf.line(entry))));
        }
    }

    private static JsonNode event(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void everyRowOfEveryCodeIsAnEventOfItsPublishedClass() {
        Set<String> codes = new TreeSet<>();
        events.forEach(event -> codes.add(event.at("/metadata/event_code").textValue()));
        Set<String> known = new TreeSet<>();
        Arrays.stream(EventCode.values()).forEach(code -> known.add(code.code()));
        assertThat(codes).isEqualTo(known);
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(problems(event)).as(event.toString()).isEmpty());
    }

    /** Otherwise the test above would say nothing. */
    @Test
    void anEventThatIsNotOfItsClassIsFoundOut() {
        ObjectNode share = events.stream()
                .filter(event -> event.get("type_uid").longValue() == 600612)
                .findFirst()
                .orElseThrow()
                .deepCopy();
        assertThat(problems(share)).isEmpty();
        assertThat(problems(share.deepCopy().without("file"))).isNotEmpty();
        assertThat(problems(share.deepCopy().put("type_uid", 600698))).isNotEmpty();
        assertThat(problems(share.deepCopy().put("activity_id", "12"))).isNotEmpty();
        assertThat(problems(share.deepCopy().put("invented", 1))).isNotEmpty();
        assertThat(problems(share.deepCopy().put("action_id", 2))).isNotEmpty();
        share.withObject("/actor/user").removeAll();
        assertThat(problems(share)).isNotEmpty();
    }

    private static List<String> problems(JsonNode event) {
        List<String> parts = new ArrayList<>(List.of(
                event.at("/metadata/version").textValue(),
                event.get("class_uid").asText()));
        event.at("/metadata/profiles").forEach(profile -> parts.add(profile.textValue()));
        return SCHEMAS.computeIfAbsent(parts, OcsfIT::schema).validate(event).stream()
                .map(Error::toString)
                .toList();
    }

    private static Schema schema(List<String> parts) {
        String published =
                PublishedOcsf.schema(parts.get(0), Integer.parseInt(parts.get(1)), parts.subList(2, parts.size()));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(published, InputFormat.JSON);
    }
}
