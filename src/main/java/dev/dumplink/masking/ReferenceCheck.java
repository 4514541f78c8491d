package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * References still point at their rows: both sides of a foreign key have the same rule, and types in which it gives the same.
 * Columns tied by references, however many tables lie between, form one group, in which all masks are made alike: for the
 * narrowest of their types.
 */
final class ReferenceCheck {
    private static final Set<String> PLAIN = Set.of("text", "varchar");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "citext");

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
        } else if (here.isPresent() && !alike(tie, here.get())) {
            boolean integers = Kind.of(tie.column().type()) == Kind.INTEGER
                    && Kind.of(tie.target().type()) == Kind.INTEGER;
            findings.add(
                    tie.source(),
                    "it references " + tie.end() + " and is masked, but is "
                            + tie.column().type().sql() + " where that is "
                            + tie.target().type().sql() + ", so that results may differ",
                    (integers
                                    ? "give both the mask key, which is the same in every integer type"
                                    : "make both columns of one type, mask this one with null")
                            + ", or keep both");
        }
    }

    private static boolean alike(Tie tie, Rule.Masked rule) {
        DataType one = tie.column().type().base();
        DataType other = tie.target().type().base();
        boolean integers = Kind.of(one) == Kind.INTEGER && Kind.of(other) == Kind.INTEGER;
        return one.sql().equals(other.sql())
                || integers && rule.mask().equals("key")
                || narrower(one, other).isPresent();
    }

    /** The type for which the masks of a column's group are made; nothing where it is each one's own. */
    Optional<DataType> common(ColumnName column) {
        List<DataType> types = group(column).stream()
                .flatMap(each -> book.column(each).stream())
                .map(each -> each.type().base())
                .toList();
        if (types.stream().map(DataType::sql).distinct().count() < 2) {
            return Optional.empty();
        }
        return types.stream()
                .map(Optional::of)
                .reduce((one, other) -> one.flatMap(left -> other.flatMap(right -> narrower(left, right))))
                .orElseThrow();
    }

    /** What holds no text that one of them does not hold, and takes for equal whatever one of them does. */
    private static Optional<DataType> narrower(DataType one, DataType other) {
        if (!(one instanceof DataType.Base left && other instanceof DataType.Base right)
                || !TEXTS.contains(left.name())
                || !TEXTS.contains(right.name())
                || left.name().equals("citext") && right.name().equals("bpchar")
                || left.name().equals("bpchar") && right.name().equals("citext")) {
            return Optional.empty();
        }
        int least = Math.min(left.length().orElse(Ask.ENDLESS), right.length().orElse(Ask.ENDLESS));
        DataType.Base narrow = right.length().orElse(Ask.ENDLESS) == least ? right : left;
        DataType.Base folding = PLAIN.contains(left.name()) ? right : left;
        return Optional.of(new DataType.Base(
                folding.schema(), folding.name(), narrow.sql(), length(least), narrow.precision(), narrow.scale()));
    }

    private static OptionalInt length(int characters) {
        return characters == Ask.ENDLESS ? OptionalInt.empty() : OptionalInt.of(characters);
    }

    private static String name(Optional<Rule.Masked> rule) {
        return rule.map(Rule.Masked::toString).orElse("keep");
    }
}
