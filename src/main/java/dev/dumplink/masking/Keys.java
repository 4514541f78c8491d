package dev.dumplink.masking;

/**
 * What a mask is keyed with.
 *
 * @param root the whole policy's, from which masks inside this one derive theirs, so that an address inside JSON and in
 *     a column become the same
 * @param own this kind of mask's
 */
record Keys(MaskingKey root, MaskingKey own) {
    Keyed keyed() {
        return new Keyed(own);
    }

    /** AES under a key of its own. */
    Aes aes(String purpose) {
        return new Aes(own.derive(purpose));
    }
}
