package dev.dumplink.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A text that a regular expression describes, for the plain ones that checks are made of; whatever comes of the others. */
final class PatternExample {
    private static final Map<Character, String> CLASSES = Map.of('d', "174", 'w', "aK7", 's', " ", '.', "aK7");
    private static final Map<String, String> POSIX = Map.of(
            "[:digit:]",
            "174",
            "[:alpha:]",
            "aKz",
            "[:upper:]",
            "AKZ",
            "[:lower:]",
            "akz",
            "[:alnum:]",
            "aK7",
            "[:space:]",
            " ");

    private final String pattern;
    private final int variant;
    private int at;

    private PatternExample(String pattern, int variant) {
        this.pattern = pattern;
        this.variant = variant;
    }

    /** @param variant which of several choices is taken where there are any */
    static String of(String pattern, int variant) {
        return new PatternExample(pattern, variant).choice();
    }

    private String choice() {
        List<String> choices = new ArrayList<>(List.of(""));
        while (at < pattern.length() && pattern.charAt(at) != ')') {
            if (pattern.charAt(at) == '|') {
                at++;
                choices.add("");
            } else {
                int last = choices.size() - 1;
                String piece = piece();
                choices.set(last, choices.get(last) + piece.repeat(count()));
            }
        }
        return choices.get(variant % choices.size());
    }

    private String piece() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$' -> "";
            case '(' -> group();
            case '[' -> one(members());
            case '\\' -> at < pattern.length() ? escaped(pattern.charAt(at++)) : "";
            case '.' -> one(CLASSES.get('.'));
            default -> String.valueOf(c);
        };
    }

    private String group() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        }
        String inside = choice();
        at++;
        return inside;
    }

    private String escaped(char c) {
        return CLASSES.containsKey(c) && c != '.' ? one(CLASSES.get(c)) : String.valueOf(c);
    }

    private String one(String members) {
        return members.isEmpty() ? "" : members.substring(variant % members.length(), variant % members.length() + 1);
    }

    /** First, middle and last of each range of a class in brackets, up to its end. */
    private String members() {
        boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
        at += negated ? 1 : 0;
        StringBuilder members = new StringBuilder();
        for (boolean first = true; at < pattern.length() && (first || pattern.charAt(at) != ']'); first = false) {
            member(members);
        }
        at++;
        return negated ? without(members.toString()) : members.toString();
    }

    private static String without(String members) {
        StringBuilder others = new StringBuilder();
        "xK7-".chars().filter(c -> members.indexOf(c) < 0).forEach(c -> others.append((char) c));
        return others.toString();
    }

    private void member(StringBuilder members) {
        for (Map.Entry<String, String> posix : POSIX.entrySet()) {
            if (pattern.startsWith(posix.getKey(), at)) {
                members.append(posix.getValue());
                at += posix.getKey().length();
                return;
            }
        }
        char from = pattern.charAt(at++);
        if (from == '\\' && at < pattern.length()) {
            members.append(escaped(pattern.charAt(at++)));
        } else if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
            char to = pattern.charAt(at + 1);
            at += 2;
            members.append(from).append((char) ((from + to) / 2)).append(to);
        } else {
            members.append(from);
        }
    }

    /** How often the piece before comes, by the least that is said behind it, or by the variant where that is not at all. */
    private int count() {
        if (at >= pattern.length()) {
            return 1;
        }
        switch (pattern.charAt(at)) {
            case '+' -> {
                at++;
                return 1;
            }
            case '?', '*' -> {
                at++;
                return variant == 2 ? 0 : 1;
            }
            case '{' -> {
                int end = pattern.indexOf('}', at);
                String least = end < 0 ? "" : pattern.substring(at + 1, end).split(",")[0];
                at = end < 0 ? pattern.length() : end + 1;
                return least.matches("[0-9]{1,3}") ? Integer.parseInt(least) : 1;
            }
            default -> {
                return 1;
            }
        }
    }
}
