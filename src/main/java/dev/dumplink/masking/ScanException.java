package dev.dumplink.masking;

import java.util.regex.Pattern;

/**
 * A find of the leak scan that somebody looked at and found harmless.
 *
 * @param value the column whose real values are found, e.g. {@code public.customer.city}, or one of {@code email},
 *     {@code phone}, {@code iban}, {@code card} for values of that form, or {@code keys}
 * @param found the column where they are found, e.g. {@code public.store.name}, or the object in whose definition, e.g.
 *     {@code COMMENT TABLE public.store}, or {@code schema} for any definition
 * @param reason why that is harmless
 */
public record ScanException(String value, String found, String reason) {
    /** Where text outside of tables lies: definitions, comments, defaults. */
    public static final String SCHEMA = "schema";

    /** Names of members of JSON, and keys, that are others in every row. */
    static final String KEYS = "keys";

    private static final Pattern DEFINITION = Pattern.compile("[A-Z]{2,} .+", Pattern.DOTALL);

    /** Whether it is about an object's definition: {@code TYPE public.mood}. */
    boolean inDefinition() {
        return isDefinition(found);
    }

    static boolean isDefinition(String place) {
        return DEFINITION.matcher(place).matches();
    }
}
