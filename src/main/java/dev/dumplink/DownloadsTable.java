package dev.dumplink;

import dev.dumplink.audit.Actor;
import dev.dumplink.link.Download;
import dev.dumplink.link.Stranger;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;

/** A line for each link, as wide as the terminal: on a narrow one without database and size. */
final class DownloadsTable extends DownloadsOutput {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final int WITH_DATABASE = 95;
    private static final int WITH_SIZE = 106;
    private static final String FORGED = "nobody's, refused";
    private static final String UNRECORDED = "nobody's, served";

    private final PrintWriter out;
    private final int width;
    private boolean begun;

    DownloadsTable(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    void print(Download download) {
        line(
                TIME.format(download.issued().time()),
                download.issued().requestId(),
                download.issued().actor().map(Actor::user).orElse("(forgotten)"),
                download.issued().database(),
                download.state().words(),
                download.requests() == 0 ? "" : size(download.sent()),
                download.addresses());
    }

    @Override
    void print(Stranger stranger) {
        line(
                TIME.format(stranger.first()),
                stranger.served() ? stranger.id().value() : "-",
                "-",
                "-",
                stranger.served() ? UNRECORDED : FORGED,
                stranger.requests() + "x",
                stranger.addresses());
    }

    private void line(
            String time,
            String request,
            String who,
            String database,
            String state,
            String size,
            Collection<String> from) {
        if (!begun) {
            begun = true;
            line("UTC", "request", "who", "database", "what became of it", "size", List.of("from"));
        }
        StringBuilder line = new StringBuilder();
        column(line, time, 11);
        column(line, request, 14);
        column(line, who, 11);
        if (width >= WITH_DATABASE) {
            column(line, database, 12);
        }
        column(line, state, 17);
        if (width >= WITH_SIZE) {
            column(line, size, 9);
        }
        line.append(printable(fitting(from, width - line.length())));
        out.println(cut(line.toString().stripTrailing(), width));
    }

    private static void column(StringBuilder line, String text, int length) {
        line.append(String.format("%-" + length + "s  ", cut(printable(text), length)));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** What comes out of a log file may hold what a terminal would obey. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** All addresses where there is room, else the first of them and how many more there are. */
    private static String fitting(Collection<String> addresses, int room) {
        List<String> all = List.copyOf(addresses);
        for (int shown = all.size(); shown > 1; shown--) {
            String text = String.join(", ", all.subList(0, shown)) + more(all.size() - shown);
            if (text.length() <= room) {
                return text;
            }
        }
        return all.isEmpty() ? "" : all.get(0) + more(all.size() - 1);
    }

    private static String more(int count) {
        return count == 0 ? "" : " +" + count;
    }

    private static String size(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(value < 9.95 && unit > 0 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }
}
