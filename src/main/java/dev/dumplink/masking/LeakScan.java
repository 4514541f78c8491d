package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches one stream of {@code COPY} text or of plain text, given in pieces of any size; of a row that goes on for more
 * than a megabyte only so much is held.
 */
public final class LeakScan implements AutoCloseable {
    private static final int MOST_HELD = 1 << 20;
    private static final int OVERLAP = 256;
    private static final int LONGEST_CHARACTER = 4;
    // among numbers of a usual length one in ten passes the check of a card's
    private static final int FEWEST_CARDS = 4;

    private final LeakSearch search;
    private final LeakPlace[] places;
    private final LeakIndex[] indexes;
    private final ValueForms[] forms;
    private final boolean[] formed;
    private final boolean[] dialled;
    private final NumberReader[] numbers;
    private final Set<String> told = new HashSet<>();
    private final Map<LeakTally.Key, LeakTally> met = new HashMap<>();
    private long rows;
    private final LeakIndex.Hit hit = this::found;
    private final PhoneIndex.Hit phone = this::found;
    private final LeakIndex.Hit number = this::number;
    private final LeakIndex.Hit untold = this::untold;
    private final Bytes held = new Bytes(4096);
    private final Bytes plain = new Bytes(4096);
    private byte[] text = new byte[0];
    private int end;
    private int column;
    private LeakPlace place;
    private LeakIndex index;
    // of columns of numbers alone
    private NumberReader reader;
    private int fieldStart;
    private int numberLength;

