package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Every mask exists, understands its options and can do what its column asks. */
final class FitCheck {
    private static final String USE = "; use ";

    private final Rulebook book;
    private final ReferenceCheck references;
    private final Findings findings;
    private final Map<ColumnName, Uniqueness> uniqueness = new HashMap<>();
    private final Map<ColumnName, MaskTarget> targets = new HashMap<>();

    FitCheck(Rulebook book, ReferenceCheck references, Findings findings) {
        this.book = book;
        this.references = references;
        this.findings = findings;
    }

    /** @param unique columns in which rows must stay different */
    void run(Set<ColumnName> unique) {
        for (Family family : book.dumped()) {
            for (Column column : book.maskedColumns(family)) {
                ColumnName name = family.column(column.name());
                DataType type = references.common(name).orElse(column.type());
                MaskTarget target = new MaskTarget(type, notNull(family, column), unique.contains(name));
                column(name, book.masked(family, column.name()).orElseThrow(), target);
            }
        }
    }

    /** For the columns whose masks fit: whether their values stay different. */
    Map<ColumnName, Uniqueness> uniqueness() {
        return uniqueness;
    }

    /** For the columns whose masks fit: what the mask is to be made for. */
    Map<ColumnName, MaskTarget> targets() {
        return targets;
    }

    private static boolean notNull(Family family, Column column) {
        return family.notNull(column)
                || Constraints.domains(column.type()).stream().anyMatch(DataType.Domain::notNull);
    }

    private void column(ColumnName name, Rule.Masked rule, MaskTarget target) {
        if (rule.empties()) {
            empties(name, rule, target);
        } else if (!book.types().containsKey(rule.mask())) {
            findings.add(
                    name,
                    "there is no mask " + rule.mask(),
                    NearestName.hint(rule.mask(), book.types().keySet()));
        } else if (understood(name, rule)) {
            fit(name, rule, target);
        }
    }

    private void empties(ColumnName name, Rule.Masked rule, MaskTarget target) {
        if (target.notNull()) {
            findings.add(name, "it is NOT NULL and cannot be emptied", "choose another mask, such as redact");
        }
        if (!rule.options().names().isEmpty()) {
            findings.add(name, "null takes no options", "remove them");
        }
    }

    private boolean understood(ColumnName name, Rule.Masked rule) {
        Set<String> known = book.types().get(rule.mask()).options();
        rule.options().names().stream()
                .filter(option -> !known.contains(option))
                .forEach(option -> findings.add(
                        name,
                        "the mask " + rule.mask() + " has no option " + option,
                        known.isEmpty() ? "it takes none" : NearestName.hint(option, known)));
        return known.containsAll(rule.options().names());
    }

    private void fit(ColumnName name, Rule.Masked rule, MaskTarget target) {
        MaskType.Fit fit = book.types().get(rule.mask()).fit(target, rule.options());
        if (fit instanceof MaskType.Fit.Misfit misfit) {
            // some name what would fit instead
            int instead = misfit.why().lastIndexOf(USE);
            String why = instead < 0 ? misfit.why() : misfit.why().substring(0, instead);
            findings.add(
                    name,
                    "the mask " + rule.mask() + " does not fit " + target.type().sql() + ": " + why,
                    instead < 0
                            ? "change its options or choose another"
                            : misfit.why().substring(instead + 2) + ", change its options, or choose another");
        } else if (fit instanceof MaskType.Fit.Fits fits) {
            uniqueness.put(name, fits.uniqueness());
            targets.put(name, target);
        }
    }
}
