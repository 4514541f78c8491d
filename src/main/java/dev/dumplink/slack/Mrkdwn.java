package dev.dumplink.slack;

import dev.dumplink.archive.StoredDump;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Slack's markup for text, times and sizes. */
final class Mrkdwn {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter UTC_SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private Mrkdwn() {}

    /** Text from elsewhere, so that it can neither mention nor link. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Text as it was typed, which is not how Slack sends it. */
    static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** The same as it was written, in which no character means anything. */
    static String code(String text) {
        return "`" + escape(text.replace('`', '\'').replace('\n', ' ')) + "`";
    }

    /** Day and time in the reader's own zone. */
    static String moment(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} at {time}|" + UTC.format(instant) + ">";
    }

    /** Day and time with seconds, in the reader's own zone. */
    static String instant(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} at {time_secs}|" + UTC.format(instant)
                + ">";
    }

    /** The time with seconds, in the reader's own zone. */
    static String second(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{time_secs}|" + UTC_SECONDS.format(instant) + ">";
    }

    /** Three figures and a unit, as a file browser shows it. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
        return BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString()
                + ' '
                + UNITS[unit];
    }

    /** How old a dump is now. */
    static String age(StoredDump dump, InstantSource clock) {
        return age(Duration.between(dump.madeAt(), clock.instant()));
    }

    /** In the largest unit that keeps the number at two or more, such as {@code 26 hours}. */
    static String age(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        if (age.toHours() >= 2) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() >= 2 ? age.toMinutes() + " minutes" : Math.max(0, age.toSeconds()) + " seconds";
    }
}
