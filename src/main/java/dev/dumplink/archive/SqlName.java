package dev.dumplink.archive;

/** Names as SQL reads them, whatever they are. */
final class SqlName {
    private SqlName() {}

    static String of(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
