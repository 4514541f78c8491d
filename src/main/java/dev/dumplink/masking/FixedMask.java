package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Masks whose result the value has no part in, or only a choice of: redact, constant, null and pick. */
final class FixedMask {
    private static final String REDACTED = "[redacted]";
    // enough to catch what belongs to another column; the rest shows when the dump is restored
    private static final Map<Kind, Pattern> LOOKS = Map.of(
            Kind.UUID, Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
            Kind.TIMESTAMP, Pattern.compile("\\d{4,6}-\\d\\d-\\d\\d([ T].+)?|-?infinity"),
            Kind.TIME, Pattern.compile("\\d\\d:\\d\\d.*"),
            Kind.IP, Pattern.compile("(\\d+(\\.\\d+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/\\d+)?"),
            Kind.MAC, Pattern.compile("([0-9a-fA-F]{2}:){5,7}[0-9a-fA-F]{2}"),
            Kind.BITS, Pattern.compile("[01]*"),
            Kind.BYTEA, Pattern.compile("\\\\x([0-9a-fA-F]{2})*"),
            Kind.ARRAY, Pattern.compile("[{\\[].*}", Pattern.DOTALL),
            Kind.COMPOSITE, Pattern.compile("\\(.*\\)", Pattern.DOTALL),
            Kind.RANGE, Pattern.compile("[\\[({].*[\\])}]|empty", Pattern.DOTALL));
    private static final Pattern BOOLEAN = Pattern.compile("t|f|true|false|yes|no|on|off|0|1");

    private FixedMask() {}

    private static Plan always(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Plan.lossy(keys -> (value, from, to, out) -> out.append(bytes)).escaped();
    }

    /** What says "nothing" in the column's type. */
    static Plan redact(Ask ask) {
        return always(
                switch (ask.kind()) {
                    case TEXT ->
                        ask.room() >= REDACTED.length() ? REDACTED : "***".substring(0, Math.min(3, ask.room()));
                    case XML -> REDACTED;
                    case JSON -> '"' + REDACTED + '"';
                    case INTEGER, NUMERIC, FLOAT, MONEY, INTERVAL -> "0";
                    case BOOLEAN -> "f";
                    case DATE -> "1970-01-01";
                    case TIMESTAMP -> "1970-01-01 00:00:00";
                    case TIME -> "00:00:00";
                    case UUID -> "00000000-0000-0000-0000-000000000000";
                    case IP -> "0.0.0.0";
                    case MAC -> ask.typeName().equals("macaddr8") ? "00:00:00:00:00:00:00:00" : "00:00:00:00:00:00";
                    case BYTEA -> "\\x";
                    case BITS -> ask.typeName().equals("bit") ? "0".repeat(ask.room()) : "";
                    case TSVECTOR, HSTORE -> "";
                    case RANGE -> ((DataType.Range) ask.target().type().base()).multiple() ? "{}" : "empty";
                    case ENUM, COMPOSITE, ARRAY, OTHER ->
                        throw new Unfit("has no word for " + ask.target().type().sql()
                                + (ask.target().notNull() ? "; use constant" : "; use constant or null"));
                });
    }

    /** The policy's own words. */
    static Plan constant(Ask ask) {
        String text = ask.required("value");
        ask.needsRoom(text.codePointCount(0, text.length()));
        boolean fine;
        try {
            fine = holds(ask, text);
        } catch (NumberFormatException | DateTimeException e) {
            fine = false;
        }
        if (!fine) {
            throw new Unfit(ask.target().type().sql() + " does not hold '" + text + "'");
        }
        return always(text);
    }

    private static boolean holds(Ask ask, String text) {
        return switch (ask.kind()) {
            case INTEGER -> new BigDecimal(text).scale() == 0 && inside(ask.typeName(), Long.parseLong(text));
            case NUMERIC, FLOAT, MONEY -> new BigDecimal(text).precision() > 0;
            case BOOLEAN -> BOOLEAN.matcher(text.toLowerCase(Locale.ROOT)).matches();
            case ENUM -> labels(ask).contains(text);
            case DATE -> LocalDate.parse(text).isAfter(LocalDate.MIN);
            case JSON -> Json.valid(text);
            default ->
                !LOOKS.containsKey(ask.kind())
                        || LOOKS.get(ask.kind()).matcher(text).matches();
        };
    }

    private static boolean inside(String type, long number) {
        int bits = type.equals("int2") ? 48 : type.equals("int4") ? 32 : 0;
        return number << bits >> bits == number;
    }

    static Plan empty(Ask ask) {
        if (ask.target().notNull() || refusesNull(ask.target().type())) {
            throw new Unfit("the column is NOT NULL");
        }
        return Plan.lossy(keys -> Mask.NULL);
    }

    private static boolean refusesNull(DataType type) {
        return type instanceof DataType.Domain domain && (domain.notNull() || refusesNull(domain.of()));
    }

    private static List<String> labels(Ask ask) {
        return ask.target().type().base() instanceof DataType.Enumeration enumeration
                ? enumeration.labels()
                : List.of("t", "f");
    }

    /** One of a few: the type's own, or those of the option {@code of}. */
    static Plan pick(Ask ask) {
        Kind kind = ask.needs(Kind.ENUM, Kind.BOOLEAN, Kind.TEXT);
        List<String> words = new ArrayList<>();
        ask.options().node("of").ifPresent(list -> list.forEach(word -> words.add(word.asText())));
        if (words.isEmpty() && kind == Kind.TEXT) {
            throw new Unfit("needs the option of, a list of texts");
        }
        for (String word : words) {
            ask.needsRoom(word.codePointCount(0, word.length()));
            if (!holds(ask, word)) {
                throw new Unfit(ask.target().type().sql() + " does not hold '" + word + "'");
            }
        }
        byte[][] choice = (words.isEmpty() ? labels(ask) : words)
                .stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        return Plan.lossy(keys -> {
                    Keyed keyed = keys.keyed();
                    return (value, from, to, out) ->
                            out.append(choice[keyed.start(value, from, to).below(choice.length)]);
                })
                .escaped()
                .cached();
    }
}
