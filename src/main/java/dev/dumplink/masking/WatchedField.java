package dev.dumplink.masking;

/** A column whose values somebody sees, before they are passed on or left out. */
final class WatchedField implements TableMasker.Field {
    private static final byte[] NULL = {'\\', 'N'};

    private final int column;
    private final boolean emptied;
    private final RowObserver observer;
    private final Bytes decoded = new Bytes(256);

    /** @param emptied whether the field becomes NULL */
    WatchedField(int column, boolean emptied, RowObserver observer) {
        this.column = column;
        this.emptied = emptied;
        this.observer = observer;
    }

    @Override
    public boolean replace(byte[] text, int from, int to, Bytes out) {
        if (CopyText.isEscaped(text, from, to)) {
            decoded.clear();
            CopyText.decode(text, from, to, decoded);
            show(decoded.array(), 0, decoded.size());
        } else {
            show(text, from, to);
        }
        if (emptied) {
            out.append(NULL);
        }
        return emptied;
    }

    private void show(byte[] value, int from, int to) {
        if (emptied) {
            observer.masked(column, value, from, to, NULL, 0, 0);
        } else {
            observer.kept(column, value, from, to);
        }
    }
}
