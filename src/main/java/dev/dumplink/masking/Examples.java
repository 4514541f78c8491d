package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Values of a type, made up with an eye on what checks say of them: their words, what their patterns describe, texts as
 * long as their numbers, and what lies beside and between their limits. Some satisfy the checks, most do not.
 */
final class Examples {
    private static final List<String> TEXTS =
            List.of("a", "abc", "Sample Value", "someone@example.com", "+1 202 555 0100", "12345", "AB-123");
    private static final List<String> NUMBERS = List.of("1", "20", "300");
    private static final List<String> DATES = List.of("1985-06-15", "2020-02-29");
    private static final List<String> LOOKS = List.of("sample ", "Sample", "SAMPLE", "1234567890", "s1a2m3", "S1A2M3");
    private static final Pattern STRING = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.'])\\(?-?[0-9]+(\\.[0-9]+)?(?![\\w'])");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int[] DAYS = {-400, -20, -1, 0, 1, 20, 400};
    private static final int LONGEST = 200;
    private static final int VARIANTS = 3;

    private Examples() {}

    /** @param definitions of the checks, as {@code pg_get_constraintdef} tells them */
    static List<String> of(DataType type, List<String> definitions) {
        if (!(type.base() instanceof DataType.Base base)) {
            return List.of();
        }
        String checks = String.join(" ", definitions);
        return switch (base.name()) {
            case "text", "varchar", "bpchar", "citext" ->
                texts(checks, base.length().orElse(LONGEST));
            case "int2", "int4", "int8" ->
                numbers(checks).filter(number -> !number.contains(".")).toList();
            case "numeric", "float4", "float8" -> numbers(checks).toList();
            case "date" -> dates(checks, day -> day);
            case "timestamp" -> dates(checks, day -> day + " 01:02:03");
            case "timestamptz" -> dates(checks, day -> day + " 01:02:03+00");
            default -> List.of();
        };
    }

    private static List<String> texts(String checks, int most) {
        Stream<String> quoted = found(STRING, checks)
                .map(literal -> literal.substring(1, literal.length() - 1).replace("''", "'"))
                .flatMap(Examples::described);
        Stream<String> measured = numbers(checks)
                .filter(number -> number.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .filter(length -> length > 0 && length <= LONGEST)
                .flatMap(length -> LOOKS.stream()
                        .map(look -> look.repeat(length / look.length() + 1).substring(0, length)));
        return Stream.of(TEXTS.stream(), quoted, measured)
                .flatMap(each -> each)
                .filter(text -> text.length() <= most)
                .distinct()
                .toList();
    }

    /** The words of a check, or what its pattern describes. */
    private static Stream<String> described(String literal) {
        return Stream.of(
                        Stream.of(literal),
                        IntStream.range(0, VARIANTS).mapToObj(variant -> PatternExample.of(literal, variant)),
                        Stream.of(literal.replace("%", "x").replace('_', 'x'), literal.replace("%", "")))
                .flatMap(each -> each);
    }

    private static Stream<String> numbers(String checks) {
        List<BigDecimal> limits = found(NUMBER, checks)
                .map(number -> new BigDecimal(number.replace("(", "")))
                .distinct()
                .sorted()
                .toList();
        List<BigDecimal> all = new ArrayList<>(limits);
        for (int i = 0; i < limits.size(); i++) {
            all.add(limits.get(i).add(BigDecimal.ONE));
            all.add(limits.get(i).subtract(BigDecimal.ONE));
            BigDecimal next = limits.get(Math.min(i + 1, limits.size() - 1));
            all.add(limits.get(i).add(next).divide(BigDecimal.valueOf(2), 0, RoundingMode.HALF_UP));
        }
        return Stream.concat(NUMBERS.stream(), all.stream().map(BigDecimal::toPlainString))
                .distinct();
    }

    private static List<String> dates(String checks, UnaryOperator<String> written) {
        List<LocalDate> limits =
                found(DATE, checks).flatMap(Examples::date).distinct().toList();
        return Stream.concat(
                        DATES.stream(),
                        limits.stream()
                                .flatMap(limit -> IntStream.of(DAYS).mapToObj(limit::plusDays))
                                .map(LocalDate::toString)
                                .filter(day -> day.length() == 10))
                .distinct()
                .map(written)
                .toList();
    }

    private static Stream<LocalDate> date(String text) {
        try {
            return Stream.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group());
    }
}
