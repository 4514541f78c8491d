package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to append to: grows, and is emptied and used again, so that a row costs no allocation. */
public final class Bytes {
    private byte[] array;
    private int size;

    public Bytes(int capacity) {
        array = new byte[Math.max(16, capacity)];
    }

    /** The bytes themselves, {@link #size} of them valid, until the next call that appends. */
    public byte[] array() {
        return array;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what lies behind the first {@code size} bytes. */
    public void truncate(int length) {
        size = Math.min(size, length);
    }

    public Bytes append(int value) {
        reserve(1);
        array[size++] = (byte) value;
        return this;
    }

    public Bytes append(byte[] source) {
        return append(source, 0, source.length);
    }

    /** @param to exclusive */
    public Bytes append(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, array, size, to - from);
        size += to - from;
        return this;
    }

    /** In UTF-8. */
    public Bytes append(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The array itself, with room for so many bytes more; what was written there is told by {@link #filled}. */
    byte[] room(int more) {
        reserve(more);
        return array;
    }

    /** @param length of what is in the array now */
    void filled(int length) {
        size = length;
    }

    public byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    private void reserve(int more) {
        if (more > array.length - size) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), array.length * 2));
        }
    }

    /** As UTF-8. */
    @Override
    public String toString() {
        return new String(array, 0, size, StandardCharsets.UTF_8);
    }
}
