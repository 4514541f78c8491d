package dev.dumplink.masking;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates and timestamps as PostgreSQL writes them with DateStyle ISO: {@code 2026-11-22 10:00:00.5+01 BC}. */
final class DateText {
    private int at;
    private int end;
    private boolean timed;
    private int fraction;
    private int suffix;
    private int suffixEnd;
    private long day;
    private long micros;
    private int separator;

    /** Reads one; false where it is something else. */
    boolean read(byte[] text, int from, int to) {
        at = from;
        end = to;
        boolean beforeChrist = to - from > 3 && text[to - 1] == 'C' && text[to - 2] == 'B' && text[to - 3] == ' ';
        suffixEnd = beforeChrist ? to - 3 : to;
        end = suffixEnd;
        int yearDigits = at;
        int year = number(text);
        int width = at - yearDigits;
        int month = sign(text, '-') ? number(text) : -1;
        int dayOfMonth = sign(text, '-') ? number(text) : -1;
        if (width < 4 || month < 0 || dayOfMonth < 0) {
            return false;
        }
        micros = 0;
        fraction = 0;
        timed = at < end;
        if (timed && !time(text)) {
            return false;
        }
        suffix = at;
        return offset(text) && date(beforeChrist ? 1 - year : year, month, dayOfMonth);
    }

    private boolean date(int year, int month, int dayOfMonth) {
        try {
            day = LocalDate.of(year, month, dayOfMonth).toEpochDay();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean time(byte[] text) {
        separator = text[at];
        if (!sign(text, ' ') && !sign(text, 'T')) {
            return false;
        }
        int hour = number(text);
        int minute = sign(text, ':') ? number(text) : -1;
        int second = sign(text, ':') ? number(text) : -1;
        if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return false;
        }
        int digits = 0;
        if (sign(text, '.')) {
            int start = at;
            digits = number(text);
            fraction = at - start;
            for (int i = fraction; i < 6; i++) {
                digits *= 10;
            }
        }
        micros = ((hour * 60L + minute) * 60 + second) * 1_000_000 + Math.max(0, digits);
        return fraction <= 6;
    }

    // what follows is the offset from UTC, of which every character is known
    private boolean offset(byte[] text) {
        for (int i = at; i < end; i++) {
            if (!Text.digit(text[i]) && text[i] != '+' && text[i] != '-' && text[i] != ':' && text[i] != 'Z') {
                return false;
            }
        }
        return end - at <= 9 && (end == at || timed);
    }

    private boolean sign(byte[] text, char wanted) {
        if (at < end && text[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private int number(byte[] text) {
        int start = at;
        int number = 0;
        while (at < end && Text.digit(text[at]) && at - start < 7) {
            number = number * 10 + text[at++] - '0';
        }
        return at == start ? -1 : number;
    }

    /** Whether it has a time of day. */
    boolean timed() {
        return timed;
    }

    /** Whether the seconds have a fraction. */
    boolean fraction() {
        return fraction > 0;
    }

    /** Days since 1970-01-01. */
    long day() {
        return day;
    }

    /** Microseconds since midnight. */
    long micros() {
        return micros;
    }

    void set(long newDay, long newMicros) {
        day = newDay;
        micros = newMicros;
    }

    /** Appends what was set, in the form of the text that was read. */
    void write(byte[] text, Bytes out) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int year = date.getYear();
        Decimal.digits(year <= 0 ? 1 - year : year, 4, out);
        Decimal.digits(date.getMonthValue(), 2, out.append('-'));
        Decimal.digits(date.getDayOfMonth(), 2, out.append('-'));
        if (timed) {
            long seconds = micros / 1_000_000;
            Decimal.digits(seconds / 3600, 2, out.append(separator));
            Decimal.digits(seconds / 60 % 60, 2, out.append(':'));
            Decimal.digits(seconds % 60, 2, out.append(':'));
            writeFraction(out);
            out.append(text, suffix, suffixEnd);
        }
        if (year <= 0) {
            out.append(' ').append('B').append('C');
        }
    }

    private void writeFraction(Bytes out) {
        if (fraction > 0) {
            int left = 6 - fraction;
            long digits = micros % 1_000_000;
            for (int i = 0; i < left; i++) {
                digits /= 10;
            }
            Decimal.digits(digits, fraction, out.append('.'));
        }
    }
}
