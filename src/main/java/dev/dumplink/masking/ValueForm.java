package dev.dumplink.masking;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What sampled values look like, whatever the column is called. */
final class ValueForm {
    private static final double MOST = 0.6;
    private static final double SOME = 0.2;
    private static final int FEW = 12;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"',;]+@[^\\s@<>\"',;]+\\.[A-Za-z]{2,}");
    private static final Pattern PHONE =
            Pattern.compile("(?=(.*[0-9]){7})[+(]?[0-9][0-9 ()./-]{5,22}[0-9]( ?x[0-9]+)?");
    private static final Pattern SEPARATED = Pattern.compile(".*([+()/]|[0-9] [0-9]|[0-9]-[0-9]).*");
    private static final Pattern DATE = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}.*");
    private static final Pattern IP =
            Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}(/[0-9]+)?|([0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}");
    private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}");
    private static final Pattern URL = Pattern.compile("(?i)(https?|ftp)://\\S+|www\\.\\S+\\.\\S+");
    private static final Pattern SECRET = Pattern.compile(
            "\\$(2[aby]|argon2[a-z]*|[156]|pbkdf2[^$]*|scrypt)\\$.+|(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/_=-]{24,}(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern CODE = Pattern.compile("[\\p{L}0-9]{2,20}([-_./ ][\\p{L}0-9]{1,20}){0,4}");
    private static final Pattern PERSON = Pattern.compile("\\p{Lu}[\\p{L}'.-]+( \\p{L}[\\p{L}'.-]*){1,3}");
    // K. Obermaier, J. R. R. Tolkien, Nguyen, T., Dr. Weiss, Frau Meier
    private static final Pattern SIGNED =
            Pattern.compile("(\\p{Lu}\\.[ -]?){1,3}((van|von|de|der|den|di|la|le) )*\\p{Lu}[\\p{L}'-]+"
                    + "|\\p{Lu}[\\p{L}'-]+,? (\\p{Lu}\\.[ -]?){1,3}"
                    + "|(Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme|Sr|Sra)\\.? (\\p{Lu}\\p{L}*[. -]+)*\\p{Lu}[\\p{L}'-]+");
    private static final Pattern STREET = Pattern.compile(
            "(?i)([0-9]{1,5} .*\\b(st|street|ave|avenue|road|rd|blvd|drive|lane|way)\\b.*)|.*(stra\u00dfe|strasse|str\\.|straat|weg) ?[0-9]+.*|(rue|calle|via|av\\.|avda\\.|avenida) .+");
    private static final Set<String> FIRST_NAMES =
            Set.of(("james mary john patricia robert jennifer michael linda david"
                            + " elizabeth william barbara richard susan joseph jessica thomas sarah charles karen anna peter paul maria"
                            + " hans klaus petra sabine monika ursula wolfgang stefan andreas christian martin markus laura julia lena"
                            + " jean pierre marie sophie claire luc camille nathalie jacques carlos jose luis juan ana carmen antonio"
                            + " manuel lucia pedro jan piet kees henk anneke sander daan emma sanne tom george frank steve steven mark"
                            + " nancy andrew margaret janet anne helen")
                    .split(" "));

    private final List<String> values;

    /** @param values not empty ones */
    ValueForm(List<String> values) {
        this.values = values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** What most of them are. */
    Optional<Meaning> meaning() {
        if (most(value -> EMAIL.matcher(value).matches())) {
            return Optional.of(Meaning.EMAIL);
        } else if (most(CheckDigits::isIban)) {
            return Optional.of(Meaning.IBAN);
        } else if (most(CheckDigits::isCard)) {
            return Optional.of(Meaning.CARD);
        } else if (most(value -> IP.matcher(value).matches())) {
            return Optional.of(Meaning.IP);
        } else if (most(value -> MAC.matcher(value).matches())) {
            return Optional.of(Meaning.MAC);
        } else if (most(value -> URL.matcher(value).matches())) {
            return Optional.of(Meaning.LINK);
        } else if (most(ValueForm::isPhone)) {
            return Optional.of(Meaning.PHONE);
        } else if (most(value -> SECRET.matcher(value).matches())) {
            return Optional.of(Meaning.SECRET);
        } else if (most(value -> STREET.matcher(value).matches())) {
            return Optional.of(Meaning.STREET);
        }
        return names();
    }

    private Optional<Meaning> names() {
        boolean people =
                most(value -> PERSON.matcher(value).matches()) && share(ValueForm::beginsWithFirstName) >= SOME;
        if (people || share(KnownNames::isPerson) >= SOME || share(ValueForm::isSigned) >= SOME) {
            return Optional.of(Meaning.FULL_NAME);
        } else if (KnownNames.areLast(values)) {
            return Optional.of(Meaning.LAST_NAME);
        }
        return share(value -> FIRST_NAMES.contains(value.toLowerCase(Locale.ROOT))) >= SOME
                ? Optional.of(Meaning.FIRST_NAME)
                : Optional.empty();
    }

    /** Whether any of them has a personal value inside. */
    boolean mentionsPersons() {
        return values.stream()
                .anyMatch(value -> EMAIL.matcher(value).find() || beginsWithFirstName(value) || isSigned(value));
    }

    /**
     * Whether they are a handful of words that come again and again.
     *
     * @param rows how many rows the values were taken from, at least
     */
    boolean isList(long rows) {
        Set<String> different = new HashSet<>(values);
        return !different.isEmpty()
                && different.size() <= FEW
                && rows >= 4L * different.size()
                && values.stream().noneMatch(value -> value.length() > 40);
    }

    /** Whether they are made of letters, digits and little else, as article numbers are. */
    boolean isCode() {
        return most(value -> CODE.matcher(value).matches());
    }

    private static boolean isSigned(String value) {
        return SIGNED.matcher(value).matches();
    }

    private static boolean isPhone(String value) {
        return PHONE.matcher(value).matches()
                && SEPARATED.matcher(value).matches()
                && !DATE.matcher(value).matches();
    }

    private static boolean beginsWithFirstName(String value) {
        String[] words = value.split("[ ,]", 2);
        return words.length == 2 && FIRST_NAMES.contains(words[0].toLowerCase(Locale.ROOT));
    }

    private boolean most(Predicate<String> test) {
        return share(test) >= MOST;
    }

    private double share(Predicate<String> test) {
        return values.isEmpty() ? 0 : (double) values.stream().filter(test).count() / values.size();
    }
}
