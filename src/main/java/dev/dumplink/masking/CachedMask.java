package dev.dumplink.masking;

import java.util.Arrays;

/**
 * Remembers recent results of a mask: columns of names, cities and the like hold few different values. A table of fixed
 * size where a value has one place and the newest owner of a place wins; it gives up where almost nothing comes twice.
 */
final class CachedMask implements Mask {
    private static final int PLACES = 1024;
    private static final int LONGEST = 56;
    private static final int STRIDE = 2 * (LONGEST + 1);
    private static final int TRIAL = 16_384;

    private final Mask mask;
    // made when the first value comes: a policy has many masks, and few of them work at a time
    private byte[] places = new byte[0];
    private int asked;
    private int found;
    private boolean given;

    CachedMask(Mask mask) {
        this.mask = mask;
    }

    /** The mask whose results are remembered. */
    Mask inner() {
        return mask;
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        int length = to - from;
        if (given || length > LONGEST) {
            mask.mask(value, from, to, out);
            return;
        }
        if (places.length == 0) {
            places = new byte[PLACES * STRIDE];
        }
        int place = place(value, from, to);
        if (places[place] == length + 1 && Arrays.equals(places, place + 1, place + 1 + length, value, from, to)) {
            found++;
            int at = place + 1 + LONGEST;
            out.append(places, at + 1, at + 1 + places[at]);
        } else {
            int start = out.size();
            mask.mask(value, from, to, out);
            remember(place, value, from, to, out, start);
        }
        judge();
    }

    private void remember(int place, byte[] value, int from, int to, Bytes out, int start) {
        int result = out.size() - start;
        if (result > LONGEST) {
            return;
        }
        places[place] = (byte) (to - from + 1);
        System.arraycopy(value, from, places, place + 1, to - from);
        int at = place + 1 + LONGEST;
        places[at] = (byte) result;
        System.arraycopy(out.array(), start, places, at + 1, result);
    }

    private void judge() {
        if (++asked == TRIAL) {
            given = found < TRIAL / 8;
            places = given ? new byte[0] : places;
            asked = 0;
            found = 0;
        }
    }

    private static int place(byte[] value, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + value[i];
        }
        hash *= 0x9E3779B9;
        return (hash >>> 22) * STRIDE;
    }
}
