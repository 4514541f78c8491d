package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A column and what the policy says of it, in the words a mask decides by. */
record Ask(MaskTarget target, MaskOptions options) {
    /** More characters than any value has. */
    static final int ENDLESS = Integer.MAX_VALUE;

    private static final Set<String> ALWAYS_THE_SAME = Set.of("redact", "constant", "pick");

    /** A string of any length, as inside JSON. */
    static final MaskTarget TEXT = target("text");

    /** A number of any size, as inside JSON. */
    static final MaskTarget NUMERIC = target("numeric");

    private static MaskTarget target(String type) {
        OptionalInt none = OptionalInt.empty();
        return new MaskTarget(new DataType.Base("pg_catalog", type, type, none, none, none), false, false);
    }

    Kind kind() {
        return Kind.of(target.type());
    }

    /** The type's own name, e.g. {@code int4}; empty unless it is a plain one. */
    String typeName() {
        return target.type().base() instanceof DataType.Base base ? base.name() : "";
    }

    /** Goes on only for these. */
    Kind needs(Kind first, Kind... more) {
        Set<Kind> fine = EnumSet.of(first, more);
        if (!fine.contains(kind())) {
            String names = fine.stream().map(Ask::word).collect(Collectors.joining(", "));
            throw new Unfit(
                    "masks " + names + "; the column is " + target.type().sql() + remedy());
        }
        return kind();
    }

    private String remedy() {
        return switch (kind()) {
            case TSVECTOR -> ", which repeats the words it was made of" + use("redact", "null");
            case JSON -> use("json", "redact", "null");
            case COMPOSITE -> use("composite", "null");
            case XML, BYTEA -> use("redact", "constant", "hash", "null");
            case INTERVAL, TIME, BITS -> use("redact", "constant", "null");
            case OTHER -> use("constant", "null");
            case ENUM, BOOLEAN -> use("pick", "constant", "null");
            case HSTORE -> use("hstore", "redact", "null");
            default -> "";
        };
    }

    /** Those of these masks that the column takes. */
    private String use(String... masks) {
        List<String> fine = Arrays.stream(masks)
                .filter(mask -> !(mask.equals("null") && target.notNull()))
                .filter(mask -> !(target.unique() && ALWAYS_THE_SAME.contains(mask)))
                .toList();
        return fine.isEmpty()
                ? ": keep it, or write rows: none"
                : ": use " + String.join(", ", fine).replaceFirst(", ([^,]*)$", " or $1");
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** How many characters the column holds. */
    int room() {
        if (!(target.type().base() instanceof DataType.Base base)) {
            return ENDLESS;
        }
        return base.name().equals("name") ? 63 : base.length().orElse(ENDLESS);
    }

    /** Goes on only where so many characters fit. */
    void needsRoom(int characters) {
        if (room() < characters) {
            throw new Unfit("needs " + characters + " characters; the column holds " + room());
        }
    }

    /** Whether rows must stay different: the column says so, or the policy does by {@code unique: true}. */
    boolean unique() {
        return target.unique() || flag("unique");
    }

    private boolean flag(String name) {
        return options.text(name)
                .map(text -> oneOf(name, text, "true", "false"))
                .orElse("false")
                .equals("true");
    }

    /** An option that has few values; the first is what it is when nothing is said. */
    String choice(String name, String... values) {
        return oneOf(name, options.text(name).orElse(values[0]), values);
    }

    private static String oneOf(String name, String text, String... values) {
        if (!Arrays.asList(values).contains(text)) {
            throw new Unfit(name + " is one of " + String.join(", ", values) + ", not '" + text + "'");
        }
        return text;
    }

    /** An option that is a whole number. */
    int whole(String name, int otherwise, int least, int most) {
        String text = options.text(name).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Unfit(name + " is a number from " + least + " to " + most + ", not '" + text + "'");
    }

    /** An option that must be given. */
    String required(String name) {
        return options.text(name).orElseThrow(() -> new Unfit("needs the option " + name));
    }

    Region region() {
        return Region.of(options.text("locale").orElse("en"));
    }
}
