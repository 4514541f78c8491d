package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * References still point at their rows: both sides of a foreign key have the same rule and the same type. Columns tied by
 * references, however many tables lie between, form one group, in which all masks are made alike.
 */
final class ReferenceCheck {
    private final Rulebook book;
    private final List<Tie> ties = new ArrayList<>();
    private final Map<ColumnName, Set<ColumnName>> groups = new HashMap<>();

    /** One column of a foreign key and the one it points at. */
    private record Tie(Family from, Column column, Family to, Column target) {
        ColumnName source() {
            return from.column(column.name());
        }

        ColumnName end() {
            return to.column(target.name());
        }
    }

    ReferenceCheck(Rulebook book) {
        this.book = book;
        for (Family family : book.dumped()) {
            family.all(Table::foreignKeys).forEach(key -> tie(family, key));
        }
        ties.stream().filter(tie -> book.rules(tie.to()).rows()).forEach(tie -> join(tie.source(), tie.end()));
    }

    private void tie(Family from, Table.ForeignKey key) {
        book.family(key.target()).ifPresent(to -> {
            for (int i = 0; i < key.columns().size(); i++) {
                Optional<Column> column = from.root().column(key.columns().get(i));
                Optional<Column> target = to.root().column(key.references().get(i));
                if (column.isPresent() && target.isPresent() && !column.get().generated()) {
                    ties.add(new Tie(from, column.get(), to, target.get()));
                }
            }
        });
    }

    private void join(ColumnName one, ColumnName other) {
        Set<ColumnName> all = new TreeSet<>(group(one));
        all.addAll(group(other));
        all.forEach(each -> groups.put(each, all));
    }

    /** The columns whose values are tied to this one's, itself included. */
    Set<ColumnName> group(ColumnName column) {
        return groups.getOrDefault(column, Set.of(column));
    }

    /** Whether the column references another. */
    boolean points(ColumnName column) {
        return ties.stream()
                .anyMatch(tie -> tie.source().equals(column) && !tie.end().equals(column));
    }

    void run(Findings findings) {
        ties.forEach(tie -> {
            Optional<Rule.Masked> here = book.masked(tie.from(), tie.column().name());
            if (here.filter(Rule.Masked::empties).isEmpty()) {
                check(tie, here, findings);
            }
        });
    }

    private void check(Tie tie, Optional<Rule.Masked> here, Findings findings) {
        Optional<Rule.Masked> there = book.masked(tie.to(), tie.target().name());
        if (!book.rules(tie.to()).rows()) {
            findings.add(
                    tie.source(),
                    "it references " + tie.to().name() + ", whose rows are left out",
                    tie.from().notNull(tie.column())
                            ? "write rows: none for this table as well"
                            : "write rows: none for this table as well, or mask the column with null");
        } else if (here.isPresent() != there.isPresent()
                || here.isPresent() && !here.get().same(there.get())) {
            findings.add(
                    tie.source(),
                    "it references " + tie.end() + "; here the rule is " + name(here) + ", there it is " + name(there),
                    "give both the same mask with the same options, or keep both");
        } else if (here.isPresent() && !alike(tie)) {
            findings.add(
                    tie.source(),
                    "it references " + tie.end() + " and is masked, but is "
                            + tie.column().type().sql() + " where that is "
                            + tie.target().type().sql() + ", so that results may differ",
                    "keep both");
        }
    }

    private static boolean alike(Tie tie) {
        return tie.column()
                .type()
                .base()
                .sql()
                .equals(tie.target().type().base().sql());
    }

    private static String name(Optional<Rule.Masked> rule) {
        return rule.map(Rule.Masked::toString).orElse("keep");
    }
}