    LeakScan(LeakSearch search, List<LeakPlace> places) {
        this.search = search;
        this.places = places.toArray(LeakPlace[]::new);
        this.indexes = places.stream().map(search::index).toArray(LeakIndex[]::new);
        this.forms = places.stream().map(ValueForms::new).toArray(ValueForms[]::new);
        this.formed = new boolean[forms.length];
        this.dialled = new boolean[forms.length];
        this.numbers = new NumberReader[forms.length];
        for (int i = 0; i < forms.length; i++) {
            formed[i] = !places.get(i).forms().isEmpty();
            dialled[i] = places.get(i).dials() && !indexes[i].phones().isEmpty();
            if (this.places[i].holds() == LeakPlace.Holds.NUMBERS) {
                numbers[i] = new NumberReader(this.places[i].money());
            }
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
        for (int i = 0; i < LONGEST_CHARACTER && all[rest] < (byte) 0xc0; i++) {
            rest--;
        }
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
        plain.clear();
        SearchText.rows(piece, from, starts, plain);
        int plainStarts = plain.size();
        SearchText.rows(piece, starts, to, plain);
        run(plain.array(), 0, plain.size(), plainStarts);
    }

    /** Searches a text that is no rows, and as a whole. */
    void text(String whole) {
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        plain.clear();
        SearchText.value(bytes, 0, bytes.length, plain);
        run(plain.array(), 0, plain.size(), plain.size());
    }

    /** Whether anything was met so far. */
    boolean anything() {
        return !met.isEmpty()
                || Arrays.stream(forms).anyMatch(each -> !each.found().isEmpty());
    }

    private void run(byte[] piece, int from, int to, int starts) {
        text = piece;
        end = to;
        fieldStart = from;
        int at = from;
        while (at < starts) {
            byte b = piece[at];
            if (SearchText.isWord(b)) {
                int next = wordEnd(piece, at, starts);
                word(at, next);
                at = next;
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

    private void word(int at, int next) {
        index.look(text, at, end, reader != null && number(at, next) ? untold : hit);
        if (dialled[column] && PhoneIndex.mayBegin(text, at, next, end)) {
            index.phones().look(text, at, end, phone);
        }
        if (formed[column]) {
            forms[column].word(text, at, end);
        }
    }

    /** Looks for the number there as other types write it. @return whether they write it otherwise */
    private boolean number(int at, int next) {
        numberLength = reader.read(text, fieldStart, at, next, end);
        if (numberLength == 0) {
            return false;
        }
        told.clear();
        index.look(reader.plain(), 0, numberLength, number);
        return true;
    }

    private void number(LeakIndex.Entry entry, int from, int to) {
        LeakPlace.Weight weight = place.weight(entry, true, LeakPlace.Written.AS_SAMPLED);
        if (to == numberLength && weight != LeakPlace.Weight.NOTHING) {
            told.add(entry.column());
            met(entry, weight);
        }
    }

    /** As it is written it may be another way of a number that was met already. */
    private void untold(LeakIndex.Entry entry, int from, int to) {
        if (!told.contains(entry.column())) {
            found(entry, from, to);
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
        } else if ((b == '@' || b == '+') && formed[column]) {
            forms[column].sign(text, fieldStart, at, end);
        }
    }

    /** Text that is no table's has no columns; nor has a row more than its table. */
    private void column(int number) {
        if (number < places.length) {
            column = number;
            place = places[number];
            index = indexes[number];
            reader = numbers[number];
        }
    }

    private void found(LeakIndex.Entry entry, int from, int to) {
        met(entry, place.weight(entry, isWhole(from, to), written(entry.value(), from, to)));
    }

    private void found(LeakIndex.Entry entry, int from, int to, PhoneIndex.Telling telling) {
        met(entry, place.weight(telling, isWhole(from, to)));
    }

    private void met(LeakIndex.Entry entry, LeakPlace.Weight weight) {
        if (weight != LeakPlace.Weight.NOTHING) {
            met.computeIfAbsent(new LeakTally.Key(entry.column(), place.name(), weight), key -> new LeakTally())
                    .add(entry);
        }
    }

    private LeakPlace.Written written(byte[] value, int from, int to) {
        if (Arrays.equals(value, 0, value.length, text, from, to)) {
            return LeakPlace.Written.AS_SAMPLED;
        }
        boolean joined = false;
        for (int i = from; i < to; i++) {
            if (text[i] >= 'A' && text[i] <= 'Z') {
                return LeakPlace.Written.OTHERWISE;
            }
            joined |= value[i - from] == ' ' && text[i] != ' ';
        }
        return joined ? LeakPlace.Written.JOINED : LeakPlace.Written.SMALL;
    }

    /** Whether there are but signs around it. */
    private boolean isWhole(int from, int to) {
        boolean begins = true;
        for (int i = from - 1; i >= fieldStart && begins; i--) {
            begins = !SearchText.isWord(text[i]);
        }
        int last = reader != null ? NumberReader.behindZeros(text, to, end) : to;
        int after = last;
        while (after < end && text[after] > '\n' && !SearchText.isWord(text[after])) {
            after++;
        }
        boolean ends = after == end || text[after] == '\t' || text[after] == '\n';
        if (place.holds() == LeakPlace.Holds.PARTS || reader != null) {
            begins |= reader != null ? reader.begins(text, fieldStart, from) : partBegins(from);
            ends |= "{}[](),:'=>".indexOf(text[last == end ? last - 1 : last]) >= 0;
        }
        return begins && ends;
    }

    /** Whether a member, element, field or lexeme begins there; quotes are gone, and JSON has spaces. */
    private boolean partBegins(int at) {
        int before = at - 1;
        if (before > fieldStart && text[before] == ' ') {
            before--;
            return ":,".indexOf(text[before]) >= 0;
        }
        return before >= fieldStart && "{[(,:'>".indexOf(text[before]) >= 0;
    }

    /** Searches the rest, and reports. */
    @Override
    public void close() {
        search(held.array(), 0, held.size(), held.size());
        held.clear();
        search.report(met);
        met.clear();
        for (int i = 0; i < forms.length; i++) {
            LeakPlace each = places[i];
            search.searched(each.name(), rows);
            forms[i].found().forEach((shape, count) -> {
                if (shape != Shape.CARD || each.holds() != LeakPlace.Holds.NUMBERS || count >= FEWEST_CARDS) {
                    search.report(shape.word(), each.name(), count);
                }
            });
        }
        rows = 0;
    }
}
