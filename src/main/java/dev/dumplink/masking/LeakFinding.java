package dev.dumplink.masking;

/**
 * Real values where none should be.
 *
 * @param value the column they come from, or {@code email}, {@code phone}, {@code iban}, {@code card} for their form
 * @param found the column where they are, or {@code schema}
 * @param times how often
 */
public record LeakFinding(String value, String found, long times) {
    /** One line for a person; holds no value. */
    @Override
    public String toString() {
        boolean form = !value.contains(".");
        return (form ? "values that look like " + value : "real values of " + value) + " are in " + found + ", " + times
                + (times == 1 ? " time" : " times");
    }
}
