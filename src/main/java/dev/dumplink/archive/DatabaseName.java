package dev.dumplink.archive;

import java.util.regex.Pattern;

/**
 * The name under which a database is configured, asked for and filed.
 *
 * <p>1 to 40 lower-case letters, digits, {@code -} and {@code _}, beginning with a letter: it becomes part of object keys,
 * file names and shell commands, where nothing may need quoting.
 */
public record DatabaseName(String value) implements Comparable<DatabaseName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    /** @throws IllegalArgumentException if {@code value} is not a name of that form */
    public DatabaseName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a database's name is 1 to 40 lower-case letters, digits, '-' and '_',"
                    + " beginning with a letter, not '" + value + "'");
        }
    }

    @Override
    public int compareTo(DatabaseName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
