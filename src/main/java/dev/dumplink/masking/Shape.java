package dev.dumplink.masking;

import java.util.Locale;

/** Forms by which personal values are known wherever they stand. */
enum Shape {
    EMAIL,
    PHONE,
    IBAN,
    CARD;

    /** As a policy writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
