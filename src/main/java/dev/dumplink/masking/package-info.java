/**
 * What becomes of a column's values: masks, and the policy that names one for every column.
 *
 * <p>A policy and a {@code schema} go in; either row maskers or a list of violations comes out. Everything here is pure
 * and keyed: values in, values out, no database, no clock. Fed by {@code dump} and {@code check}.
 */
package dev.dumplink.masking;
