package dev.dumplink.link;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Rows as RFC 4180 has them. No cell is a formula to the program that opens the file. */
final class AuditCsv {
    private static final String FORMULA = "=+-@\t\r";
    private static final Map<String, Function<AuditEntry, String>> COLUMNS = columns();

    private final Writer out;

    AuditCsv(Writer out) {
        this.out = out;
    }

    private static Map<String, Function<AuditEntry, String>> columns() {
        Map<String, Function<AuditEntry, String>> columns = new LinkedHashMap<>();
        columns.put("seq", entry -> Long.toString(entry.seq()));
        columns.put("time", entry -> entry.time().toString());
        columns.put("code", AuditEntry::code);
        columns.put("decision", AuditEntry::decision);
        columns.put("rule", entry -> entry.what().rule());
        columns.put("reason", AuditEntry::reason);
        columns.put("command", AuditEntry::command);
        columns.put("actor_kind", entry -> entry.who().kind().name().toLowerCase(Locale.ROOT));
        columns.put("team", entry -> entry.actor().map(Actor::team).orElse(""));
        columns.put("enterprise", entry -> entry.actor().map(Actor::enterprise).orElse(""));
        columns.put("user", entry -> entry.actor().map(Actor::user).orElse(""));
        columns.put("actor_ref", entry -> entry.who().ref());
        columns.put("channel", entry -> entry.asked().channel());
        columns.put("request_id", AuditEntry::requestId);
        columns.put("database", AuditEntry::database);
        columns.put("object_key", entry -> entry.dump().objectKey());
        columns.put("object_version", entry -> entry.dump().objectVersion());
        columns.put("object_sha256", entry -> entry.dump().objectSha256());
        columns.put(
                "dump_made",
                entry -> entry.dump().madeAt().map(Instant::toString).orElse(""));
        columns.put(
                "link_ends",
                entry -> entry.link().expires().map(Instant::toString).orElse(""));
        columns.put("url_hmac", entry -> entry.link().urlHmac());
        columns.put("instance", entry -> entry.asked().instance());
        columns.put("version", entry -> entry.asked().version());
        columns.put("event_id", entry -> entry.place().eventId());
        columns.put("prev_hash", entry -> entry.place().prevHash());
        columns.put("hash", entry -> entry.place().hash());
        return columns;
    }

    void head() throws IOException {
        out.write(String.join(",", COLUMNS.keySet()) + "\r\n");
    }

    void row(AuditEntry entry) throws IOException {
        String separator = "";
        for (Function<AuditEntry, String> column : COLUMNS.values()) {
            out.write(separator + cell(column.apply(entry)));
            separator = ",";
        }
        out.write("\r\n");
    }

    /** What a spreadsheet would take for a formula begins with an apostrophe, which it takes for text. */
    static String cell(String text) {
        String inert = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = inert.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + inert.replace("\"", "\"\"") + '"' : inert;
    }
}
