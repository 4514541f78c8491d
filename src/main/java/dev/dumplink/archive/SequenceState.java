package dev.dumplink.archive;

/**
 * How far a sequence has come.
 *
 * @param schema without quotes
 * @param name without quotes
 * @param called whether {@code last} has been handed out, so that the next value is another
 */
public record SequenceState(String schema, String name, long last, boolean called) {
    /** The statement that sets it. */
    String sql() {
        String literal = SqlName.of(schema, name).replace("'", "''");
        return "SELECT pg_catalog.setval('" + literal + "', " + last + ", " + called + ");\n";
    }
}
