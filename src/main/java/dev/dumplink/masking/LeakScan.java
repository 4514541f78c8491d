package dev.dumplink.masking;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Searches one stream of {@code COPY} text or of plain text, given in pieces of any size; of a row that goes on for more
 * than a megabyte only so much is held.
 */
public final class LeakScan implements AutoCloseable {
    private static final int MOST_HELD = 1 << 20;
    private static final int OVERLAP = 256;

    private final LeakSearch search;
    private final LeakPlace[] places;
    private final LeakIndex[] indexes;
    private final ValueForms[] forms;
    private final Map<String, long[]> times = new TreeMap<>();
    private final Map<String, long[]> words = new TreeMap<>();
    private long rows;
    private final LeakIndex.Hit hit = this::found;
    private final Bytes held = new Bytes(4096);
    private final Bytes plain = new Bytes(4096);
    private byte[] text = new byte[0];
    private int end;
    private int column;
    private LeakPlace place;
    private LeakIndex index;
    private int fieldStart;

    @FunctionalInterface
    private interface Report {
        void say(String value, String place, long times);
    }

    LeakScan(LeakSearch search, List<LeakPlace> places) {
        this.search = search;
        this.places = places.toArray(LeakPlace[]::new);
        this.indexes = places.stream().map(search::index).toArray(LeakIndex[]::new);
        this.forms = new ValueForms[places.size()];
        for (int i = 0; i < forms.length; i++) {
            forms[i] = new ValueForms();
        }
        column(0);
    }

    /** Searches on. @param to exclusive */
    public void write(byte[] piece, int from, int to) {
        int lastRow = lastNewline(piece, from, to);
        if (held.size() > 0 && lastRow > from) {
            int firstRow = firstNewline(piece, from);
            held.append(piece, from, firstRow);
            search(held.array(), 0, held.size(), held.size());
            held.clear();
            write(piece, firstRow, to);
            return;
        }
        search(piece, from, lastRow, lastRow);
        held.append(piece, lastRow, to);
        if (held.size() > MOST_HELD) {
            giveWay();
        }
    }

    /** Searches what is held but for its end, where a value may be cut. */
    private void giveWay() {
        byte[] all = held.toArray();
        int rest = all.length - OVERLAP;
        search(all, 0, all.length, rest);
        held.clear();
        held.append(all, rest, all.length);
    }

    private static int lastNewline(byte[] text, int from, int to) {
        int at = to;
        while (at > from && text[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private static int firstNewline(byte[] text, int from) {
        int at = from;
        while (text[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private void search(byte[] piece, int from, int to, int starts) {
        if (isPlain(piece, from, to)) {
            run(piece, from, to, starts);
            return;
        }
        plain.clear();
        SearchText.rows(piece, from, starts, plain);
        int plainStarts = plain.size();
        SearchText.rows(piece, starts, to, plain);
        run(plain.array(), 0, plain.size(), plainStarts);
    }

    private static boolean isPlain(byte[] piece, int from, int to) {
        int at = from;
        while (at < to && piece[at] != '\\' && piece[at] != '"') {
            at++;
        }
        return at == to;
    }

    private void run(byte[] piece, int from, int to, int starts) {
        text = piece;
        end = to;
        fieldStart = from;
        int at = from;
        while (at < starts) {
            byte b = piece[at];
            if (SearchText.isWord(b)) {
                word(at);
                at = wordEnd(piece, at, starts);
            } else {
                if (b <= '\n' || b == '@' || b == '+') {
                    sign(b, at);
                }
                at++;
            }
        }
    }

    private static int wordEnd(byte[] piece, int from, int to) {
        int at = from + 1;
        while (at < to && SearchText.isWord(piece[at])) {
            at++;
        }
        return at;
    }

    private void word(int at) {
        index.look(text, at, end, hit);
        byte b = text[at];
        if (place.forms() && (b >= '0' && b <= '9' || b >= 'A' && b <= 'Z')) {
            forms[column].word(text, at, end);
        }
    }

    private void sign(byte b, int at) {
        if (b == '\t') {
            column(column + 1);
            fieldStart = at + 1;
        } else if (b == '\n') {
            column(0);
            rows++;
            fieldStart = at + 1;
        } else if ((b == '@' || b == '+') && place.forms()) {
            forms[column].sign(text, fieldStart, at, end);
        }
    }

    /** Text that is no table's has no columns; nor has a row more than its table. */
    private void column(int number) {
        if (number < places.length) {
            column = number;
            place = places[number];
            index = indexes[number];
        }
    }

    private void found(LeakIndex.Entry entry, int from, int to) {
        boolean whole = from == fieldStart && (to == end || text[to] == '\t' || text[to] == '\n');
        if (place.counts(entry, whole)) {
            Map<String, long[]> counts = entry.strength() == Strength.WORD ? words : times;
            counts.computeIfAbsent(entry.column(), name -> new long[places.length])[column]++;
        }
    }

    /** Searches the rest, and reports. */
    @Override
    public void close() {
        search(held.array(), 0, held.size(), held.size());
        held.clear();
        report(times, search::report);
        report(words, search::reportWords);
        for (int i = 0; i < forms.length; i++) {
            String name = places[i].name();
            search.searched(name, rows);
            forms[i].found().forEach((shape, count) -> search.report(shape.word(), name, count));
        }
        rows = 0;
    }

    private void report(Map<String, long[]> counted, Report report) {
        counted.forEach((value, counts) -> {
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    report.say(value, places[i].name(), counts[i]);
                }
            }
        });
        counted.clear();
    }
}
