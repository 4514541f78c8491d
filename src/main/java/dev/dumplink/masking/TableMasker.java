package dev.dumplink.masking;

/**
 * Masks the rows of one table, for one thread. Rows come and leave in {@code COPY}'s text format, in UTF-8; every byte of
 * a column that is kept leaves as it came.
 */
public final class TableMasker {
    private final String table;
    private final Field[] fields;
    private final RowObserver observer;
    private byte[] text;
    private int copied;

    TableMasker(String table, Field[] fields, RowObserver observer) {
        this.table = table;
        this.observer = observer;
        this.fields = fields.clone();
    }

    /** What happens to one field, if anything. */
    @FunctionalInterface
    interface Field {
        /** The field is passed on as it is. */
        Field KEEP = (text, from, to, out) -> false;

        /** Appends another field and answers true, or leaves it to be passed on. The field is not NULL. */
        boolean replace(byte[] text, int from, int to, Bytes out);
    }

    /**
     * Appends the masked rows to {@code out}.
     *
     * @param copyText whole rows from {@code from} to {@code to}, exclusive, each with its newline; not changed
     * @return how many rows
     * @throws MaskingFailed if a row has not exactly this table's columns, or a mask fails
     */
    public int mask(byte[] copyText, int from, int to, Bytes out) {
        text = copyText;
        copied = from;
        int rows = 0;
        int at = from;
        while (at < to) {
            at = row(at, to, out);
            observer.row();
            rows++;
        }
        out.append(copyText, copied, to);
        return rows;
    }

    private int row(int from, int to, Bytes out) {
        int at = from;
        int last = fields.length - 1;
        for (int i = 0; i <= last; i++) {
            int end = end(at, to);
            if (end == to || text[end] != (i == last ? '\n' : '\t')) {
                throw torn();
            }
            if (fields[i] != Field.KEEP) {
                field(fields[i], at, end, out);
            }
            at = end + 1;
        }
        return fields.length == 0 ? emptyRow(at) : at;
    }

    private int emptyRow(int at) {
        if (text[at] != '\n') {
            throw torn();
        }
        return at + 1;
    }

    private void field(Field field, int from, int to, Bytes out) {
        if (CopyText.isNull(text, from, to)) {
            return;
        }
        out.append(text, copied, from);
        copied = from;
        if (field.replace(text, from, to, out)) {
            copied = to;
        }
    }

    /** Where the field ends: at the next tab or newline, which never stand inside one. */
    private int end(int from, int to) {
        byte[] bytes = text;
        int at = from;
        while (at < to && bytes[at] != '\t' && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private MaskingFailed torn() {
        return new MaskingFailed(table + ": a row does not have the " + fields.length
                + " columns that the table had when the dump began");
    }
}
