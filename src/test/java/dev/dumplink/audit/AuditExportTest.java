package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.audit.AuditExport.Format;
import dev.dumplink.demo.AuditDatabase;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditExportTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static List<AuditEntry> entries;
    private static List<Map<String, String>> rows;

    /** Rows of every code, among them a forgotten person's and such as only a rogue would cause. */
    @BeforeAll
    static void write() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        AuditSettings settings = new AuditSettings(database.url(), null, null, null);
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        History.write(settings, new Random(18), 800, now);
        History.writeStrange(settings, new Random(19), now);
        History.forget(database, "U3");
        entries = new ArrayList<>();
        try (AuditReader reader = new AuditReader(settings, InstantSource.fixed(now))) {
            reader.stream(AuditQuery.all(), entries::add);
        }
        rows = new ArrayList<>(History.rows(database));
        Collections.reverse(rows);
        rows.forEach(row -> row.values().removeIf(value -> value == null || value.isEmpty()));
    }

    @Test
    void aJsonLineIsTheRowAndItsHashCanBeMadeAgainFromIt() throws Exception {
        List<String> lines = export(Format.JSON).lines().toList();
        assertThat(lines).hasSameSizeAs(rows);
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode row = (ObjectNode) JSON.readTree(lines.get(i));
            assertThat(flat(row)).isEqualTo(rows.get(i));
            row.remove(List.of("hash", "actor_team", "actor_enterprise", "actor_user"));
            byte[] canonical = new JsonCanonicalizer(row.toString()).getEncodedUTF8();
            assertThat(Chain.hash(canonical)).isEqualTo(rows.get(i).get("hash"));
        }
    }

    @Test
    void aTableParsesBackToTheSameRowsAndNoCellIsAFormula() throws Exception {
        String csv = export(Format.CSV);
        try (CSVParser parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSameSizeAs(rows);
            for (int i = 0; i < records.size(); i++) {
                Map<String, String> row = new HashMap<>();
                records.get(i).toMap().forEach((column, cell) -> {
                    assertThat(cell).doesNotStartWith("=").doesNotMatch("(?s)[+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20].*");
                    if (!cell.isEmpty()) {
                        row.put(column, cell.startsWith("'") ? cell.substring(1) : cell);
                    }
                });
                assertThat(Instant.parse(row.remove("time")).toEpochMilli())
                        .isEqualTo(Long.parseLong(row.get("time_ms")));
                assertThat(row).isEqualTo(rows.get(i));
            }
        }
    }

    @Test
    void everyColumnOfTheDatabaseIsExported() {
        TreeSet<String> columns = new TreeSet<>(Row.COLUMNS);
        columns.addAll(List.of("hash", "actor_team", "actor_enterprise", "actor_user"));
        assertThat(EntryColumns.names()).containsExactlyElementsOf(columns);
    }

    @ParameterizedTest
    @EnumSource(names = {"OCSF", "ECS"})
    void nothingOfARowIsLostInAnotherSchema(Format format) throws Exception {
        List<String> lines = export(format).lines().toList();
        assertThat(lines).hasSameSizeAs(rows);
        for (int i = 0; i < lines.size(); i++) {
            Map<String, String> event = flat(JSON.readTree(lines.get(i)));
            assertThat(event.values()).containsAll(rows.get(i).values());
        }
    }

    @Test
    void aRowOfACodeThatIsNotKnownHereIsAnEventToo() throws Exception {
        for (String code : List.of("DL999X", "DB777I", "RS555E", "AU444I", "ZZ", "")) {
            AuditEntry.What what = new AuditEntry.What(code, "invented", "", "", "");
            AuditEntry known = entries.get(0);
            AuditEntry unknown =
                    new AuditEntry(known.place(), what, known.who(), known.asked(), known.dump(), known.link());
            for (Format format : Format.values()) {
                StringBuilder out = new StringBuilder();
                new AuditExport(format, out).accept(unknown);
                assertThat(out.toString()).contains(code.isEmpty() ? "invented" : code);
            }
        }
    }

    @Test
    void aRefusedRequestIsAnEcsEventOfThatOutcome() throws Exception {
        JsonNode denied = JSON.readTree(Ecs.line(first("DL002D")));
        assertThat(denied.at("/event/action").textValue()).isEqualTo("dump-link-denied");
        assertThat(denied.at("/event/type")).hasToString("[\"access\",\"denied\"]");
        assertThat(denied.at("/event/outcome").textValue()).isEqualTo("failure");
        JsonNode issued = JSON.readTree(Ecs.line(first("DL001I")));
        assertThat(issued.at("/event/action").textValue()).isEqualTo("dump-link-issued");
        assertThat(issued.at("/event/type")).hasToString("[\"access\",\"allowed\"]");
        assertThat(issued.at("/event/outcome").textValue()).isEqualTo("success");
    }

    @Test
    void anIssuedLinkIsAnOcsfShareOfAFile() throws Exception {
        JsonNode issued = JSON.readTree(Ocsf.line(entries.stream()
                .filter(entry -> entry.code().equals("DL001I")
                        && !entry.dump().objectKey().isEmpty())
                .findFirst()
                .orElseThrow()));
        assertThat(issued.get("type_uid").longValue()).isEqualTo(600612);
        assertThat(issued.at("/file/name").textValue()).isEqualTo("1.dump");
        assertThat(issued.has("expiration_time")).isTrue();
        assertThat(JSON.readTree(Ocsf.line(first("DL002D"))).get("type_uid").longValue())
                .isEqualTo(600617);
        assertThat(JSON.readTree(Ocsf.line(first("AU002I"))).get("type_uid").longValue())
                .isEqualTo(600302);
    }

    private static AuditEntry first(String code) {
        return entries.stream()
                .filter(entry -> entry.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    static String export(Format format) {
        StringBuilder out = new StringBuilder();
        AuditExport export = new AuditExport(format, out);
        entries.forEach(export);
        return out.toString();
    }

    /** Every value by its path; the value at the top of a path by its name. */
    private static Map<String, String> flat(JsonNode node) {
        Map<String, String> flat = new HashMap<>();
        flatten("", node, flat);
        return flat;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isValueNode()) {
            into.put(path, node.asText());
        }
        node.properties()
                .forEach(field ->
                        flatten(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), into));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            flatten(path + "[" + i + "]", node.get(i), into);
        }
    }
}
