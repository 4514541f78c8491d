/**
 * What becomes of a column's values: masks, and the policy that names one for every column.
 *
 * <p>A policy and a {@code schema} go in; either row maskers or a list of violations comes out. Everything here is pure
 * and keyed: values in, values out, no database, no clock. Fed by {@code dump} and {@code check}. Open {@link
 * dev.dumplink.masking.Policy} first for what may be written, then {@link dev.dumplink.masking.Compiler}, which decides
 * everything before a row is read, and {@link dev.dumplink.masking.TableMasker}, which then decides nothing. {@link
 * dev.dumplink.masking.LeakSample} and {@link dev.dumplink.masking.LeakSearch} look for real values in the result; {@link
 * dev.dumplink.masking.Suggestion} writes the first policy.
 *
 * <p>Of masks open {@link dev.dumplink.masking.MaskTypes} first, which lists them all. Ours are plans
 * ({@code Plan}) that either fit a column or say why not, so that asking and making cannot disagree; what a mask draws
 * comes from {@code Keyed} (HMAC-SHA256), and bijections from {@code Numerals} (FF1) and {@code Permutation}. Those of a
 * company's own implement {@link dev.dumplink.masking.MaskType} and are found by {@link java.util.ServiceLoader} through a
 * file {@code META-INF/services/dev.dumplink.masking.MaskType}.
 */
package dev.dumplink.masking;
