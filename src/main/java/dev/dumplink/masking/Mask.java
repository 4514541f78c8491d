package dev.dumplink.masking;

/**
 * Puts another value in the place of one. The same value gives the same result under the same key, in whatever row,
 * column or night. Used by one thread at a time; it may keep buffers.
 */
@FunctionalInterface
public interface Mask {
    /** Stands for NULL in the place of every value. NULL has no text: whoever writes rows compares with this object. */
    Mask NULL = (value, from, to, out) -> {
        throw new IllegalStateException("NULL has no text");
    };

    /**
     * Appends the replacement of one value to {@code out}. Both are the text form of the column's type in UTF-8, as
     * {@code COPY} has it before it escapes; the value is never NULL.
     *
     * @param value holds the value from {@code from} to {@code to}, exclusive; not to be changed
     */
    void mask(byte[] value, int from, int to, Bytes out);
}
