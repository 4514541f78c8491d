package dev.dumplink.masking;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where invented people live: the pool their names come from, and how numbers and streets are written. */
enum Region {
    EN("en", true, Telephones.UNITED_STATES),
    EN_GB("en", true, Telephones.BRITAIN),
    DE("de", false, Telephones.GERMANY),
    FR("fr", true, Telephones.FRANCE),
    ES("es", false, Telephones.UNITED_STATES),
    IT("it", false, Telephones.UNITED_STATES),
    NL("nl", false, Telephones.UNITED_STATES),
    PL("pl", false, Telephones.UNITED_STATES),
    PT("pt", false, Telephones.UNITED_STATES),
    SV("sv", false, Telephones.SWEDEN),
    JA("ja", false, Telephones.UNITED_STATES);

    private final String language;
    private final boolean numberFirst;
    private final Telephones telephones;

    Region(String language, boolean numberFirst, Telephones telephones) {
        this.language = language;
        this.numberFirst = numberFirst;
        this.telephones = telephones;
    }

    /**
     * Reads {@code de}, {@code de-AT} or {@code en_GB}; a country we know nothing of counts as its language.
     *
     * @throws Unfit if the language has no pool
     */
    static Region of(String tag) {
        String wanted = tag.replace('-', '_').toUpperCase(Locale.ROOT);
        String alone = wanted.split("_", 2)[0];
        return Arrays.stream(values())
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .or(() -> Arrays.stream(values())
                        .filter(each -> each.name().equals(alone))
                        .findFirst())
                .orElseThrow(() -> new Unfit("knows no locale '" + tag + "'; it knows "
                        + Arrays.stream(values()).map(Region::toString).collect(Collectors.joining(", "))));
    }

    /** Why a locale is none that masks know; nothing where it is one, or where there is none. */
    static Optional<String> unknown(Optional<String> tag) {
        try {
            tag.ifPresent(Region::of);
            return Optional.empty();
        } catch (Unfit e) {
            return Optional.of(e.getMessage());
        }
    }

    Pool pool(Pool.Topic topic) {
        return Pool.of(language, topic);
    }

    Telephones telephones() {
        return telephones;
    }

    /** {@code 12 Main Street} and not {@code Hauptstraße 12}. */
    boolean numberFirst() {
        return numberFirst;
    }

    /** The family's name first. */
    boolean familyFirst() {
        return this == JA;
    }

    /** As a policy writes it. */
    @Override
    public String toString() {
        return name().replace('_', '-').toLowerCase(Locale.ROOT).replace("-gb", "-GB");
    }
}
