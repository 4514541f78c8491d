package dev.dumplink;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.Csv;
import dev.dumplink.link.Download;
import dev.dumplink.link.Stranger;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A line for each link, headed by names; RFC 4180, and nothing that a spreadsheet would take for a formula. */
final class DownloadsCsv extends DownloadsOutput {
    private final PrintWriter out;
    private boolean begun;

    DownloadsCsv(PrintWriter out) {
        this.out = out;
    }

    @Override
    void print(Download download) {
        AuditEntry issued = download.issued();
        line(
                issued.time(),
                issued.requestId(),
                issued.actor().map(Actor::user).orElse(""),
                issued.database(),
                issued.dump().objectKey(),
                download.state().words(),
                download.findings().stream().sorted().collect(Collectors.joining(" ")),
                download.requests(),
                download.sent(),
                download.addresses().size());
    }

    @Override
    void print(Stranger stranger) {
        line(
                stranger.first(),
                stranger.id(),
                "",
                "",
                stranger.object(),
                stranger.served() ? "unrecorded, served" : "unrecorded, refused",
                "DW004W",
                stranger.requests(),
                "",
                stranger.addresses().size());
    }

    @Override
    void end() {
        head();
    }

    private void head() {
        if (!begun) {
            begun = true;
            line(
                    "time",
                    "request_id",
                    "actor_user",
                    "database_name",
                    "object_key",
                    "state",
                    "codes",
                    "requests",
                    "bytes_sent",
                    "addresses");
        }
    }

    private void line(Object... cells) {
        head();
        out.print(Csv.line(Arrays.stream(cells).map(Object::toString).toList()));
    }
}
