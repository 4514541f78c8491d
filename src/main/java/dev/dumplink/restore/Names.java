package dev.dumplink.restore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/** What databases that are filled, or put aside, are called. */
final class Names {
    /** PostgreSQL cuts longer ones off. */
    private static final int LONGEST = 63;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Names() {}

    /** {@code shop_restore_20261127T042000Z}, or with a number behind it where that is taken. */
    static String fresh(Target target, Instant now) {
        return free(target, "_restore_" + TIME.format(now));
    }

    /** {@code shop_old_20261127T042000Z}, or with a number behind it where that is taken. */
    static String old(Target target, Instant now) {
        return free(target, "_old_" + TIME.format(now));
    }

    private static String free(Target target, String end) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> with(target.name(), number == 1 ? end : end + "_" + number))
                .filter(name -> target.facts().database(name).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static String with(String name, String end) {
        String start = name;
        while (bytes(start) + bytes(end) > LONGEST) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + end;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
