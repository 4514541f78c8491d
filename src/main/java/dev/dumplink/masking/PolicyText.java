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

/** Writes a policy as a person would. */
final class PolicyText {
    private static final Set<String> YAML_WORDS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~");
    private static final int COMMENT_COLUMN = 44;

    private final StringBuilder text;

    PolicyText(String database) {
        text = new StringBuilder("# What becomes of every column of " + database.replaceAll("\\R", " ") + ".\n"
                + "# Suggested from names, types and sampled values. Lines with \"# ?\" are guesses: look at each, change it\n"
                + "# or leave it, and delete the mark. Masks and their options are in the README.\n"
                + "version: 1\n"
                + "# locale: de        # of names, streets and phones\n"
                + "# rotate: nightly   # results of different nights cannot be linked\n"
                + "tables:\n");
    }

    /** @param doubt why a column should be looked at */
    void table(TableName table, TableRules rules, Function<String, Optional<String>> doubt) {
        if (!rules.rows()) {
            text.append("  ").append(key(table.toString())).append(": {rows: none}\n");
            return;
        }
        text.append("  ").append(key(table.toString())).append(":\n");
        text.append(rules.columns().isEmpty() ? "    columns: {}\n" : "    columns:\n");
        rules.columns().forEach((column, rule) -> line(6, key(column) + ": " + rule(rule), doubt.apply(column)));
        if (!rules.vouched().isEmpty()) {
            text.append("    vouched:\n");
            rules.vouched()
                    .forEach((name, reason) ->
                            line(6, key(name) + ": " + reason, Optional.of("check that masked values satisfy it")));
        }
    }

    private void line(int indent, String content, Optional<String> doubt) {
        StringBuilder line = new StringBuilder(" ".repeat(indent)).append(content);
        doubt.ifPresent(why -> {
            line.append(" ".repeat(Math.max(2, COMMENT_COLUMN - line.length())))
                    .append("# ? ")
                    .append(why);
        });
        text.append(line).append('\n');
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
            return key(value.asText());
        }
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : value.properties()) {
            parts.add(key(each.getKey()) + ": " + flow(each.getValue()));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    /** In quotes only where YAML needs them. */
    private static String key(String name) {
        boolean plain =
                name.matches("[A-Za-z_$][A-Za-z0-9_.$]*") && !YAML_WORDS.contains(name.toLowerCase(Locale.ROOT));
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
