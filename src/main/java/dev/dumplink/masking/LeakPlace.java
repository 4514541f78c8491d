package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a scan looks.
 *
 * @param name as a finding says it
 * @param forms by which values are told there
 * @param money whether numbers are written as money there
 */
record LeakPlace(String name, Holds holds, Set<Shape> forms, boolean money) {
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "citext", "xml", "name", "bytea");
    private static final Set<String> PARTS = Set.of("json", "jsonb", "hstore", "tsvector");
    private static final String MONEY = "money";
    private static final Set<String> NUMBERS =
            Set.of("int2", "int4", "int8", "numeric", "float4", "float8", MONEY, "oid");
    private static final int SAID_ONCE = 10;

    /** What is there. */
    enum Holds {
        TEXT,
        /** Real values that are parts of something: members, elements, fields, lexemes. */
        PARTS,
        /** Numbers only, where one that was sampled is met by chance. */
        NUMBERS,
        /** Real values of other types. */
        OTHER,
        /** Definitions and comments. */
        SCHEMA,
        /** Values that were made up, with or without parts that stayed. */
        MASKED
    }

    /** What it says that a value is met. */
    enum Weight {
        NOTHING,
        /** Somebody else's value would not be this one. */
        SURE,
        /** A word, as it is written. */
        WORD,
        /** A word, but for small letters and capitals. */
        OTHER_CASE,
        /** A long word inside a text. */
        RARE,
        /** Many digits in groups. */
        PHONE,
        /** So many in one that a few rows do not have them by chance. */
        LONG_NUMBER,
        NUMBER
    }

    /** How a value is written where it is met. */
    enum Written {
        AS_SAMPLED,
        /** In small letters all of it, which it was not. */
        SMALL,
        /** In small letters, and joined by what is no blank, as an address or a name of a file is. */
        JOINED,
        OTHERWISE
    }

    static LeakPlace of(ColumnName name, CompiledColumn column, Inside inside) {
        String text = name.toString();
        if (column.mask().isPresent()) {
            return new LeakPlace(
                    text,
                    inside.keeps() && inside.inventsNothing() ? Holds.PARTS : Holds.MASKED,
                    inside.telling(),
                    false);
        }
        DataType type = column.type().base();
        Holds holds = holds(type);
        Set<Shape> forms =
                switch (holds) {
                    case TEXT, PARTS -> EnumSet.allOf(Shape.class);
                    case NUMBERS -> EnumSet.of(Shape.CARD);
                    default -> EnumSet.noneOf(Shape.class);
                };
        return new LeakPlace(text, holds, forms, base(type).equals(MONEY));
    }

    private static Holds holds(DataType type) {
        if (type instanceof DataType.Array array) {
            Holds element = holds(array.element().base());
            return element == Holds.TEXT ? Holds.PARTS : element;
        } else if (type instanceof DataType.Composite) {
            return Holds.PARTS;
        }
        String base = base(type);
        if (TEXTS.contains(base)) {
            return Holds.TEXT;
        } else if (PARTS.contains(base)) {
            return Holds.PARTS;
        }
        return NUMBERS.contains(base) ? Holds.NUMBERS : Holds.OTHER;
    }

    private static String base(DataType type) {
        return type instanceof DataType.Base plain ? plain.name() : "";
    }

    /** A definition. @param name what it defines */
    static LeakPlace schema(String name) {
        return new LeakPlace(name, Holds.SCHEMA, EnumSet.allOf(Shape.class), false);
    }

    /** Whether no value but a {@link Strength#UNIQUE} one says anything here. */
    boolean uniqueOnly() {
        return holds == Holds.MASKED;
    }

    /** Numbers that are no texts need to be of a card's usual length, and several. */
    boolean strictCards() {
        return holds == Holds.NUMBERS || holds == Holds.SCHEMA;
    }

    /**
     * What a value says here.
     *
     * @param whole whether it is a whole field, or a whole part of one
     * @param written whether as it was sampled
     */
    Weight weight(LeakIndex.Entry entry, boolean whole, Written written) {
        boolean exact = written == Written.AS_SAMPLED;
        boolean texts = holds == Holds.TEXT || holds == Holds.PARTS || holds == Holds.OTHER;
        Weight word = !texts || !whole ? Weight.NOTHING : exact ? Weight.WORD : Weight.OTHER_CASE;
        return switch (entry.strength()) {
            case NONE -> Weight.NOTHING;
            case WORD -> word;
            case RARE -> rare(entry, exact, texts, word);
            case NUMBER -> whole && (texts || holds == Holds.NUMBERS) ? Weight.NUMBER : Weight.NOTHING;
            case PHRASE -> phrase(entry, whole, entry.wordsOnly() ? words(written, texts, word) : Weight.SURE);
            case UNIQUE -> Weight.SURE;
        };
    }

    /** What a phone number in another way of writing says here. */
    Weight weight(PhoneIndex.Telling telling, boolean whole) {
        Weight column = whole && holds != Holds.SCHEMA ? Weight.NUMBER : Weight.NOTHING;
        if (holds == Holds.NUMBERS) {
            return column;
        }
        return switch (telling) {
            case ALONE -> Weight.SURE;
            case GROUPED -> holds == Holds.SCHEMA ? Weight.SURE : Weight.PHONE;
            case LONG_RUN -> holds == Holds.SCHEMA ? Weight.SURE : Weight.LONG_NUMBER;
            case RUN -> holds == Holds.SCHEMA ? Weight.NOTHING : Weight.NUMBER;
            case AS_A_COLUMN -> column;
        };
    }

    /** Whether phone numbers may stand here. */
    boolean dials() {
        return holds != Holds.OTHER && holds != Holds.MASKED;
    }

    private static Weight words(Written written, boolean texts, Weight word) {
        return switch (written) {
            case SMALL -> word;
            case JOINED -> texts ? Weight.RARE : Weight.NOTHING;
            case AS_SAMPLED, OTHERWISE -> Weight.SURE;
        };
    }

    private Weight rare(LeakIndex.Entry entry, boolean exact, boolean texts, Weight word) {
        if (holds == Holds.SCHEMA) {
            return exact && entry.value().length >= SAID_ONCE ? Weight.SURE : Weight.NOTHING;
        }
        return texts && word == Weight.NOTHING ? Weight.RARE : word;
    }

    /** @param text what it says in texts: small letters make other words of names, of Mark Hill for instance */
    private Weight phrase(LeakIndex.Entry entry, boolean whole, Weight text) {
        return switch (holds) {
            case MASKED -> Weight.NOTHING;
            case NUMBERS -> entry.sparse() && whole ? Weight.NUMBER : Weight.NOTHING;
            case SCHEMA -> entry.common() ? Weight.NOTHING : text;
            default -> text;
        };
    }
}
