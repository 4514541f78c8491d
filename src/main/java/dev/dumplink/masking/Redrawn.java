package dev.dumplink.masking;

import java.util.Optional;

/**
 * A mask whose result is drawn around the value, and may be drawn again where a check refuses it. Masking the result once
 * more would wander away from a value beside a check's limit, and not come back.
 */
interface Redrawn extends Mask {
    /** Appends what comes of the {@code attempt}-th drawing, which is the same every night. */
    void redraw(byte[] value, int from, int to, int attempt, Bytes out);

    /** The mask as one, where it is. */
    static Optional<Redrawn> of(Mask mask) {
        Mask inner = mask instanceof CachedMask cached ? cached.inner() : mask;
        return inner instanceof Redrawn redrawn ? Optional.of(redrawn) : Optional.empty();
    }
}
