package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rows that a key keeps apart stay apart: its masked columns need masks that are not lossy, unless the columns that are
 * kept suffice by another key. The same goes for indexes on expressions and parts of the rows, of which nothing more is
 * known than which columns they read. Whether an exclusion constraint holds cannot be told once a column of it is masked.
 */
final class KeyCheck {
    private final Rulebook book;

    KeyCheck(Rulebook book) {
        this.book = book;
    }

    /** The columns in which masked rows must stay different. */
    Set<ColumnName> unique() {
        Set<ColumnName> unique = new HashSet<>();
        for (Family family : book.dumped()) {
            keys(family).filter(key -> key.kind() != Table.Key.Kind.EXCLUSION).forEach(key -> masked(family, key)
                    .forEach(column -> unique.add(family.column(column))));
        }
        return unique;
    }

    /** @param uniqueness of the masks, by column; none where no mask fits */
    void run(Map<ColumnName, Uniqueness> uniqueness, Findings findings) {
        for (Family family : book.dumped()) {
            keys(family).filter(key -> !neverMeets(family, key)).forEach(key -> {
                for (String column : masked(family, key)) {
                    if (key.kind() == Table.Key.Kind.EXCLUSION) {
                        exclusion(family.column(column), key, findings);
                    } else if (uniqueness.get(family.column(column)) == Uniqueness.LOSSY) {
                        lossy(family, column, key, findings);
                    }
                }
            });
        }
    }

    /** Whether no two rows can exclude each other any more: NULL meets nothing. */
    private boolean neverMeets(Family family, Table.Key key) {
        return key.kind() == Table.Key.Kind.EXCLUSION
                && key.plain()
                && key.columns().stream().anyMatch(column -> book.masked(family, column)
                        .filter(Rule.Masked::empties)
                        .isPresent());
    }

    private static void exclusion(ColumnName column, Table.Key key, Findings findings) {
        findings.add(
                column,
                "the exclusion constraint " + key.name() + " may not hold for masked values",
                "keep it, or say why it will hold under vouched",
                key.name());
    }

    private void lossy(Family family, String column, Table.Key key, Findings findings) {
        String mask = book.masked(family, column).map(Rule.Masked::mask).orElseThrow();
        String what = key.kind() == Table.Key.Kind.PRIMARY ? "the primary key " : "the unique index ";
        findings.add(
                family.column(column),
                "the mask " + mask + " can give the same for different values, and " + what + key.name()
                        + " keeps rows apart by this column",
                "choose a mask that stays different, such as key, uuid, hash, digits or email");
    }

    private Stream<Table.Key> keys(Family family) {
        return family.all(Table::keys).stream().filter(key -> !book.vouched(family, key.name()));
    }

    /** The masked columns on which the key depends; NULLs are never equal, so emptied ones do not count. */
    private List<String> masked(Family family, Table.Key key) {
        if (keptSuffice(family, key)) {
            return List.of();
        }
        return key.columns().stream()
                .flatMap(column -> sources(family, column))
                .distinct()
                .filter(column -> book.masked(family, column)
                        .filter(rule -> !rule.empties())
                        .isPresent())
                .toList();
    }

    private boolean keptSuffice(Family family, Table.Key key) {
        return key.plain()
                && family.root().keys().stream()
                        .filter(other -> other.plain() && other.kind() != Table.Key.Kind.EXCLUSION)
                        .filter(other -> key.columns().containsAll(other.columns()))
                        .anyMatch(other -> other.columns().stream().allMatch(column -> keeps(family, column)));
    }

    private boolean keeps(Family family, String column) {
        return book.masked(family, column).isEmpty()
                && family.root()
                        .column(column)
                        .filter(each -> family.notNull(each) && !each.generated())
                        .isPresent();
    }

    /** The column itself, or those a generated column is made of. */
    static Stream<String> sources(Family family, String name) {
        return family.root()
                .column(name)
                .filter(Column::generated)
                .flatMap(Column::defaultExpression)
                .map(expression ->
                        family.root().stored().stream().map(Column::name).filter(each -> mentions(expression, each)))
                .orElseGet(() -> Stream.of(name));
    }

    static boolean mentions(String expression, String column) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_$])" + Pattern.quote(column.replace("\"", "\"\"")) + "(?![\\p{L}\\p{N}_$])")
                .matcher(expression)
                .find();
    }
}
