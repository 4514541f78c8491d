package dev.dumplink.audit;

import java.util.Optional;
import java.util.regex.Pattern;

/** From where a page is read. Rows are numbered as they are written, so a cursor stays right while more arrive. */
public record Cursor(Direction direction, long seq) {
    private static final Pattern FORM = Pattern.compile("(?:older|newer)-[0-9]{1,18}");
    private static final Cursor NEWEST = new Cursor(Direction.OLDER, Long.MAX_VALUE);

    /** Which way from the row with that number, which is not on the page itself. */
    public enum Direction {
        OLDER,
        NEWER
    }

    /** The newest rows. */
    public static Cursor newest() {
        return NEWEST;
    }

    public static Cursor olderThan(long seq) {
        return new Cursor(Direction.OLDER, seq);
    }

    public static Cursor newerThan(long seq) {
        return new Cursor(Direction.NEWER, seq);
    }

    /** Understands what {@link #toString} made, for example from a button; empty for anything else. */
    public static Optional<Cursor> parse(String text) {
        if (text.equals(NEWEST.toString())) {
            return Optional.of(NEWEST);
        }
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        long seq = Long.parseLong(text.substring(6));
        return Optional.of(text.startsWith("older") ? olderThan(seq) : newerThan(seq));
    }

    @Override
    public String toString() {
        if (equals(NEWEST)) {
            return "newest";
        }
        return (direction == Direction.OLDER ? "older-" : "newer-") + seq;
    }
}
