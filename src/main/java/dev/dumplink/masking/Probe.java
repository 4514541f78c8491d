package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tries a mask on a few made-up values, to find those that can never satisfy a column's checks. */
final class Probe {
    private static final List<String> TEXTS =
            List.of("a", "abc", "Sample Value", "someone@example.com", "+1 202 555 0100", "12345", "AB-123");
    private static final List<String> NUMBERS = List.of("1", "20", "300");
    private static final List<String> DATES = List.of("1985-06-15", "2020-02-29");
    private static final List<String> TIMES = List.of("1985-06-15 12:00:00", "2020-02-29 01:02:03");
    private static final List<String> ZONED_TIMES = List.of("1985-06-15 12:00:00+00", "2020-02-29 01:02:03+00");

    private Probe() {}

    static void run(ColumnName name, DataType type, Mask mask, List<Condition> checks, Findings findings) {
        List<String> values = values(type);
        FieldMask field = FieldMask.of(name.toString(), mask, checks);
        if (!values.isEmpty() && values.stream().noneMatch(value -> passes(field, value))) {
            findings.add(
                    name,
                    "the mask gives no value that the checks on this column accept",
                    "choose a mask or options whose values they accept");
        }
    }

    private static boolean passes(FieldMask field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        try {
            field.apply(bytes, 0, bytes.length);
            return true;
        } catch (MaskingFailed e) {
            return false;
        }
    }

    private static List<String> values(DataType type) {
        if (!(type.base() instanceof DataType.Base base)) {
            return List.of();
        }
        return switch (base.name()) {
            case "text", "varchar", "bpchar", "citext" -> TEXTS;
            case "int2", "int4", "int8", "numeric", "float4", "float8" -> NUMBERS;
            case "date" -> DATES;
            case "timestamp" -> TIMES;
            case "timestamptz" -> ZONED_TIMES;
            default -> List.of();
        };
    }
}
