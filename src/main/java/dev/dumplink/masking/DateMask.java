package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date near the one it was ({@code within: 30d}), or the beginning of its month, year or decade ({@code to: year}).
 *
 * <p>Dates and midnights move by whole days. Other times move by seconds, or microseconds where they have a fraction, so
 * that the time of day does not stay. The offset from UTC stays as written. Infinity stays.
 */
final class DateMask implements Noise {
    private static final Pattern WITHIN = Pattern.compile("([1-9]\\d{0,5})\\s*(d|days?)");
    private static final long DAY = 86_400_000_000L;
    private static final long SECOND = 1_000_000;
    private static final byte[] INFINITY = "infinity".getBytes(StandardCharsets.US_ASCII);
    // inside of what timestamps hold, 4713 BC to 294276 AD; beyond it only dates go on
    private static final long EARLIEST = LocalDate.of(-4712, 1, 1).toEpochDay();
    private static final long FIRST = LocalDate.of(-4700, 1, 1).toEpochDay();
    private static final long LAST = LocalDate.of(280_000, 1, 1).toEpochDay();

    private final Keyed keyed;
    private final int days;
    private final String to;
    private final TextMask otherwise;
    private final DateText date = new DateText();
    private double drawn;
    private long drawnDays;
    private boolean several;

    private DateMask(Keys keys, int days, String to) {
        keyed = keys.keyed();
        this.days = days;
        this.to = to;
        otherwise = new TextMask(keys.keyed());
    }

    static Plan plan(Ask ask) {
        Kind kind = ask.needs(Kind.DATE, Kind.TIMESTAMP, Kind.TEXT, Kind.RANGE);
        if (kind == Kind.RANGE) {
            new Ask(new MaskTarget(range(ask), false, false), ask.options()).needs(Kind.DATE, Kind.TIMESTAMP);
        }
        if (ask.options().node("within").isPresent() && ask.options().node("to").isPresent()) {
            throw new Unfit("takes within or to, not both");
        }
        String to = ask.choice("to", "day", "month", "year", "decade");
        int days = days(ask);
        Plan plan = Plan.lossy(keys -> {
            DateMask noise = new DateMask(keys, days, to);
            return kind == Kind.RANGE ? new RangeMask(noise) : Noise.single(noise);
        });
        return (kind == Kind.TEXT || kind == Kind.RANGE ? plan.escaped() : plan).cached();
    }

    private static DataType range(Ask ask) {
        return ((DataType.Range) ask.target().type().base()).of();
    }

    private static int days(Ask ask) {
        String text = ask.options().text("within").orElse("30d");
        Matcher matcher = WITHIN.matcher(text);
        if (!matcher.matches()) {
            throw new Unfit("within is a number of days like 30d, not '" + text + "'");
        }
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public void draw(byte[] value, int from, int end, boolean forSeveral) {
        drawn = 2 * keyed.start(value, from, end).unit() - 1;
        long away = 1 + keyed.below(days);
        drawnDays = drawn < 0 ? -away : away;
        several = forSeveral;
    }

    @Override
    public void apply(byte[] value, int from, int end, Bytes out) {
        if (date.read(value, from, end)) {
            if (to.equals("day")) {
                move();
            } else {
                generalize();
            }
            date.write(value, out);
        } else if (Text.holds(value, from, end, INFINITY)) {
            out.append(value, from, end);
        } else {
            otherwise.mask(value, from, end, out);
        }
    }

    private void move() {
        if (date.day() < FIRST || date.day() > LAST) {
            long inwards = Math.abs(drawnDays);
            date.set(date.day() + (date.day() < 0 ? inwards : -inwards), date.micros());
            return;
        }
        boolean whole = date.micros() == 0 && !several || !date.timed();
        long shift = whole ? drawnDays * DAY : several ? drawnDays * DAY + (long) (drawn * 86_400) * SECOND : shift();
        long moved = shifted(shift);
        if (moved / DAY < FIRST) {
            moved = shifted(-shift);
        }
        date.set(Math.floorDiv(moved, DAY), Math.floorMod(moved, DAY));
    }

    private long shifted(long shift) {
        return date.day() * DAY + date.micros() + shift;
    }

    private long shift() {
        long shift = Math.round(drawn * days * DAY);
        return date.fraction() ? shift : Math.max(1, Math.abs(shift) / SECOND) * (shift < 0 ? -SECOND : SECOND);
    }

    private void generalize() {
        LocalDate day = LocalDate.ofEpochDay(date.day()).withDayOfMonth(1);
        int year = day.getYear();
        LocalDate coarse =
                switch (to) {
                    case "month" -> day;
                    case "year" -> day.withMonth(1);
                    default -> LocalDate.of(Math.floorDiv(year, 10) * 10, 1, 1);
                };
        date.set(Math.max(coarse.toEpochDay(), EARLIEST), 0);
    }
}
