package dev.dumplink.masking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy laid over a schema: which rule stands for which column. */
final class Rulebook {
    private static final TableRules NONE = new TableRules(true, Map.of(), Map.of());

    private final Policy policy;
    private final Map<String, MaskType> types;
    private final List<Family> families;
    private final Map<TableName, Family> byTable = new HashMap<>();

    Rulebook(Policy policy, Map<String, MaskType> types, DatabaseSchema schema) {
        this.policy = policy;
        this.types = Map.copyOf(types);
        this.families = Family.of(schema);
        families.forEach(family -> family.members().forEach(table -> byTable.put(table.name(), family)));
    }

    Policy policy() {
        return policy;
    }

    Map<String, MaskType> types() {
        return types;
    }

    List<Family> families() {
        return families;
    }

    /** Those of whose rows a dump holds any. */
    List<Family> dumped() {
        return families.stream().filter(family -> rules(family).rows()).toList();
    }

    Optional<Family> family(TableName table) {
        return Optional.ofNullable(byTable.get(table));
    }

    /** A table's rules; none where the policy has none. */
    TableRules rules(Family family) {
        return policy.tables().getOrDefault(family.name(), NONE);
    }

    /** Whether somebody says why it will hold; what a suggestion wrote is nobody's word. */
    boolean vouched(Family family, String constraint) {
        String reason = rules(family).vouched().getOrDefault(constraint, TableRules.UNPROVED);
        return !reason.equals(TableRules.UNPROVED);
    }

    /** What masks the column, the policy's locale included; nothing where it is kept, or has no rule yet. */
    Optional<Rule.Masked> masked(Family family, String column) {
        return Optional.ofNullable(rules(family).columns().get(column))
                .flatMap(Rule::masked)
                .map(this::localized);
    }

    /** The columns that are put through a mask or emptied. */
    List<Column> maskedColumns(Family family) {
        return family.root().stored().stream()
                .filter(column -> masked(family, column.name()).isPresent())
                .toList();
    }

    Optional<Column> column(ColumnName name) {
        return family(name.table()).flatMap(family -> family.root().column(name.column()));
    }

    private Rule.Masked localized(Rule.Masked rule) {
        boolean takes = types.containsKey(rule.mask())
                && types.get(rule.mask()).options().contains("locale")
                && rule.options().text("locale").isEmpty();
        return policy.locale()
                .filter(locale -> takes && Region.unknown(policy.locale()).isEmpty())
                .map(locale -> with(rule, locale))
                .orElse(rule);
    }

    private static Rule.Masked with(Rule.Masked rule, String locale) {
        ObjectNode options = JsonNodeFactory.instance.objectNode().put("locale", locale);
        rule.options().names().forEach(name -> rule.options().node(name).ifPresent(value -> options.set(name, value)));
        return new Rule.Masked(rule.mask(), new MaskOptions(options));
    }
}
