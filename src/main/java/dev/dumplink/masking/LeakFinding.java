package dev.dumplink.masking;

/**
 * Real values where none should be.
 *
 * @param value the column they come from, or {@code email}, {@code phone}, {@code iban}, {@code card} for their form, or
 *     {@code keys} for names of members that are different in every row
 * @param found the column where they are, or the object in whose definition: {@code COMMENT TABLE public.customer}
 * @param times how often
 * @param schema whether they are in a definition
 */
public record LeakFinding(String value, String found, long times, boolean schema) {
    /** One line for a person; holds no value. */
    @Override
    public String toString() {
        return what() + " are in " + found + ", " + times + (times == 1 ? " time" : " times");
    }

    private String what() {
        if (value.equals(ScanException.KEYS)) {
            return "names of members that differ from row to row";
        }
        return value.contains(".") ? "real values of " + value : "values that look like " + value;
    }

    /** The same with what to do about it. */
    public String advice() {
        String mend = schema
                ? "change that text"
                : value.equals(ScanException.KEYS) ? "write keys: mask" : "mask that column";
        return this + "; " + mend + ", or write scan: {exceptions: [{value: " + quoted(value) + ", found: "
                + quoted(found) + ", reason: WHY}]}";
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_. ]+") ? text : "'" + text.replace("'", "''") + "'";
    }
}
