package dev.dumplink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ${NAME}} and {@code ${NAME:-default}} stand for: the variable, else the content of the file that
 * {@code NAME_FILE} names (a mounted secret, its last line end taken off), else the default. {@code $${} is {@code ${} as
 * it stands.
 */
record Environment(Map<String, String> variables) {
    private static final String MEANT = "$${";
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(:-((?:(?!\\$\\{)[^}])*))?})?");

    /** A reference that leads nowhere. */
    static final class Unset extends Exception {
        private static final long serialVersionUID = 1L;

        private Unset(String message) {
            super(message);
        }

        static Unset variable(String name) {
            return new Unset("the environment variable " + name + " is not set (nor is " + name + "_FILE)");
        }

        static Unset form() {
            return new Unset("a ${ in it begins no ${NAME} or ${NAME:-text}; write $${ where it is meant as it stands");
        }
    }

    /** @throws Unset if something referred to is not there and has no default, or is no reference */
    String expand(String text) throws Unset {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(expanded, Matcher.quoteReplacement(value(reference)));
        }
        return reference.appendTail(expanded).toString();
    }

    private String value(Matcher reference) throws Unset {
        if (reference.group().equals(MEANT)) {
            return "${";
        }
        String name = reference.group(1);
        if (name == null) {
            throw Unset.form();
        }
        String value = value(name).orElse(reference.group(3));
        if (value == null) {
            throw Unset.variable(name);
        }
        return value;
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name))
                .or(() -> Optional.ofNullable(variables.get(name + "_FILE")).map(file -> read(name + "_FILE", file)));
    }

    private static String read(String name, String file) {
        try {
            return Files.readString(Path.of(file)).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException | RuntimeException e) {
            throw new SettingsError("the file that " + name + " names cannot be read");
        }
    }
}
