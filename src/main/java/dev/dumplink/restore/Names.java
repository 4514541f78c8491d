package dev.dumplink.restore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What databases that are filled, or put aside, are called. */
final class Names {
    /** PostgreSQL cuts longer ones off. */
    private static final int LONGEST = 63;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern END = Pattern.compile("_(?<word>old|restore)_\\d{8}T\\d{6}Z(?:_\\d+)?\\z");

    private Names() {}

    /** {@code shop_restore_20261127T042000Z}, or with a number behind it where that is taken. */
    static String fresh(Target target, Instant now) {
        return free(target, "_restore_" + TIME.format(now));
    }

    /** {@code shop_old_20261127T042000Z}, or with a number behind it where that is taken. */
    static String old(Target target, Instant now) {
        return free(target, "_old_" + TIME.format(now));
    }

    /** Whether a server would know a database by the whole of that name. */
    static boolean fits(String name) {
        return bytes(name) <= LONGEST;
    }

    /**
     * Whether a database still has the name that it got from us when it was filled or put aside. Whoever gave it another one
     * has taken it over.
     *
     * @param mark its own
     */
    static boolean isOurs(String database, Mark mark) {
        Matcher end = END.matcher(database);
        return end.find()
                && end.group("word").equals(mark.kind() == Mark.Kind.OLD ? "old" : "restore")
                && database.equals(with(mark.name(), end.group()));
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
