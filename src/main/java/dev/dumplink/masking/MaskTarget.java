package dev.dumplink.masking;

import dev.dumplink.schema.DataType;

/**
 * What a mask is to be made for: a column, or an element of an array, a field of a composite, a value inside JSON.
 *
 * @param type what it holds; {@code text} for a string inside JSON
 * @param notNull whether NULL is refused there
 * @param unique whether rows must stay different in it
 */
public record MaskTarget(DataType type, boolean notNull, boolean unique) {}
