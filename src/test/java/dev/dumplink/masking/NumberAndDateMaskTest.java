package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.misfit;
import static dev.dumplink.masking.MaskFixture.numeric;
import static dev.dumplink.masking.MaskFixture.type;
import static dev.dumplink.masking.MaskFixture.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberAndDateMaskTest {
    @Test
    void noiseStaysWithinItsRatioAndMoves() {
        UnaryOperator<String> mask = mask("number", numeric(12, 2), "{within: 10%}");
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            BigDecimal value = BigDecimal.valueOf(1 + random.nextInt(1_000_000_000), 2);
            BigDecimal masked = new BigDecimal(mask.apply(value.toPlainString()));
            BigDecimal reach = value.movePointLeft(1).max(new BigDecimal("0.01"));
            assertThat(masked).isNotEqualTo(value).isPositive();
            assertThat(masked.subtract(value).abs()).isLessThanOrEqualTo(reach.add(new BigDecimal("0.005")));
            assertThat(masked.scale()).isEqualTo(2);
        }
    }

    @Test
    void noiseStaysWithinItsAmountAndSign() {
        UnaryOperator<String> mask = mask("number", type("int4"), "{within: 5}");
        for (int value = -200; value <= 200; value++) {
            int masked = Integer.parseInt(mask.apply(Integer.toString(value)));
            assertThat(Math.abs(masked - value)).isLessThanOrEqualTo(5);
            assertThat(Integer.signum(masked)).isEqualTo(Integer.signum(value));
            assertThat(masked == value).isEqualTo(value == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"int2,32767", "int2,-32768", "int4,2147483647", "int8,9223372036854775807", "int8,-9223372036854775808"
    })
    void noiseStaysInsideOfTheType(String type, String value) {
        BigDecimal masked =
                new BigDecimal(mask("number", type(type), "{within: 50%}").apply(value));
        int bits = 8 * Integer.parseInt(type.substring(3)) - 1;
        BigDecimal most = BigDecimal.valueOf(2).pow(bits);
        assertThat(masked)
                .isBetween(most.negate(), most.subtract(BigDecimal.ONE))
                .isNotEqualTo(new BigDecimal(value));
    }

    @Test
    void noiseStaysInsideOfThePrecision() {
        UnaryOperator<String> mask = mask("number", numeric(4, 2), "{within: 100%}");
        for (int i = 9_000; i < 10_000; i++) {
            String masked = mask.apply(BigDecimal.valueOf(i, 2).toPlainString());
            assertThat(new BigDecimal(masked)).isLessThan(new BigDecimal("100"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "numeric, NaN, NaN",
        "float8, Infinity, Infinity",
        "float8, -Infinity, -Infinity",
        "int4, 0, 0",
        "float8, 1e+20, '\\d(\\.\\d+)?E\\+(20|19)'",
        "float8, 1.5e-07, '1\\.\\d+E-7'",
        "numeric, 123456789012345678901234567890.123, '1\\d{29}\\.\\d{3}'",
        "money, '$1,234.56', '\\$1\\d{3}\\.\\d\\d'",
        "money, '-$1,234.56', '-\\$1\\d{3}\\.\\d\\d'",
        "money, '1.234,56 €', '1\\d{3},\\d\\d €'",
        "money, '¥1,234', '¥1\\d{3}'",
        "text, about 5 years, '[a-z]{5} \\d [a-z]{5}'",
    })
    void oddNumbersHaveAnAnswer(String type, String value, String pattern) {
        assertThat(mask("number", type(type), "{within: 20%}").apply(value)).matches(pattern);
    }

    @Test
    void numbersOfARangeFillIt() {
        UnaryOperator<String> mask = mask("number", numeric(6, 2), "{from: -1.5, to: 2.25}");
        for (int i = 0; i < 2_000; i++) {
            assertThat(new BigDecimal(mask.apply(Integer.toString(i))))
                    .isBetween(new BigDecimal("-1.5"), new BigDecimal("2.25"));
        }
        UnaryOperator<String> die = mask("number", type("int2"), "{from: 1, to: 6}");
        assertThat(new Random(1).ints(100).mapToObj(Integer::toString).map(die).distinct())
                .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
    }

    @Test
    void refusesOptionsThatCannotBe() {
        MaskTarget ints = column(type("int2"));
        assertThat(misfit("number", ints, "{}")).isEqualTo("needs the option within");
        assertThat(misfit("number", ints, "{within: some}")).contains("within is a number, not 'some'");
        assertThat(misfit("number", ints, "{within: 101%}")).contains("at most 100%");
        assertThat(misfit("number", ints, "{within: 5, from: 1, to: 2}")).contains("not both");
        assertThat(misfit("number", ints, "{from: 2, to: 1}")).contains("must not be above");
        assertThat(misfit("number", ints, "{from: 1, to: 40000}")).contains("int2 does not hold");
        assertThat(misfit("number", ints, "{from: 0.5, to: 1}")).contains("int2 does not hold");
        assertThat(misfit("number", column(varchar(9)), "{within: 5}")).contains("use digits");
        assertThat(misfit("date", column(type("date")), "{within: soon}")).contains("30d, not 'soon'");
        assertThat(misfit("date", column(type("date")), "{to: week}")).contains("one of day, month, year, decade");
        assertThat(misfit("date", column(type("date")), "{to: year, within: 3d}"))
                .contains("not both");
        assertThat(misfit("date", column(type("time")), "{}")).contains("use redact");
    }

    @Test
    void datesMoveByAtMostSoManyDaysAndNeverByNone() {
        UnaryOperator<String> mask = mask("date", type("date"), "{within: 10d}");
        LocalDate start = LocalDate.of(1960, 1, 1);
        for (int i = 0; i < 20_000; i++) {
            LocalDate value = start.plusDays(i);
            long away = Math.abs(ChronoUnit.DAYS.between(value, LocalDate.parse(mask.apply(value.toString()))));
            assertThat(away).isBetween(1L, 10L);
        }
    }

    @Test
    void timesOfDayDoNotStayButMidnightsDo() {
        UnaryOperator<String> mask = mask("date", type("timestamp"), "{within: 10d}");
        int same = 0;
        for (int i = 0; i < 2_000; i++) {
            LocalDateTime value = LocalDateTime.of(2020, 1, 1, 10, 11, 12).plusHours(i * 7L);
            LocalDateTime masked = LocalDateTime.parse(
                    mask.apply(value.toString().replace('T', ' ')).replace(' ', 'T'));
            assertThat(Math.abs(ChronoUnit.SECONDS.between(value, masked))).isBetween(1L, 10 * 86_400L);
            same += masked.toLocalTime().equals(value.toLocalTime()) ? 1 : 0;
        }
        assertThat(same).isLessThan(5);
        assertThat(mask.apply("2020-01-01 00:00:00")).endsWith(" 00:00:00");
    }

    @ParameterizedTest
    @CsvSource({
        "timestamptz, 2026-11-22 10:00:00.5+01, '20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d\\+01'",
        "timestamptz, 2026-11-22 10:00:00.123456-03:30, '20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}-03:30'",
        "timestamp, 0044-03-15 12:00:00 BC, '0044-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d BC'",
        "timestamp, 294276-12-31 23:59:59.999999, '2942\\d\\d-\\d\\d-\\d\\d .*'",
        "date, 5874897-12-31, '5874897-\\d\\d-\\d\\d'",
        "date, 4713-01-01 BC, '4713-0\\d-\\d\\d BC'",
        "date, infinity, infinity",
        "timestamp, -infinity, -infinity",
        "text, 1999-12-31, '(1999|2000)-\\d\\d-\\d\\d'",
        "text, 31.12.1999, '\\d\\d\\.\\d\\d\\.\\d{4}'",
        "text, 2001-02-31, '\\d{4}-\\d\\d-\\d\\d'",
        "text, last spring, '[a-z]{4} [a-z]{6}'",
    })
    void oddDatesHaveAnAnswer(String type, String value, String pattern) {
        assertThat(mask("date", type(type)).apply(value)).matches(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "month, 2026-11-22, 2026-11-01",
        "year, 2026-11-22, 2026-01-01",
        "decade, 2026-11-22, 2020-01-01",
        "year, 2026-11-22 10:11:12.5+01, 2026-01-01 00:00:00.0+01",
        "decade, 0044-03-15 BC, 0051-01-01 BC",
    })
    void datesCanBeMadeCoarse(String to, String value, String coarse) {
        assertThat(mask("date", type("timestamptz"), "{to: " + to + "}").apply(value))
                .isEqualTo(coarse);
    }

    @Test
    void rangesKeepTheOrderOfTheirBounds() {
        UnaryOperator<String> dates = mask("date", range("date", false), "{within: 30d}");
        assertThat(dates.apply("[2026-01-01,2026-01-05)")).matches("\\[\\d{4}-\\d\\d-\\d\\d,\\d{4}-\\d\\d-\\d\\d\\)");
        String[] bounds = dates.apply("[2026-01-01,2026-01-05)").split("[\\[,)]");
        assertThat(ChronoUnit.DAYS.between(LocalDate.parse(bounds[1]), LocalDate.parse(bounds[2])))
                .isEqualTo(4);
        assertThat(dates.apply("empty")).isEqualTo("empty");
        assertThat(dates.apply("(,)")).isEqualTo("(,)");
        assertThat(dates.apply("[2026-01-01,)")).matches("\\[\\d{4}-\\d\\d-\\d\\d,\\)");
        UnaryOperator<String> times = mask("date", range("timestamptz", false));
        assertThat(times.apply("[\"2026-01-01 00:00:00+00\",\"2026-01-01 00:30:00+00\")"))
                .matches("\\[\"[-0-9]+ [:0-9]+\\+00\",\"[-0-9]+ [:0-9]+\\+00\"\\)");
        UnaryOperator<String> numbers = mask("number", range("int4", false), "{within: 50%}");
        for (int i = -50; i < 50; i++) {
            for (int k = i; k < 50; k++) {
                String[] parts = numbers.apply("[" + i + "," + k + ")").split("[\\[,)]");
                assertThat(Integer.parseInt(parts[1])).isLessThanOrEqualTo(Integer.parseInt(parts[2]));
            }
        }
        UnaryOperator<String> many = mask("number", range("int4", true), "{within: 3}");
        assertThat(many.apply("{[1,3),[10,20)}")).matches("\\{\\[\\d+,\\d+\\),\\[\\d+,\\d+\\)}");
        assertThat(misfit("number", column(range("int4", false)), "{from: 1, to: 2}"))
                .contains("within alone");
        assertThat(misfit("text", column(range("int4", false)), "{}")).isNotEmpty();
    }

    private static DataType.Range range(String of, boolean multiple) {
        return new DataType.Range(of + "range", type(of), multiple);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int2", "int4", "int8", "text"})
    void digitsOfShortNumbersAreOthersOneForOne(String type) {
        UnaryOperator<String> mask = mask("digits", type(type));
        List<String> values =
                IntStream.range(0, 10_000).mapToObj(Integer::toString).toList();
        List<String> masked = values.stream().map(mask).toList();
        assertThat(masked).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, values.size()))
                .noneMatch(i -> values.get(i).equals(masked.get(i)));
        if (!type.equals("text")) {
            assertThat(masked).containsExactlyInAnyOrderElementsOf(values);
        }
    }

    @Test
    void digitsOfNumbersKeepTheirCount() {
        UnaryOperator<String> mask = mask("digits", type("int8"));
        for (String value : List.of("7", "-7", "42", "4930123456", "-9223372036854775808", "9223372036854775807")) {
            String masked = mask.apply(value);
            assertThat(Long.toString(Long.parseLong(masked))).isEqualTo(masked).hasSameSizeAs(value);
        }
        assertThat(mask("digits", numeric(6, 2)).apply("1234.50")).matches("[1-9]\\d{3}\\.\\d\\d");
    }
}
