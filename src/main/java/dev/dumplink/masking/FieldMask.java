package dev.dumplink.masking;

import java.util.List;
import java.util.Optional;

/**
 * What happens to one column, for one thread: the mask, walked on or drawn again until the column's checks hold.
 *
 * <p>Walking (masking the result again) is how format-preserving ciphers stay inside a set: from a value that satisfies
 * the checks a bijection comes back to one that does, and different values stay different.
 */
final class FieldMask implements TableMasker.Field {
    private static final int LONGEST_WALK = 500;
    private static final RowObserver NOBODY = new RowObserver() {};

    private final String name;
    private final int column;
    private final Mask mask;
    private final Optional<Redrawn> redrawn;
    private final List<Condition> checks;
    private final RowObserver observer;
    private final Bytes decoded = new Bytes(256);
    private final Bytes result = new Bytes(256);
    private final Bytes walked = new Bytes(256);

    /** @param name for messages */
    FieldMask(String name, int column, Mask mask, List<Condition> checks, RowObserver observer) {
        this.name = name;
        this.column = column;
        this.mask = mask;
        redrawn = Redrawn.of(mask);
        this.checks = checks;
        this.observer = observer;
    }

    /** For a look at what it does, without a column. */
    static FieldMask of(String name, Mask mask, List<Condition> checks) {
        return new FieldMask(name, 0, mask, checks, NOBODY);
    }

    @Override
    public boolean replace(byte[] text, int from, int to, Bytes out) {
        if (CopyText.isEscaped(text, from, to)) {
            decoded.clear();
            CopyText.decode(text, from, to, decoded);
            maskValue(decoded.array(), 0, decoded.size(), out);
        } else {
            maskValue(text, from, to, out);
        }
        return true;
    }

    private void maskValue(byte[] value, int from, int to, Bytes out) {
        apply(value, from, to);
        observer.masked(column, value, from, to, result.array(), 0, result.size());
        // looked at even where the mask says it is never needed: a mask that is wrong there would tear the row
        CopyText.encode(result.array(), 0, result.size(), out);
    }

    /** The masked value of a value, valid until the next call. */
    Bytes apply(byte[] value, int from, int to) {
        result.clear();
        attempt(mask, value, from, to);
        if (!checks.isEmpty()) {
            walk(value, from, to);
        }
        return result;
    }

    private void walk(byte[] value, int from, int to) {
        for (int steps = 0; !hold(); steps++) {
            if (steps == LONGEST_WALK) {
                throw new MaskingFailed(name + ": the mask gives no value that the column's checks accept;"
                        + " choose another mask, or rows: none");
            }
            if (redrawn.isPresent()) {
                result.clear();
                int attempt = steps;
                attempt(
                        (bytes, first, end, into) -> redrawn.get().redraw(bytes, first, end, attempt, into),
                        value,
                        from,
                        to);
            } else {
                walked.clear();
                walked.append(result.array(), 0, result.size());
                result.clear();
                attempt(mask, walked.array(), 0, walked.size());
            }
        }
    }

    private boolean hold() {
        String value = result.toString();
        return checks.stream().allMatch(check -> check.holds(value));
    }

    private void attempt(Mask how, byte[] value, int from, int to) {
        try {
            how.mask(value, from, to, result);
        } catch (RuntimeException e) {
            // not kept as the cause: its words may hold the value
            throw new MaskingFailed(
                    name + ": the mask failed with " + e.getClass().getSimpleName());
        }
    }
}
