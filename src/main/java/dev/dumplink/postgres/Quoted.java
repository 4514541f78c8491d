package dev.dumplink.postgres;

/** Names in SQL that people are given. */
final class Quoted {
    private Quoted() {}

    /** Always in quotes: safe whatever the name is. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
