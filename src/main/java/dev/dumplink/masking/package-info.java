/**
 * What becomes of a column's values: masks, and the policy that names one for every column.
 *
 * <p>A policy and a {@code schema} go in; either row maskers or a list of violations comes out. Everything here is pure
 * and keyed: values in, values out, no database, no clock. Fed by {@code dump} and {@code check}. Open {@link
 * dev.dumplink.masking.Policy} first for what may be written, then {@link dev.dumplink.masking.Compiler}, which decides
 * everything before a row is read, and {@link dev.dumplink.masking.TableMasker}, which then decides nothing. {@link
 * dev.dumplink.masking.LeakSample} and {@link dev.dumplink.masking.LeakSearch} look for real values in the result; {@link
 * dev.dumplink.masking.Suggestion} writes the first policy.
 */
package dev.dumplink.masking;
