package dev.dumplink.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments and ages as people type them, and back. A day is a day in UTC. */
final class Moments {
    private static final Duration LONGEST = Duration.ofDays(36500);
    private static final Pattern AGE = Pattern.compile("([0-9]{1,7})([mhdw])");

    private Moments() {}

    /** {@code 30m}, {@code 24h}, {@code 7d}, {@code 2w}. */
    static Optional<Duration> age(String typed) {
        Matcher age = AGE.matcher(typed);
        if (!age.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(age.group(1));
        Duration read =
                switch (age.group(2)) {
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofDays(7 * count);
                };
        return Optional.of(read).filter(each -> !each.isZero() && each.compareTo(LONGEST) <= 0);
    }

    static String print(Duration age) {
        if (age.toMinutes() % (24 * 60) == 0) {
            return age.toDays() + "d";
        }
        return age.toMinutes() % 60 == 0 ? age.toHours() + "h" : age.toMinutes() + "m";
    }

    /** The first moment of the day, or the moment, that was typed. */
    static Optional<Instant> start(String typed) {
        return day(typed).map(Moments::midnight).or(() -> moment(typed));
    }

    /** The first moment after the day, or after the millisecond, that was typed. */
    static Optional<Instant> end(String typed) {
        return day(typed).map(day -> midnight(day.plusDays(1))).or(() -> moment(typed)
                .map(moment -> moment.plusMillis(1)));
    }

    static String printStart(Instant start) {
        return isMidnight(start) ? date(start) : start.toString();
    }

    static String printEnd(Instant end) {
        return isMidnight(end)
                ? date(end.minus(1, ChronoUnit.DAYS))
                : end.minusMillis(1).toString();
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed)).filter(day -> isOurTime(day.getYear()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> moment(String typed) {
        try {
            OffsetDateTime moment = hasZone(typed)
                    ? OffsetDateTime.parse(typed)
                    : LocalDateTime.parse(typed).atOffset(ZoneOffset.UTC);
            return Optional.of(moment).filter(each -> isOurTime(each.getYear())).map(each -> each.toInstant()
                    .truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean hasZone(String typed) {
        int time = typed.toUpperCase(Locale.ROOT).indexOf('T');
        return time >= 0 && typed.substring(time + 1).matches(".*[Zz+-].*");
    }

    /** Years of four digits: others would print in another form. */
    private static boolean isOurTime(int year) {
        return year >= 1970 && year < 9999;
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static boolean isMidnight(Instant moment) {
        return moment.equals(moment.truncatedTo(ChronoUnit.DAYS));
    }

    private static String date(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
