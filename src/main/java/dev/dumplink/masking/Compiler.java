package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lays a policy over a schema before a row is read. Everything that is wrong is found at once; where nothing is, all
 * decisions are made, and rows are masked without any.
 */
public final class Compiler {
    private final Map<String, MaskType> types;

    /** @param types the masks there are, by name */
    public Compiler(Map<String, MaskType> types) {
        this.types = Map.copyOf(types);
    }

    /**
     * @param key of the database
     * @param night mixed into the key where the policy says {@code rotate: nightly}
     */
    public Compilation compile(Policy policy, DatabaseSchema schema, MaskingKey key, LocalDate night) {
        MaskingKey used = policy.nightly() ? key.derive("night " + night) : key;
        return new Run(new Rulebook(policy, types, schema), used).compile();
    }

    /**
     * What can be told of a policy that does not do: tables of which it masks something, to search with, and not to dump.
     * What has no rule, or a wrong one, is in them as if it were kept or emptied.
     */
    public List<CompiledTable> inPart(Policy policy, DatabaseSchema schema, MaskingKey key) {
        return new Run(new Rulebook(policy, types, schema), key).inPart();
    }

    private static final class Run {
        private final Findings findings = new Findings();
        private final Rulebook book;
        private final MaskingKey key;
        private final ReferenceCheck references;
        private final FitCheck fits;
        private final ConstraintCheck constraints;

        Run(Rulebook book, MaskingKey key) {
            this.book = book;
            this.key = key;
            references = new ReferenceCheck(book);
            fits = new FitCheck(book, references, findings);
            constraints = new ConstraintCheck(book, findings);
        }

        Compilation compile() {
            check();
            return findings.isEmpty() ? new Compiled(tables()) : new Violations(findings.list());
        }

        List<CompiledTable> inPart() {
            check();
            Set<ColumnName> wrong = findings.list().stream()
                    .flatMap(each -> each.table().stream()
                            .flatMap(table -> each.column().stream().map(column -> new ColumnName(table, column))))
                    .collect(Collectors.toSet());
            return book.dumped().stream()
                    .flatMap(family -> family.leaves().stream().map(leaf -> inPart(family, leaf, wrong)))
                    .filter(CompiledTable::masks)
                    .sorted(Comparator.comparing(CompiledTable::name))
                    .toList();
        }

        private CompiledTable inPart(Family family, Table leaf, Set<ColumnName> wrong) {
            List<ColumnPlan> plans = leaf.stored().stream()
                    .map(column -> wrong.contains(family.column(column.name()))
                            ? book.masked(family, column.name())
                                    .map(rule -> ColumnPlan.empty(column.name(), column.type()))
                                    .orElseGet(() -> ColumnPlan.keep(column.name(), column.type()))
                            : plan(family, column).unchecked())
                    .toList();
            return new CompiledTable(leaf.name(), family.name(), true, Optional.empty(), plans);
        }

        private void check() {
            KeyCheck keys = new KeyCheck(book);
            new CoverageCheck(book, findings).run();
            fits.run(alike(keys.unique()));
            keys.run(fits.uniqueness(), findings);
            references.run(findings);
            constraints.run();
            probe();
        }

        /** Columns that are tied together get one mask, so that one of them being unique makes it so for all. */
        private Set<ColumnName> alike(Set<ColumnName> unique) {
            Set<ColumnName> all = new HashSet<>();
            unique.forEach(column -> all.addAll(references.group(column)));
            return all;
        }

        private void probe() {
            for (Family family : book.dumped()) {
                for (Column column : book.maskedColumns(family)) {
                    ColumnName name = family.column(column.name());
                    List<Demand> demands = constraints.demands(references.group(name));
                    if (!demands.isEmpty() && fits.targets().containsKey(name)) {
                        Rule.Masked rule = book.masked(family, name.column()).orElseThrow();
                        boolean bijective = fits.uniqueness().get(name) == Uniqueness.BIJECTIVE;
                        new Probe(rule.mask(), maker(family, name).get(), bijective, demands)
                                .run(column.type(), findings);
                    }
                }
            }
        }

        private List<CompiledTable> tables() {
            return book.families().stream()
                    .flatMap(family -> family.leaves().stream().map(leaf -> table(family, leaf)))
                    .sorted(Comparator.comparing(CompiledTable::name))
                    .toList();
        }

        private CompiledTable table(Family family, Table leaf) {
            boolean rows = book.rules(family).rows();
            boolean moves = rows && ConstraintCheck.movesRows(book, family);
            return new CompiledTable(
                    leaf.name(),
                    family.name(),
                    rows,
                    moves ? Optional.of(family.name()) : Optional.empty(),
                    rows
                            ? leaf.stored().stream()
                                    .map(column -> plan(family, column))
                                    .toList()
                            : List.of());
        }

        private ColumnPlan plan(Family family, Column column) {
            Optional<Rule.Masked> rule = book.masked(family, column.name());
            if (rule.isEmpty()) {
                return ColumnPlan.keep(column.name(), column.type());
            }
            if (rule.get().empties()) {
                return ColumnPlan.empty(column.name(), column.type());
            }
            ColumnName name = family.column(column.name());
            return new ColumnPlan(
                    new CompiledColumn(column.name(), column.type(), rule.map(Rule.Masked::mask)),
                    Inside.of(rule.get()),
                    Optional.of(maker(family, name)),
                    constraints.demands(references.group(name)).stream()
                            .map(Demand::condition)
                            .toList());
        }

        private Supplier<Mask> maker(Family family, ColumnName name) {
            Rule.Masked rule = book.masked(family, name.column()).orElseThrow();
            MaskType type = book.types().get(rule.mask());
            MaskTarget target = fits.targets().get(name);
            return () -> type.create(target, rule.options(), key);
        }
    }
}
