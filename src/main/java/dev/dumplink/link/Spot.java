package dev.dumplink.link;

import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.Cursor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a query's rows somebody is reading.
 *
 * @param cursor from where the page is read
 * @param above how many newer rows the query has, as far as they were shown: what its limit counts
 */
public record Spot(Cursor cursor, int above) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,30})\\+([0-9]{1,7})");
    private static final Spot TOP = new Spot(Cursor.newest(), 0);

    /** At the newest rows. */
    public static Spot top() {
        return TOP;
    }

    /** Understands what {@link #toString} made; empty for anything else. */
    public static Optional<Spot> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Cursor.parse(form.group(1)).map(cursor -> new Spot(cursor, Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** How many rows may be shown from here, of a page that holds {@code most}. */
    int room(AuditQuery query, int most) {
        boolean down = cursor.direction() == Cursor.Direction.OLDER;
        return query.limit().isEmpty()
                ? most
                : Math.min(
                        most,
                        query.limit().getAsInt()
                                - (down ? Math.min(above, query.limit().getAsInt() - 1) : 0));
    }

    @Override
    public String toString() {
        return cursor + "+" + above;
    }
}
