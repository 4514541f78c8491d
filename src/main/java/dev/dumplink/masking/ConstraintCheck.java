package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What check constraints ask of masked columns. A check on one column that can be decided becomes a {@link Condition}, to
 * which every masked value is held as it is made; any other is a violation unless somebody vouches for it. A check that
 * only asks which columns are NULL holds as before, since masks keep NULL.
 */
final class ConstraintCheck {
    private static final Pattern NULLNESS = Pattern.compile(
            "(?i)(\"[^\"]+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)\\s+IS\\s+(NOT\\s+)?NULL|num_(non)?nulls\\([^()]*\\)");
    private static final String VOUCH = "choose rows: none or keep, or say under vouched why it will hold";

    private final Rulebook book;
    private final Findings findings;
    private final Map<ColumnName, List<Demand>> demands = new HashMap<>();

    ConstraintCheck(Rulebook book, Findings findings) {
        this.book = book;
        this.findings = findings;
    }

    void run() {
        for (Family family : book.dumped()) {
            for (Column column : book.maskedColumns(family)) {
                family.all(Table::checks).forEach(check -> check(family, column, check));
                domains(family, column);
            }
            partitions(family);
        }
    }

    /** What is asked of a column's values, those of the columns it is tied to included. */
    List<Demand> demands(Set<ColumnName> group) {
        return group.stream()
                .flatMap(column -> demands.getOrDefault(column, List.of()).stream())
                .toList();
    }

    private void check(Family family, Column column, Table.Check check) {
        if (!reads(family, check, column.name()) || book.vouched(family, check.name())) {
            return;
        }
        boolean alone = check.columns().equals(List.of(column.name()));
        boolean empties = empties(family, column);
        boolean nullness = !mentions(NULLNESS.matcher(check.definition()).replaceAll(""), column.name());
        if (nullness && !empties || holdsByNull(family, check)) {
            return;
        }
        Optional<Condition> condition = alone && !nullness
                ? CheckExpression.decide(check.definition(), column.name(), column.type())
                : Optional.empty();
        keep(family, column, check.name(), "the check " + check.name(), check.definition(), condition);
    }

    /** Whether each of its comparisons that reads a masked column reads an emptied one as well, and so fails no row. */
    private boolean holdsByNull(Family family, Table.Check check) {
        return NullCheck.holds(
                check.definition(),
                family.root().columns().stream().map(Column::name).collect(Collectors.toSet()),
                name -> sources(family, name).anyMatch(rule -> !rule.empties()),
                name -> sources(family, name).allMatch(Rule.Masked::empties)
                        && sources(family, name).findAny().isPresent());
    }

    private Stream<Rule.Masked> sources(Family family, String name) {
        return KeyCheck.sources(family, name).flatMap(column -> book.masked(family, column).stream());
    }

    private void domains(Family family, Column column) {
        for (DataType.Domain domain : Constraints.domains(column.type())) {
            if (!book.vouched(family, domain.sql())) {
                domain.checks().stream()
                        .filter(check -> !empties(family, column)
                                || !NullCheck.holds(check, Set.of("VALUE"), name -> false, name -> true))
                        .forEach(check -> keep(
                                family,
                                column,
                                domain.sql(),
                                "the check of domain " + domain.sql(),
                                check,
                                CheckExpression.decide(check, "VALUE", column.type())));
            }
        }
        if (!empties(family, column)) {
            Constraints.hidden(column.type()).stream()
                    .filter(domain -> !domain.checks().isEmpty() && !book.vouched(family, domain.sql()))
                    .forEach(domain -> keep(
                            family,
                            column,
                            domain.sql(),
                            "the check of domain " + domain.sql() + " inside it",
                            "",
                            Optional.empty()));
        }
    }

    private void keep(
            Family family,
            Column column,
            String constraint,
            String what,
            String definition,
            Optional<Condition> condition) {
        ColumnName name = family.column(column.name());
        boolean empties = empties(family, column);
        boolean decided = condition.isPresent() && !(empties && definition.contains("IS NOT NULL"));
        if (!decided) {
            findings.add(name, what + " may not hold for masked values", VOUCH, constraint);
        } else if (!empties) {
            demands.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(new Demand(name, constraint, what, definition, condition.get()));
        }
    }

    private void partitions(Family family) {
        boolean gaps = family.members().stream()
                .anyMatch(table -> table.kind() == Table.Kind.PARTITIONED && !table.catchAll());
        if (gaps && movesRows(book, family) && !book.vouched(family, Constraints.PARTITIONS)) {
            findings.add(
                    family.name(),
                    "its partition key is masked, and there may be no partition for the masked rows",
                    "keep the key, or say under vouched, as " + Constraints.PARTITIONS + ", why each row will find one",
                    Constraints.PARTITIONS);
        }
    }

    /** Whether rows may belong to another partition once they are masked. */
    static boolean movesRows(Rulebook book, Family family) {
        Set<String> key = new HashSet<>();
        family.members().forEach(table -> key.addAll(table.partitionKey()));
        return book.maskedColumns(family).stream().map(Column::name).anyMatch(key::contains);
    }

    private boolean empties(Family family, Column column) {
        return book.masked(family, column.name()).filter(Rule.Masked::empties).isPresent();
    }

    private static boolean reads(Family family, Table.Check check, String column) {
        return check.columns().stream()
                .flatMap(each -> KeyCheck.sources(family, each))
                .anyMatch(column::equals);
    }

    private static boolean mentions(String text, String column) {
        return KeyCheck.mentions(text, column);
    }
}
