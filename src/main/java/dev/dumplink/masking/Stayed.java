package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is still there of values that are masked by parts: addresses, numbers and the like that were in the value and are in
 * the result, and names of members that are others in every row.
 */
final class Stayed {
    /** Of columns that are masked as a whole. */
    static final Stayed NOTHING = new Stayed(false, Set.of(), new BottomValues(0, 0));

    private static final int MOST_NAMES = 10_000;
    private static final int FEWEST_ROWS = 100;
    private static final int SELDOM = 3;

    private final Set<Shape> shapes;
    private final boolean namesToo;
    private final Map<Shape, Long> earlier = new HashMap<>();
    private final BottomValues names;
    private final Bytes before = new Bytes(256);
    private final Bytes after = new Bytes(256);
    private final ValueForms forms;
    private final ValueForms result;
    private final Set<Long> left = new HashSet<>();
    private boolean read;
    private byte[] masked = new byte[0];
    private int start;
    private int end;
    private long rows;

    Stayed(Inside inside, long seed) {
        this(inside.names(), EnumSet.allOf(Shape.class), new BottomValues(MOST_NAMES, seed));
    }

    private Stayed(boolean namesToo, Set<Shape> shapes, BottomValues names) {
        this.shapes = shapes;
        this.namesToo = namesToo;
        this.names = names;
        forms = new ValueForms(shapes, false, this::isThere);
        result = new ValueForms(shapes, false, this::note);
    }

    /** An empty one, to go on with and to be merged into this one. */
    Stayed more() {
        return shapes.isEmpty() ? NOTHING : new Stayed(namesToo, shapes, names.more());
    }

    void row(byte[] value, int from, int to, byte[] result, int resultFrom, int resultTo) {
        if (shapes.isEmpty()) {
            return;
        }
        rows++;
        masked = result;
        start = resultFrom;
        end = resultTo;
        read = false;
        before.clear();
        SearchText.value(value, from, to, before);
        forms.text(before.array(), 0, before.size());
        if (namesToo) {
            names(value, from, to);
        }
    }

    /** Whether the result holds it too; the result is read once, however much there is to ask for. */
    private boolean isThere(byte[] text, int from, int to) {
        if (!read) {
            read = true;
            left.clear();
            after.clear();
            SearchText.value(masked, start, end, after);
            result.text(after.array(), 0, after.size());
        }
        return left.contains(hash(text, from, to));
    }

    private boolean note(byte[] text, int from, int to) {
        left.add(hash(text, from, to));
        return false;
    }

    private long hash(byte[] text, int from, int to) {
        int last = to;
        while (last > from && !SearchText.isWord(text[last - 1])) {
            last--;
        }
        return names.hash(text, from, last);
    }

    /** Of JSON and hstore alike: quoted, and a colon or an equals sign behind. */
    private void names(byte[] value, int from, int to) {
        int open = -1;
        for (int i = from; i < to; i++) {
            if (value[i] == '\\') {
                i++;
            } else if (value[i] == '"' && open < 0) {
                open = i + 1;
            } else if (value[i] == '"') {
                int next = i + 1;
                while (next < to && value[next] == ' ') {
                    next++;
                }
                if (next < to && (value[next] == ':' || value[next] == '=')) {
                    name(value, open, i);
                }
                open = -1;
            }
        }
    }

    private void name(byte[] value, int from, int to) {
        if (MemberNames.isName(new String(value, from, to - from, StandardCharsets.UTF_8))) {
            long hash = names.count(value, from, to);
            if (names.wants(hash) && !names.again(hash)) {
                names.add(hash, new byte[0], Strength.WORD);
            }
        }
    }

    void merge(Stayed other) {
        other.counted().forEach((shape, times) -> earlier.merge(shape, times, Long::sum));
        names.merge(other.names);
        rows += other.rows;
    }

    private Map<Shape, Long> counted() {
        Map<Shape, Long> all = new HashMap<>(earlier);
        forms.found().forEach((shape, times) -> all.merge(shape, times, Long::sum));
        return all;
    }

    Map<String, Long> found() {
        Map<String, Long> found = new HashMap<>();
        counted().forEach((shape, times) -> found.put(shape.word(), times));
        double different = names.different();
        if (rows >= FEWEST_ROWS && different * 2 >= rows && names.total() < SELDOM * different) {
            found.put(ScanException.KEYS, (long) different);
        }
        return found;
    }
}
