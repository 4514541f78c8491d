package dev.dumplink.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which statements a text of SQL consists of, by their first words. It reads SQL as PostgreSQL does when
 * {@code standard_conforming_strings} is on: quotes, dollar quotes, nested comments, bodies between {@code BEGIN ATOMIC} and
 * {@code END}. What it cannot make out is an {@code IllegalArgumentException}.
 */
final class SqlStatements {
    private static final int WORDS = 5;

    private final String sql;
    private final List<List<String>> statements = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private int at;
    private int parentheses;
    private int blocks;
    private String before = "";

    private SqlStatements(String sql) {
        this.sql = sql;
    }

    /**
     * The beginning of each statement: up to five of its words, in upper case, quoted names and whatever is no word as one
     * {@code ?}.
     *
     * @throws IllegalArgumentException if a quote, comment or parenthesis is not closed
     */
    static List<List<String>> beginnings(String sql) {
        SqlStatements reader = new SqlStatements(sql);
        while (reader.at < sql.length()) {
            reader.token();
        }
        reader.require(reader.parentheses == 0 && reader.blocks == 0);
        reader.end();
        return reader.statements;
    }

    private void token() {
        char c = sql.charAt(at);
        if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end + 1;
        } else if (sql.startsWith("/*", at)) {
            comment();
        } else if (c == '\'') {
            quoted('\'', before.equals("E") && at > 0 && Set.of('e', 'E').contains(sql.charAt(at - 1)));
        } else if (c == '"') {
            quoted('"', false);
        } else if (c == '$' && dollar() > 0) {
            body(sql.substring(at, at + dollar()));
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else {
            sign(c);
        }
    }

    private void sign(char c) {
        at++;
        if (c == '(') {
            parentheses++;
        } else if (c == ')') {
            require(--parentheses >= 0);
        } else if (c == ';' && parentheses == 0 && blocks == 0) {
            end();
            return;
        }
        if (!Character.isWhitespace(c)) {
            add("?");
        }
    }

    private void end() {
        if (!words.isEmpty()) {
            statements.add(List.copyOf(words));
            words = new ArrayList<>();
        }
        before = "";
    }

    private void add(String word) {
        if (words.size() < WORDS) {
            words.add(word);
        }
        before = word;
    }

    private void word() {
        int from = at;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || "_$".indexOf(sql.charAt(at)) >= 0)) {
            at++;
        }
        String word = sql.substring(from, at).toUpperCase(Locale.ROOT);
        if (word.equals("ATOMIC") && before.equals("BEGIN") || blocks > 0 && word.equals("CASE")) {
            blocks++;
        } else if (blocks > 0 && word.equals("END")) {
            blocks--;
        }
        add(word);
    }

    private void quoted(char quote, boolean backslashes) {
        at++;
        while (true) {
            require(at < sql.length());
            char c = sql.charAt(at++);
            if (c == '\\' && backslashes) {
                at++;
            } else if (c == quote && at < sql.length() && sql.charAt(at) == quote) {
                at++;
            } else if (c == quote) {
                add("?");
                return;
            }
        }
    }

    /** How long the sign is that opens a body here; 0 if there is none. */
    private int dollar() {
        int end = at + 1;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        boolean digit = end > at + 1 && Character.isDigit(sql.charAt(at + 1));
        return end < sql.length() && sql.charAt(end) == '$' && !digit ? end + 1 - at : 0;
    }

    private void body(String sign) {
        int end = sql.indexOf(sign, at + sign.length());
        require(end >= 0);
        at = end + sign.length();
        add("?");
    }

    private void comment() {
        int depth = 0;
        do {
            require(at + 1 < sql.length());
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("a text of SQL that does not come to its end");
        }
    }
}
