package dev.dumplink.archive;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types of entries that pg_dump 9.0 to 18 write without data, as data: kept, or left out and why. */
final class EntryTypes {
    private static final Set<String> KEPT = Set.of(
            "ENCODING",
            "STDSTRINGS",
            "SEARCHPATH",
            "DATABASE",
            "SCHEMA",
            "EXTENSION",
            "TYPE",
            "SHELL TYPE",
            "DOMAIN",
            "FUNCTION",
            "PROCEDURE",
            "AGGREGATE",
            "OPERATOR",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "CAST",
            "COLLATION",
            "CONVERSION",
            "TRANSFORM",
            "ACCESS METHOD",
            "PROCEDURAL LANGUAGE",
            "TEXT SEARCH PARSER",
            "TEXT SEARCH TEMPLATE",
            "TEXT SEARCH DICTIONARY",
            "TEXT SEARCH CONFIGURATION",
            "TABLE",
            "TABLE ATTACH",
            "SEQUENCE",
            "SEQUENCE OWNED BY",
            "VIEW",
            "MATERIALIZED VIEW",
            "DEFAULT",
            "CONSTRAINT",
            "CHECK CONSTRAINT",
            "FK CONSTRAINT",
            "INDEX",
            "INDEX ATTACH",
            "STATISTICS",
            "RULE",
            "TRIGGER",
            "POLICY",
            "ROW SECURITY",
            "COMMENT");

    private static final String SECRETS = "can hold connection strings and passwords";
    private static final String VALUES = "holds values of rows";
    private static final String ROLES = "names roles of the source";
    private static final String REPLICATION = "is about replication, which is the source's";
    private static final String OBJECTS = "large objects cannot be masked";

    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            entry("ACL", ROLES),
            entry("DEFAULT ACL", ROLES),
            entry("SECURITY LABEL", "labels of extensions that watch over the source"),
            entry("DATABASE PROPERTIES", "can hold secrets, and the mark that this is production"),
            entry("EVENT TRIGGER", "acts on whatever is restored next, and needs a superuser"),
            entry("PUBLICATION", REPLICATION),
            entry("PUBLICATION TABLE", REPLICATION),
            entry("PUBLICATION TABLES IN SCHEMA", REPLICATION),
            entry("SUBSCRIPTION", SECRETS),
            entry("SUBSCRIPTION TABLE", REPLICATION),
            entry("FOREIGN DATA WRAPPER", SECRETS),
            entry("SERVER", SECRETS),
            entry("USER MAPPING", SECRETS),
            entry("FOREIGN TABLE", "its rows lie on another server"),
            entry("STATISTICS DATA", VALUES),
            entry("BLOB", OBJECTS),
            entry("BLOBS", OBJECTS),
            entry("BLOB COMMENTS", OBJECTS),
            entry("BLOB METADATA", OBJECTS));

    private EntryTypes() {}

    static boolean keeps(String type) {
        return KEPT.contains(type);
    }

    /** Why entries of that type stay away; empty for those that are kept or unknown. */
    static Optional<String> leavesOut(String type) {
        return Optional.ofNullable(LEFT_OUT.get(type));
    }
}
