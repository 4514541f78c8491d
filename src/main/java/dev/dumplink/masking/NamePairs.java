package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * First and last names that stand in one row, as the full names that they are: what other columns repeat of them is most
 * often that.
 */
final class NamePairs {
    /** Stands between the two in a sample. */
    static final char BETWEEN = 1;

    private static final int LONGEST = 62;

    private final int first;
    private final int last;
    private final Bytes plain = new Bytes(64);
    private final Bytes firstName = new Bytes(64);
    private final Bytes lastName = new Bytes(64);
    private ColumnSample sample;

    private NamePairs(int first, int last, ColumnSample sample) {
        this.first = first;
        this.last = last;
        this.sample = sample;
    }

    /** Each column of first names with the nearest of last names. */
    static List<NamePairs> of(List<CompiledColumn> columns, int most, long seed) {
        List<NamePairs> pairs = new ArrayList<>();
        for (int first : masked(columns, "first_name")) {
            masked(columns, "last_name").stream()
                    .min((one, other) -> Math.abs(one - first) - Math.abs(other - first))
                    .ifPresent(last -> pairs.add(new NamePairs(first, last, sample(most, seed))));
        }
        return pairs;
    }

    static ColumnSample sample(int most, long seed) {
        return new ColumnSample("full_name", most, seed);
    }

    private static List<Integer> masked(List<CompiledColumn> columns, String mask) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type().base() instanceof DataType.Base)
                .filter(i -> columns.get(i).mask().filter(mask::equals).isPresent())
                .boxed()
                .toList();
    }

    /** The place of the column that is told when a pair is found. */
    int last() {
        return last;
    }

    void masked(int column, byte[] value, int from, int to) {
        if (column == first) {
            name(value, from, to, firstName);
        } else if (column == last) {
            name(value, from, to, lastName);
        }
    }

    private void name(byte[] value, int from, int to, Bytes out) {
        if (to - from < LONGEST) {
            plain.clear();
            SearchText.value(value, from, to, plain);
            int begin = ColumnSample.begin(plain.array(), 0, plain.size());
            out.append(plain.array(), begin, ColumnSample.end(plain.array(), begin, plain.size()));
        }
    }

    /** The row ends. */
    void row() {
        if (firstName.size() > 0 && lastName.size() > 0 && firstName.size() + lastName.size() < LONGEST) {
            firstName.append(BETWEEN).append(lastName.array(), 0, lastName.size());
            sample.ready(firstName.array(), 0, firstName.size());
        }
        firstName.clear();
        lastName.clear();
    }

    /** What was met so far; what is met from now on is not in it. @param all what was met before */
    void into(ColumnSample all) {
        all.merge(sample);
        sample = all.more();
    }

    /** In the ways that people write the two; a value of any other kind as it is. */
    static List<byte[]> ways(byte[] value) {
        for (int i = 0; i < value.length; i++) {
            if (value[i] == BETWEEN) {
                byte[] firstName = Arrays.copyOf(value, i);
                byte[] lastName = Arrays.copyOfRange(value, i + 1, value.length);
                return List.of(
                        joined(firstName, " ", lastName),
                        joined(lastName, " ", firstName),
                        joined(lastName, ", ", firstName));
            }
        }
        return List.of(value);
    }

    private static byte[] joined(byte[] one, String by, byte[] other) {
        return new Bytes(one.length + other.length + 2)
                .append(one)
                .append(by)
                .append(other)
                .toArray();
    }
}
