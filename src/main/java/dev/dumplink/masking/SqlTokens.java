package dev.dumplink.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of an SQL expression as {@code pg_get_constraintdef} writes it, read one after the other. */
final class SqlTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<string>'(?:[^']|'')*')|(?<quoted>\"(?:[^\"]|\"\")+\")|(?<number>[0-9]+(?:\\.[0-9]+)?)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)|(?<sign>::|[<>!=~*+/%|&^@#?-]+|[()\\[\\],.]))");

    /** Something that cannot be told by looking at the expression. */
    static final class Undecidable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undecidable() {
            super("this check cannot be decided", null, false, false);
        }
    }

    /** One of them. */
    record Token(Kind kind, String text) {
        enum Kind {
            STRING,
            QUOTED,
            NUMBER,
            WORD,
            SIGN,
            END
        }
    }

    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** @throws Undecidable if it holds something else */
    SqlTokens(String sql) {
        Matcher matcher = TOKEN.matcher(sql.strip());
        while (matcher.regionStart() < matcher.regionEnd()) {
            if (!matcher.lookingAt()) {
                throw new Undecidable();
            }
            tokens.add(token(matcher));
            matcher.region(matcher.end(), matcher.regionEnd());
        }
    }

    private static Token token(Matcher matcher) {
        for (Token.Kind kind :
                List.of(Token.Kind.STRING, Token.Kind.QUOTED, Token.Kind.NUMBER, Token.Kind.WORD, Token.Kind.SIGN)) {
            String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
            if (text != null) {
                return new Token(kind, unquoted(kind, text));
            }
        }
        throw new Undecidable();
    }

    private static String unquoted(Token.Kind kind, String text) {
        return switch (kind) {
            case STRING -> text.substring(1, text.length() - 1).replace("''", "'");
            case QUOTED -> text.substring(1, text.length() - 1).replace("\"\"", "\"");
            default -> text;
        };
    }

    Token peek() {
        return at < tokens.size() ? tokens.get(at) : new Token(Token.Kind.END, "");
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    /** Whether a word or sign comes next; it is then passed. */
    boolean passed(String text) {
        Token token = peek();
        boolean here = token.kind() != Token.Kind.STRING
                && token.kind() != Token.Kind.QUOTED
                && token.text().equalsIgnoreCase(text);
        at += here ? 1 : 0;
        return here;
    }

    void require(String text) {
        if (!passed(text)) {
            throw new Undecidable();
        }
    }

    int mark() {
        return at;
    }

    void back(int mark) {
        at = mark;
    }
}
