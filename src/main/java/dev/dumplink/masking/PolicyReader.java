package dev.dumplink.masking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.TableName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the tree of a policy file into a {@link Policy}, or says which key is wrong. */
final class PolicyReader {
    private static final List<String> ROOT = List.of("version", "locale", "rotate", "tables", "scan", "role");
    private static final List<String> TABLE = List.of("columns", "rows", "vouched");
    private static final List<String> EXCEPTION = List.of("value", "found", "reason");
    private static final List<String> ROLE = List.of("allow_superuser", "allow_writes");
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}([-_][A-Z]{2})?");

    private PolicyReader() {}

    static Policy read(PolicyNode root) {
        root.entries(ROOT);
        requireWord(root.required("version"), "1");
        root.get("rotate").ifPresent(node -> requireWord(node, "nightly"));
        return new Policy(
                root.get("locale").map(PolicyReader::locale),
                root.get("rotate").isPresent(),
                tables(root.required("tables")),
                root.get("scan").map(PolicyReader::exceptions).orElse(List.of()),
                root.get("role").map(PolicyReader::role).orElse(RoleExceptions.NONE));
    }

    private static void requireWord(PolicyNode node, String only) {
        if (!node.text().equals(only)) {
            throw node.error("only " + only + " is known here");
        }
    }

    private static String locale(PolicyNode node) {
        if (!LOCALE.matcher(node.text()).matches()) {
            throw node.error("this should be a language such as en or de, or a language and country such as pt-BR");
        }
        return node.text();
    }

    private static Map<TableName, TableRules> tables(PolicyNode node) {
        Map<TableName, TableRules> tables = new LinkedHashMap<>();
        node.entries().forEach((key, value) -> {
            if (tables.put(named(value, key), table(value)) != null) {
                throw value.error("this table stands here for the second time");
            }
        });
        return tables;
    }

    private static TableName named(PolicyNode node, String key) {
        try {
            return TableName.parse(key);
        } catch (IllegalArgumentException e) {
            throw node.error("write a table with its schema, such as public.customer; quoted where SQL needs it");
        }
    }

    private static TableRules table(PolicyNode node) {
        node.entries(TABLE);
        Optional<PolicyNode> rows = node.get("rows");
        rows.ifPresent(word -> requireWord(word, "none"));
        Optional<PolicyNode> columns = node.get("columns");
        if (rows.isPresent() == columns.isPresent()) {
            throw node.error("this needs either columns, or rows: none");
        }
        return new TableRules(
                rows.isEmpty(),
                columns.map(PolicyReader::columns).orElse(Map.of()),
                node.get("vouched").map(PolicyReader::reasons).orElse(Map.of()));
    }

    private static Map<String, Rule> columns(PolicyNode node) {
        Map<String, Rule> columns = new LinkedHashMap<>();
        node.entries().forEach((column, rule) -> columns.put(column, rule(rule)));
        return columns;
    }

    private static Map<String, String> reasons(PolicyNode node) {
        Map<String, String> reasons = new LinkedHashMap<>();
        node.entries().forEach((name, reason) -> reasons.put(name, reason.text()));
        return reasons;
    }

    private static Rule rule(PolicyNode node) {
        if (node.isGroup()) {
            ObjectNode options = ((ObjectNode) node.node()).deepCopy();
            options.remove("mask");
            return masked(node.required("mask"), new MaskOptions(options));
        }
        return node.text().equals("keep") ? new Rule.Keep() : masked(node, MaskOptions.NONE);
    }

    private static Rule masked(PolicyNode name, MaskOptions options) {
        if (name.text().equals("keep")) {
            throw name.error("keep takes no options: write it beside the column, as in id: keep");
        }
        return new Rule.Masked(name.text(), options);
    }

    private static List<ScanException> exceptions(PolicyNode scan) {
        scan.entries(List.of("exceptions"));
        return scan.required("exceptions").items().stream()
                .map(PolicyReader::exception)
                .toList();
    }

    private static ScanException exception(PolicyNode node) {
        node.entries(EXCEPTION);
        Set<String> shapes = Arrays.stream(Shape.values()).map(Shape::word).collect(Collectors.toSet());
        shapes.add(ScanException.KEYS);
        return new ScanException(
                place(node.required("value"), shapes),
                found(node.required("found")),
                node.required("reason").text());
    }

    private static String found(PolicyNode node) {
        return ScanException.isDefinition(node.text()) ? node.text() : place(node, Set.of(ScanException.SCHEMA));
    }

    private static String place(PolicyNode node, Set<String> words) {
        try {
            return words.contains(node.text())
                    ? node.text()
                    : ColumnName.parse(node.text()).toString();
        } catch (IllegalArgumentException e) {
            throw node.error("this should be a column such as public.customer.email, or one of: "
                    + words.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private static RoleExceptions role(PolicyNode node) {
        node.entries(ROLE);
        return new RoleExceptions(
                node.get("allow_superuser").map(PolicyNode::text),
                node.get("allow_writes").map(PolicyNode::text));
    }
}
