package dev.dumplink.masking;

import java.util.Set;

/**
 * A kind of mask: what a policy names. Those of a company's own are found by {@link java.util.ServiceLoader}.
 *
 * <p>Every question about a column is answered before the first row is read; the {@link Mask} itself decides nothing.
 */
public interface MaskType {
    /** As a policy writes it, e.g. {@code last_name}. */
    String name();

    /** One sentence for the reference: what becomes of a value. */
    String describe();

    /** The options it takes. */
    Set<String> options();

    /** Whether it can mask such a column, or why not. */
    Fit fit(MaskTarget target, MaskOptions options);

    /** A mask for one thread; only asked for where {@link #fit} said {@link Fit.Fits}. */
    Mask create(MaskTarget target, MaskOptions options, MaskingKey key);

    /** The answer to "can you mask this column?". */
    sealed interface Fit {
        /** @param plain whether no result ever needs escaping: no tab, newline, backslash, quote, brace or comma in it */
        record Fits(Uniqueness uniqueness, boolean plain) implements Fit {}

        /** @param why one clause for a person, e.g. {@code "needs 22 characters; the column holds 10"} */
        record Misfit(String why) implements Fit {}
    }
}
