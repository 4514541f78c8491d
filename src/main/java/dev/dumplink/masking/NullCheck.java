package dev.dumplink.masking;

import dev.dumplink.masking.SqlTokens.Token;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells whether a check that held still does after some of its columns were emptied. A comparison with NULL is neither true
 * nor false, whatever is on its other side; as long as no comparison becomes false, AND, OR and NOT of them do not either,
 * and a check that is not false holds.
 */
final class NullCheck {
    private static final Set<String> LOGIC = Set.of("AND", "OR", "NOT", "CHECK");
    // of each it is known that NULL in gives NULL out
    private static final Set<String> STRICT = Set.of(
            "length",
            "char_length",
            "character_length",
            "octet_length",
            "lower",
            "upper",
            "btrim",
            "abs",
            "round",
            "now");
    private static final Set<String> MOMENTS = Set.of("CURRENT_DATE", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP");
    private static final Set<String> SIGNS = Set.of(
            "=", "<>", "<", "<=", ">", ">=", "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "!~~*", "+", "-", "*", "/",
            "(", ")");

    private final SqlTokens tokens;
    private final Set<String> columns;

    private NullCheck(SqlTokens tokens, Set<String> columns) {
        this.tokens = tokens;
        this.columns = columns;
    }

    /**
     * Whether it does.
     *
     * @param definition as {@code pg_get_constraintdef} tells it
     * @param columns of the table
     * @param masked which of them have other values than before
     * @param emptied which of them are NULL now
     */
    static boolean holds(String definition, Set<String> columns, Predicate<String> masked, Predicate<String> emptied) {
        try {
            SqlTokens tokens = new SqlTokens(definition.replaceFirst("\\s+NOT VALID$", ""));
            return new NullCheck(tokens, columns).holds(masked, emptied);
        } catch (SqlTokens.Undecidable e) {
            return false;
        }
    }

    private boolean holds(Predicate<String> masked, Predicate<String> emptied) {
        while (tokens.peek().kind() != Token.Kind.END) {
            Set<String> compared = comparison();
            if (compared.stream().anyMatch(masked) && compared.stream().noneMatch(emptied)) {
                return false;
            }
        }
        return true;
    }

    /** The columns that the next comparison reads. */
    private Set<String> comparison() {
        Set<String> read = new HashSet<>();
        for (Token token = tokens.next(); token.kind() != Token.Kind.END && !isLogic(token); token = tokens.next()) {
            if (token.text().equals("::")) {
                type();
            } else if (isColumn(token)) {
                read.add(token.text());
            } else if (!isStrict(token)) {
                throw new SqlTokens.Undecidable();
            }
        }
        return read;
    }

    private static boolean isLogic(Token token) {
        return token.kind() == Token.Kind.WORD && LOGIC.contains(token.text());
    }

    private boolean isColumn(Token token) {
        boolean name = token.kind() == Token.Kind.QUOTED || token.kind() == Token.Kind.WORD && !called();
        return name && columns.contains(token.text());
    }

    private boolean called() {
        int mark = tokens.mark();
        boolean called = tokens.passed("(");
        tokens.back(mark);
        return called;
    }

    private boolean isStrict(Token token) {
        return switch (token.kind()) {
            case STRING, NUMBER -> true;
            case SIGN -> SIGNS.contains(token.text());
            case WORD ->
                MOMENTS.contains(token.text())
                        || called() && STRICT.contains(token.text().toLowerCase(Locale.ROOT));
            case QUOTED, END -> false;
        };
    }

    /** Passes the type's name behind a cast: {@code character varying(40)}, {@code timestamp without time zone}. */
    private void type() {
        tokens.next();
        while (tokens.passed("varying")
                || tokens.passed("precision")
                || tokens.passed("with")
                || tokens.passed("without")
                || tokens.passed("time")
                || tokens.passed("zone")) {
            // one word after the other
        }
        if (tokens.passed("(")) {
            tokens.next();
            tokens.require(")");
        }
    }
}
