package dev.dumplink.masking;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expressions and LIKE patterns of checks, where Java's mean the same as PostgreSQL's. */
final class CheckPattern {
    // what PostgreSQL's regular expressions have and Java's have not, or mean otherwise
    private static final Pattern FOREIGN =
            Pattern.compile("^\\*\\*\\*|\\(\\?[^:=!]|\\\\[mMyYAZ]|\\[\\[[:.=][<>.=]?|&&|\\[[^]]*\\[(?!:)|\\\\[0-9]");
    private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(alpha|digit|alnum|upper|lower|punct|space):]");

    private CheckPattern() {}

    static Condition of(String sign, CheckOperand operand, String pattern) {
        if (!operand.kind().isText()) {
            throw new SqlTokens.Undecidable();
        }
        boolean caseless = sign.endsWith("*") || operand.kind() == CheckOperand.Kind.CASELESS_TEXT;
        Pattern compiled =
                switch (sign) {
                    case "~", "~*", "!~", "!~*" -> compile(regex(pattern), caseless);
                    case "~~", "!~~" -> compile(like(pattern), caseless);
                    default -> throw new SqlTokens.Undecidable();
                };
        boolean wanted = !sign.startsWith("!");
        return value -> compiled.matcher(operand.of().apply(value)).find() == wanted;
    }

    private static Pattern compile(String regex, boolean caseless) {
        try {
            int flags = Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS;
            return Pattern.compile(regex, caseless ? flags | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : flags);
        } catch (PatternSyntaxException e) {
            throw new SqlTokens.Undecidable();
        }
    }

    private static String regex(String pattern) {
        String java = POSIX_CLASS
                .matcher(pattern)
                .replaceAll(
                        match -> "\\\\p{" + Character.toUpperCase(match.group(1).charAt(0))
                                + match.group(1).substring(1) + "}");
        if (FOREIGN.matcher(java).find()) {
            throw new SqlTokens.Undecidable();
        }
        // Java's $ also matches before a newline at the end
        return java.endsWith("$") && !java.endsWith("\\$") ? java.substring(0, java.length() - 1) + "\\z" : java;
    }

    private static String like(String pattern) {
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.append("\\z").toString();
    }
}
