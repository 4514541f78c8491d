package dev.dumplink.schema;

import java.util.regex.Pattern;

/** How PostgreSQL writes names. */
final class Identifier {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    private Identifier() {}

    /** Always in quotes: safe whatever the name is, keywords included. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** In quotes only where a name needs them to be read back as it is; for people, not for SQL. */
    static String brief(String name) {
        return PLAIN.matcher(name).matches() ? name : quoted(name);
    }
}
