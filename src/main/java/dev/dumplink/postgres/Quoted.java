package dev.dumplink.postgres;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names and texts in SQL. */
final class Quoted {
    private Quoted() {}

    /** Always in quotes: safe whatever the name is. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A setting's name, whose parts are parted by dots. */
    static String setting(String name) {
        return Stream.of(name.split("\\.", -1)).map(Quoted::name).collect(Collectors.joining("."));
    }

    /** A literal, whatever standard_conforming_strings says. */
    static String text(String text) {
        return " E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
