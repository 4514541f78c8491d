package dev.dumplink.masking;

import dev.dumplink.masking.SqlTokens.Token;
import dev.dumplink.masking.SqlTokens.Undecidable;
import dev.dumplink.schema.DataType;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Understands the check constraints that people mostly write about one column: comparisons with literals, lists of values,
 * ranges, regular expressions, lengths, and any of these joined by AND, OR and NOT. Whatever else a check says is
 * undecidable, and is said to be.
 */
final class CheckExpression {
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");

    private final SqlTokens tokens;
    private final String column;
    private final DataType.Base type;

    private CheckExpression(SqlTokens tokens, String column, DataType.Base type) {
        this.tokens = tokens;
        this.column = column;
        this.type = type;
    }

    /**
     * The condition on a value that is not NULL.
     *
     * @param definition as {@code pg_get_constraintdef} writes it: {@code CHECK ((age > 17))}
     * @param column the only column it reads, {@code VALUE} in a domain
     */
    static Optional<Condition> decide(String definition, String column, DataType type) {
        if (!(type.base() instanceof DataType.Base base)) {
            return Optional.empty();
        }
        try {
            SqlTokens tokens = new SqlTokens(definition.replaceFirst("\\s+NOT VALID$", ""));
            tokens.require("CHECK");
            Condition condition = new CheckExpression(tokens, column, base).whole();
            return Optional.of(condition);
        } catch (Undecidable e) {
            return Optional.empty();
        }
    }

    private Condition whole() {
        Condition condition = or();
        if (tokens.peek().kind() != Token.Kind.END) {
            throw new Undecidable();
        }
        return condition;
    }

    private Condition or() {
        Condition first = and();
        List<Condition> all = new ArrayList<>(List.of(first));
        while (tokens.passed("OR")) {
            all.add(and());
        }
        return all.size() == 1 ? first : value -> all.stream().anyMatch(each -> each.holds(value));
    }

    private Condition and() {
        Condition first = not();
        List<Condition> all = new ArrayList<>(List.of(first));
        while (tokens.passed("AND")) {
            all.add(not());
        }
        return all.size() == 1 ? first : value -> all.stream().allMatch(each -> each.holds(value));
    }

    private Condition not() {
        if (tokens.passed("NOT")) {
            Condition condition = not();
            return value -> !condition.holds(value);
        }
        int mark = tokens.mark();
        if (tokens.passed("(")) {
            try {
                Condition inside = or();
                tokens.require(")");
                if (!continues()) {
                    return inside;
                }
            } catch (Undecidable e) {
                // the parenthesis may hold an operand: (VALUE)::text
            }
            tokens.back(mark);
        }
        return comparison();
    }

    private boolean continues() {
        Token next = tokens.peek();
        return next.kind() == Token.Kind.SIGN && !next.text().equals(")")
                || next.text().equalsIgnoreCase("IS")
                || next.text().equals("OPERATOR");
    }

    private Condition comparison() {
        CheckOperand left = operand();
        if (tokens.passed("IS")) {
            boolean not = tokens.passed("NOT");
            tokens.require("NULL");
            return value -> not;
        }
        Token sign = sign();
        if (tokens.passed("ANY")) {
            return list(left, sign.text(), "=");
        }
        if (tokens.passed("ALL")) {
            return list(left, sign.text(), "<>");
        }
        return COMPARISONS.contains(sign.text())
                ? compared(left, sign.text(), operand())
                : CheckPattern.of(sign.text(), left, literal());
    }

    private Token sign() {
        // what an extension's operator is called while the search path is empty: OPERATOR(public.~)
        boolean qualified = tokens.passed("OPERATOR");
        if (qualified) {
            tokens.require("(");
            tokens.next();
            tokens.require(".");
        }
        Token sign = tokens.next();
        if (qualified) {
            tokens.require(")");
        }
        if (sign.kind() != Token.Kind.SIGN) {
            throw new Undecidable();
        }
        return sign;
    }

    private static Condition compared(CheckOperand left, String sign, CheckOperand right) {
        CheckOperand.Kind kind = left.kind().with(right.kind());
        if (kind.isText() && !sign.equals("=") && !sign.equals("<>")) {
            throw new Undecidable();
        }
        return value -> {
            try {
                return CheckOperand.compare(
                        kind, sign, left.of().apply(value), right.of().apply(value));
            } catch (DateTimeException | NumberFormatException e) {
                return false;
            }
        };
    }

    private Condition list(CheckOperand left, String sign, String only) {
        if (!sign.equals(only)) {
            throw new Undecidable();
        }
        int depth = 0;
        while (tokens.passed("(")) {
            depth++;
        }
        tokens.require("ARRAY");
        tokens.require("[");
        List<Condition> each = new ArrayList<>();
        do {
            each.add(compared(left, sign, operand()));
        } while (tokens.passed(","));
        tokens.require("]");
        casts();
        for (int i = 0; i < depth; i++) {
            tokens.require(")");
            casts();
        }
        return sign.equals("=")
                ? value -> each.stream().anyMatch(one -> one.holds(value))
                : value -> each.stream().allMatch(one -> one.holds(value));
    }

