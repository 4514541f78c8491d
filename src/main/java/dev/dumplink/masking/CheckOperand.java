package dev.dumplink.masking;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/**
 * One side of a comparison in a check: what it is for a value of the column, as text.
 *
 * @param kind how it compares
 * @param of from the column's value
 */
record CheckOperand(Kind kind, UnaryOperator<String> of) {
    /** How values compare. */
    enum Kind {
        NUMBER,
        /** Without a time zone. */
        TIME,
        ZONED_TIME,
        TEXT,
        CASELESS_TEXT,
        /** A literal, which takes the other side's kind. */
        LITERAL;

        static Kind ofType(String name) {
            return switch (name) {
                case "int2", "int4", "int8", "numeric", "smallint", "integer", "bigint", "float4", "float8", "real" ->
                    NUMBER;
                case "date", "timestamp" -> TIME;
                case "timestamptz" -> ZONED_TIME;
                case "citext" -> CASELESS_TEXT;
                case "text", "varchar", "bpchar", "char", "character", "name" -> TEXT;
                default -> throw new SqlTokens.Undecidable();
            };
        }

        boolean isText() {
            return this == TEXT || this == CASELESS_TEXT || this == LITERAL;
        }

        /** The kind in which two sides compare. */
        Kind with(Kind other) {
            if (this == other || other == LITERAL) {
                return this;
            }
            if (this == LITERAL) {
                return other;
            }
            if (isText() && other.isText()) {
                return CASELESS_TEXT;
            }
            throw new SqlTokens.Undecidable();
        }
    }

    /** A comparison's sign, for results that are ordered; text has no order that does not depend on a collation. */
    static boolean compare(Kind kind, String sign, String one, String other) {
        int order = order(kind, one, other);
        return switch (sign) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new SqlTokens.Undecidable();
        };
    }

    private static int order(Kind kind, String one, String other) {
        return switch (kind) {
            case NUMBER -> new BigDecimal(one).compareTo(new BigDecimal(other));
            case TIME -> time(one).compareTo(time(other));
            case ZONED_TIME -> zoned(one).compareTo(zoned(other));
            case CASELESS_TEXT -> one.compareToIgnoreCase(other);
            case TEXT, LITERAL -> one.compareTo(other);
        };
    }

    private static LocalDateTime time(String text) {
        return text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static LocalDateTime zoned(String text) {
        String iso = text.replace(' ', 'T').replaceFirst("([+-][0-9]{2})$", "$1:00");
        return OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    /** Whether a literal can be read in that kind. */
    static void requireReadable(Kind kind, String literal) {
        try {
            order(kind, literal, literal);
        } catch (DateTimeException | NumberFormatException e) {
            throw new SqlTokens.Undecidable();
        }
    }
}
