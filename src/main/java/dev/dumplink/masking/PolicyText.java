package dev.dumplink.masking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dumplink.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Writes a policy as a person would. */
final class PolicyText {
    private static final Set<String> YAML_WORDS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~");
    private static final String PLAIN = "[A-Za-z_$][A-Za-z0-9_.$]*";
    // 10%, 30d: text for YAML too
    private static final String AMOUNT = "[0-9]+[%a-z]";
    private static final int LONGEST_NAME = 30;
    private static final int FIRST_COMMENT = 44;

    private final StringBuilder text;

    PolicyText(String database) {
        text = new StringBuilder("# What becomes of every column of " + comment(database)
                + " when a dump is made: a mask, or keep.\n"
                + "# Suggested from names, types and sampled values. Lines with \"# ?\" are guesses: look at each, change it\n"
                + "# or leave it, and delete the mark. A table written as {rows: none} stays, without its rows. Masks and\n"
                + "# their options are in the README; 'dumplink check policy' says what is missing.\n"
                + "version: 1\n"
                + "# locale: de        # of names, streets and phones\n"
                + "# rotate: nightly   # results of different nights cannot be linked\n"
                + "tables:\n");
    }

    /** A line below a table. */
    private record Line(String name, String rule, Optional<String> doubt) {}

    /**
     * @param remark what a reader should know of the table
     * @param doubt why a column should be looked at
     */
    void table(TableName table, TableRules rules, Optional<String> remark, Function<String, Optional<String>> doubt) {
        text.append("  ").append(key(table.toString())).append(rules.rows() ? ":" : ": {rows: none}");
        remark.ifPresent(words -> text.append("   # ").append(comment(words)));
        text.append('\n');
        if (!rules.rows()) {
            return;
        }
        text.append(rules.columns().isEmpty() ? "    columns: {}\n" : "    columns:\n");
        lines(rules.columns().entrySet().stream()
                .map(each -> new Line(key(each.getKey()), rule(each.getValue()), doubt.apply(each.getKey())))
                .toList());
        if (!rules.vouched().isEmpty()) {
            text.append("    vouched:\n");
            lines(rules.vouched().entrySet().stream()
                    .map(
                            each -> new Line(
                                    key(each.getKey()),
                                    each.getValue(),
                                    Optional.of(
                                            "no dump until somebody writes here why masked values satisfy it, or keeps the column")))
                    .toList());
        }
    }

    /** Rules below one another, and comments too. */
    private void lines(List<Line> lines) {
        int name = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
        List<String> rules = lines.stream()
                .map(line -> "      " + padded(line.name() + ":", Math.min(LONGEST_NAME, name) + 2) + line.rule())
                .toList();
        int comments = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).doubt().isPresent())
                .map(i -> rules.get(i).length() + 2)
                .max()
                .orElse(0);
        for (int i = 0; i < lines.size(); i++) {
            String rule = rules.get(i);
            text.append(lines.get(i)
                            .doubt()
                            .map(why -> padded(rule, Math.max(FIRST_COMMENT, comments)) + "# ? " + comment(why))
                            .orElse(rule))
                    .append('\n');
        }
    }

    /** In one line, whatever names are in it: what came after a line's end would count. */
    private static String comment(String words) {
        return words.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ");
    }

    private static String padded(String words, int width) {
        return words + " ".repeat(Math.max(words.endsWith(":") ? 1 : 0, width - words.length()));
    }

    /** A column's line, without indentation. */
    static String line(String column, Rule rule) {
        return key(column) + ": " + rule(rule);
    }

    private static String rule(Rule rule) {
        return rule.masked().map(PolicyText::masked).orElse(Guess.KEEP);
    }

    private static String masked(Rule.Masked rule) {
        if (rule.options().names().isEmpty()) {
            return rule.mask();
        }
        List<String> parts = new ArrayList<>(List.of("mask: " + rule.mask()));
        rule.options()
                .names()
                .forEach(name -> rule.options().node(name).ifPresent(value -> parts.add(name + ": " + flow(value))));
        return "{" + String.join(", ", parts) + "}";
    }

    private static String flow(JsonNode value) {
        if (!value.isObject()) {
            return value.asText().matches(AMOUNT) ? value.asText() : key(value.asText());
        }
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : value.properties()) {
            parts.add(key(each.getKey()) + ": " + flow(each.getValue()));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    /** In quotes only where YAML needs them. */
    private static String key(String name) {
        boolean plain = name.matches(PLAIN) && !YAML_WORDS.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : quoted(name);
    }

    private static String quoted(String name) {
        if (name.chars().noneMatch(Character::isISOControl)) {
            return "'" + name.replace("'", "''") + "'";
        }
        StringBuilder quoted = new StringBuilder("\"");
        name.chars()
                .forEach(c -> quoted.append(
                        Character.isISOControl(c)
                                ? String.format("\\u%04x", c)
                                : c == '"' || c == '\\' ? "\\" + (char) c : String.valueOf((char) c)));
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