    private String literal() {
        CheckOperand operand = operand();
        String first = operand.of().apply("a");
        if (!first.equals(operand.of().apply("b")) || !operand.kind().isText()) {
            throw new Undecidable();
        }
        return first;
    }

    private CheckOperand operand() {
        CheckOperand operand = primary();
        return casts().map(kind -> cast(operand, kind)).orElse(operand);
    }

    private static CheckOperand cast(CheckOperand operand, CheckOperand.Kind kind) {
        if (operand.kind() == CheckOperand.Kind.LITERAL) {
            String literal = operand.of().apply("");
            CheckOperand.requireReadable(kind, literal);
            return new CheckOperand(kind, value -> literal);
        }
        if (operand.kind() == kind || operand.kind().isText() && kind.isText()) {
            return new CheckOperand(kind, operand.of());
        }
        boolean numbers = operand.kind() == CheckOperand.Kind.NUMBER && kind == CheckOperand.Kind.NUMBER;
        if (!numbers) {
            throw new Undecidable();
        }
        return operand;
    }

    private CheckOperand primary() {
        if (tokens.passed("(")) {
            CheckOperand inside = operand();
            tokens.require(")");
            return inside;
        }
        Token token = tokens.next();
        return switch (token.kind()) {
            case STRING -> new CheckOperand(CheckOperand.Kind.LITERAL, value -> token.text());
            case NUMBER -> new CheckOperand(CheckOperand.Kind.NUMBER, value -> token.text());
            case QUOTED, WORD -> named(token);
            case SIGN -> negative(token);
            case END -> throw new Undecidable();
        };
    }

    private CheckOperand negative(Token sign) {
        Token number = tokens.next();
        if (!sign.text().equals("-") || number.kind() != Token.Kind.NUMBER) {
            throw new Undecidable();
        }
        return new CheckOperand(CheckOperand.Kind.NUMBER, value -> "-" + number.text());
    }

    private CheckOperand named(Token token) {
        if (token.kind() == Token.Kind.WORD && tokens.passed("(")) {
            CheckOperand argument = operand();
            tokens.require(")");
            return function(token.text().toLowerCase(Locale.ROOT), argument);
        }
        if (!token.text().equals(column)) {
            throw new Undecidable();
        }
        // char(n) compares and measures without the blanks that fill it
        UnaryOperator<String> of = type.name().equals("bpchar") ? String::stripTrailing : UnaryOperator.identity();
        return new CheckOperand(CheckOperand.Kind.ofType(type.name()), of);
    }

    private static CheckOperand function(String name, CheckOperand argument) {
        if (!argument.kind().isText()) {
            throw new Undecidable();
        }
        UnaryOperator<String> of = argument.of();
        return switch (name) {
            case "length", "char_length", "character_length" ->
                new CheckOperand(CheckOperand.Kind.NUMBER, value -> {
                    String text = of.apply(value);
                    return String.valueOf(text.codePointCount(0, text.length()));
                });
            case "lower" ->
                new CheckOperand(argument.kind(), value -> of.apply(value).toLowerCase(Locale.ROOT));
            case "upper" ->
                new CheckOperand(argument.kind(), value -> of.apply(value).toUpperCase(Locale.ROOT));
            default -> throw new Undecidable();
        };
    }

    /** Passes casts; the last one's kind, if there is any. */
    private Optional<CheckOperand.Kind> casts() {
        Optional<CheckOperand.Kind> kind = Optional.empty();
        while (tokens.passed("::")) {
            kind = Optional.of(CheckOperand.Kind.ofType(typeName()));
        }
        return kind;
    }

    private String typeName() {
        String name = tokens.next().text();
        if (tokens.passed(".")) {
            name = tokens.next().text();
        }
        if (tokens.passed("varying")) {
            name = "varchar";
        }
        if (tokens.passed("precision")) {
            name = "float8";
        }
        if (tokens.passed("(")) {
            do {
                tokens.next();
            } while (tokens.passed(","));
            tokens.require(")");
        }
        if (tokens.passed("with") || tokens.passed("without")) {
            name = tokens.passed("time") && tokens.passed("zone") ? zoned(name) : "";
        }
        if (tokens.passed("[")) {
            tokens.require("]");
        }
        return name;
    }

    private String zoned(String name) {
        int mark = tokens.mark();
        tokens.back(mark - 3);
        boolean with = tokens.passed("with");
        tokens.back(mark);
        return with ? name + "tz" : name;
    }
}
