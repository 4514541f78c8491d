package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.Map;

/** What masks tell types apart by. */
enum Kind {
    TEXT,
    INTEGER,
    NUMERIC,
    FLOAT,
    MONEY,
    BOOLEAN,
    ENUM,
    DATE,
    TIMESTAMP,
    TIME,
    INTERVAL,
    UUID,
    IP,
    MAC,
    JSON,
    XML,
    BYTEA,
    BITS,
    TSVECTOR,
    HSTORE,
    ARRAY,
    COMPOSITE,
    RANGE,
    OTHER;

    private static final Map<String, Kind> NAMES = Map.ofEntries(
            Map.entry("text", TEXT),
            Map.entry("varchar", TEXT),
            Map.entry("bpchar", TEXT),
            Map.entry("citext", TEXT),
            Map.entry("name", TEXT),
            Map.entry("int2", INTEGER),
            Map.entry("int4", INTEGER),
            Map.entry("int8", INTEGER),
            Map.entry("numeric", NUMERIC),
            Map.entry("float4", FLOAT),
            Map.entry("float8", FLOAT),
            Map.entry("money", MONEY),
            Map.entry("bool", BOOLEAN),
            Map.entry("date", DATE),
            Map.entry("timestamp", TIMESTAMP),
            Map.entry("timestamptz", TIMESTAMP),
            Map.entry("time", TIME),
            Map.entry("timetz", TIME),
            Map.entry("interval", INTERVAL),
            Map.entry("uuid", UUID),
            Map.entry("inet", IP),
            Map.entry("cidr", IP),
            Map.entry("macaddr", MAC),
            Map.entry("macaddr8", MAC),
            Map.entry("json", JSON),
            Map.entry("jsonb", JSON),
            Map.entry("xml", XML),
            Map.entry("bytea", BYTEA),
            Map.entry("bit", BITS),
            Map.entry("varbit", BITS),
            Map.entry("tsvector", TSVECTOR),
            Map.entry("hstore", HSTORE));

    /** Of the type under any domains. */
    static Kind of(DataType type) {
        DataType base = type.base();
        if (base instanceof DataType.Base plain) {
            return NAMES.getOrDefault(plain.name(), OTHER);
        } else if (base instanceof DataType.Array) {
            return ARRAY;
        } else if (base instanceof DataType.Composite) {
            return COMPOSITE;
        } else if (base instanceof DataType.Range) {
            return RANGE;
        }
        return ENUM;
    }
}
