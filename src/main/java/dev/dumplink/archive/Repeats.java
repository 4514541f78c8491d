package dev.dumplink.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds where in the last 32 KiB of a text the next bytes stood before: of each place the four bytes' hash leads to the
 * last place with the same one, and from there a chain to those before. One thread's.
 */
final class Repeats {
    /** Shorter ones are not found: in rows they are hardly ever worth their bits. */
    static final int SHORTEST = 4;

    private static final int LONGEST = 258;
    private static final int WINDOW = 1 << 15;
    private static final int HASH_BITS = 16;
    private static final int NOWHERE = -1 << 20;
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int enough;
    private final int[] last = new int[1 << HASH_BITS];
    // how far back from a place the one before it is
    private final char[] back = new char[WINDOW];
    private byte[] text = new byte[0];
    private int end;
    private int distance;

    /** @param enough bytes for which nothing longer is looked for */
    Repeats(int enough) {
        this.enough = enough;
    }

    /** Begins another text. @param to exclusive */
    void start(byte[] bytes, int to) {
        text = bytes;
        end = to;
        Arrays.fill(last, NOWHERE);
    }

    /**
     * How many bytes at {@code at} stood before; 0 where they are not more than {@code than}. Each place is to be asked
     * for or passed ({@link #pass}) once, in their order.
     *
     * @param than at least {@link #SHORTEST} - 1
     * @param tries how many places are looked at
     */
    int longer(int at, int than, int tries) {
        int most = Math.min(LONGEST, end - at);
        if (most <= than) {
            return 0;
        }
        byte[] bytes = text;
        char[] chain = back;
        int four = four(bytes, at);
        int place = enter(at, four);
        int oldest = at - WINDOW;
        int length = than;
        int found = NOWHERE;
        // a longer one differs in none of these
        int tail = four(bytes, at + length - 3);
        for (int left = tries; place > oldest && left > 0; left--) {
            if (four(bytes, place + length - 3) == tail && four(bytes, place) == four) {
                int same = same(bytes, place, at, most);
                if (same > length) {
                    length = same;
                    found = place;
                    if (same >= enough || same == most) {
                        break;
                    }
                    tail = four(bytes, at + length - 3);
                }
            }
            place -= chain[place & WINDOW - 1];
        }
        distance = at - found;
        return found == NOWHERE ? 0 : length;
    }

    /** How far back those are that were found. */
    int distance() {
        return distance;
    }

    /** Remembers places without looking. @param to exclusive */
    void pass(int from, int to) {
        int stop = Math.min(to, end - SHORTEST + 1);
        for (int at = from; at < stop; at++) {
            enter(at, four(text, at));
        }
    }

    /** @return the last place before */
    private int enter(int at, int four) {
        int hash = four * 0x9e3779b1 >>> Integer.SIZE - HASH_BITS;
        int before = last[hash];
        last[hash] = at;
        // further than the window, where it is further than this
        back[at & WINDOW - 1] = (char) Math.min(at - before, Character.MAX_VALUE);
        return before;
    }

    private static int four(byte[] bytes, int at) {
        return (int) FOUR.get(bytes, at);
    }

    /** Of two places whose first four bytes are the same. */
    private static int same(byte[] bytes, int one, int other, int most) {
        int length = SHORTEST;
        while (length + Long.BYTES <= most) {
            long differ = (long) EIGHT.get(bytes, one + length) ^ (long) EIGHT.get(bytes, other + length);
            if (differ != 0) {
                return length + (Long.numberOfTrailingZeros(differ) >>> 3);
            }
            length += Long.BYTES;
        }
        while (length < most && bytes[one + length] == bytes[other + length]) {
            length++;
        }
        return length;
    }
}
