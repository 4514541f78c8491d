package dev.dumplink.archive;

/**
 * Where an entry's rows begin in the file.
 *
 * @param position of the block's first byte; 0 unless it is known
 */
public record DataOffset(State state, long position) {
    /** It has no rows. */
    public static final DataOffset NONE = new DataOffset(State.NONE, 0);

    /** It has rows, and whoever wrote the table of contents could not go back to say where. */
    public static final DataOffset UNKNOWN = new DataOffset(State.UNKNOWN, 0);

    public DataOffset {
        if (position < 0 || position > 0 && state != State.KNOWN) {
            throw new IllegalArgumentException("no offset is " + state + " " + position);
        }
    }

    static DataOffset at(long position) {
        return new DataOffset(State.KNOWN, position);
    }

    /** The flag byte is the ordinal and one. */
    public enum State {
        UNKNOWN,
        KNOWN,
        NONE;

        int flag() {
            return ordinal() + 1;
        }
    }
}
