package dev.dumplink.masking;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What sampled numbers and dates look like, whatever the column is called. */
final class NumberForm {
    private static final double MOST = 0.6;
    private static final Pattern LONG = Pattern.compile("[1-9][0-9]{8,14}");
    private static final Pattern YEAR = Pattern.compile("(19[3-9][0-9]|200[0-9]|2010)");
    // birthdays of people who work and buy lie further apart than what a table records
    private static final int YEARS_APART = 15;

    private final List<String> values;

    NumberForm(List<String> values) {
        this.values = values;
    }

    /** Payment cards, telephones or accounts, or years in which people were born. */
    Optional<Meaning> numbers() {
        if (most(CheckDigits::isCard)) {
            return Optional.of(Meaning.CARD);
        } else if (most(value -> LONG.matcher(value).matches())) {
            return Optional.of(Meaning.PHONE);
        }
        boolean years = most(value -> YEAR.matcher(value).matches())
                && apart(values.stream()
                        .filter(value -> YEAR.matcher(value).matches())
                        .mapToLong(Long::parseLong));
        return years ? Optional.of(Meaning.BIRTH) : Optional.empty();
    }

    /** Days on which people were born. */
    boolean areBirthdays() {
        List<Integer> years =
                values.stream().flatMap(value -> year(value).stream()).toList();
        return most(value -> year(value)
                        .filter(year -> YEAR.matcher(year.toString()).matches())
                        .isPresent())
                && apart(years.stream().mapToLong(year -> year));
    }

    private static Optional<Integer> year(String value) {
        try {
            return value.length() < 10
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(value.substring(0, 10)).getYear());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean apart(LongStream years) {
        var range = years.summaryStatistics();
        return range.getCount() > 0 && range.getMax() - range.getMin() >= YEARS_APART;
    }

    private boolean most(Predicate<String> test) {
        return !values.isEmpty() && values.stream().filter(test).count() >= MOST * values.size();
    }
}
