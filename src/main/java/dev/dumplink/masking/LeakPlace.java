package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import java.util.Set;

/**
 * Where a scan looks.
 *
 * @param name as a finding says it
 * @param kept whether its values are real ones on purpose
 * @param forms whether values are told by their form there
 * @param number whether it holds numbers only, where a number that was sampled as text is met by chance
 */
record LeakPlace(String name, boolean kept, boolean forms, boolean number) {
    private static final Set<String> TEXTS =
            Set.of("text", "varchar", "bpchar", "citext", "json", "jsonb", "hstore", "xml", "name");
    private static final Set<String> NUMBERS =
            Set.of("int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid");

    static LeakPlace of(ColumnName name, CompiledColumn column) {
        boolean kept = column.mask().isEmpty();
        DataType type = column.type().base();
        DataType inner = type instanceof DataType.Array array ? array.element().base() : type;
        String base = inner instanceof DataType.Base plain ? plain.name() : "";
        boolean texts = TEXTS.contains(base) || inner instanceof DataType.Composite;
        return new LeakPlace(name.toString(), kept, kept && texts, NUMBERS.contains(base));
    }

    static LeakPlace schema() {
        return new LeakPlace(ScanException.SCHEMA, true, false, false);
    }

    /** Whether no value but a {@link Strength#UNIQUE} one says anything here. */
    boolean uniqueOnly() {
        return !kept;
    }

    /** Whether a value of that strength says something here. */
    boolean counts(LeakIndex.Entry entry, boolean wholeField) {
        return switch (entry.strength()) {
            case NONE -> false;
            case WORD -> kept && wholeField && !name.equals(ScanException.SCHEMA);
            case PHRASE -> kept && !number;
            case UNIQUE -> true;
        };
    }
}
