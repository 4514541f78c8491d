package dev.dumplink.masking;

/**
 * A find of the leak scan that somebody looked at and found harmless.
 *
 * @param value the column whose real values are found, e.g. {@code public.customer.city}, or one of {@code email},
 *     {@code phone}, {@code iban}, {@code card} for values of that form
 * @param found the column where they are found, e.g. {@code public.store.name}, or {@code schema} for definitions
 * @param reason why that is harmless
 */
public record ScanException(String value, String found, String reason) {
    /** Where text outside of tables lies: definitions, comments, defaults. */
    public static final String SCHEMA = "schema";
}
