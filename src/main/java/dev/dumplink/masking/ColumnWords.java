package dev.dumplink.masking;

import java.text.Normalizer;
import java.util.Locale;

/** A name taken apart: {@code homePhone2}, {@code HOME_PHONE} and {@code home-phone} say the same. */
final class ColumnWords {
    private final String words;
    private final String compact;

    ColumnWords(String name) {
        String plain = Normalizer.normalize(name.replace("\u00df", "ss"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        words = "_"
                + plain.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                        .replaceAll("(?<=[A-Za-z])(?=[0-9])", "_")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                + "_";
        compact = words.replace("_", "");
    }

    /** @param word several with underscores between; with a star in front if it may stand inside another */
    boolean has(String word) {
        return word.startsWith("*")
                ? compact.contains(word.substring(1).replace("_", ""))
                : words.contains("_" + word + "_");
    }

    boolean endsWith(String word) {
        return words.endsWith("_" + word + "_");
    }
}
