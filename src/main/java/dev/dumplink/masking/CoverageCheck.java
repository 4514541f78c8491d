package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every column has a rule, every rule has a column, and something is masked. */
final class CoverageCheck {
    private static final Set<Kind> TEXTS =
            EnumSet.of(Kind.TEXT, Kind.JSON, Kind.XML, Kind.HSTORE, Kind.ARRAY, Kind.COMPOSITE);

    private final Rulebook book;
    private final Findings findings;

    CoverageCheck(Rulebook book, Findings findings) {
        this.book = book;
        this.findings = findings;
    }

    void run() {
        book.policy().tables().keySet().forEach(this::known);
        book.families().forEach(this::family);
        book.policy().exceptions().forEach(this::exception);
        Region.unknown(book.policy().locale())
                .ifPresent(why -> findings.add("locale: it " + why, "name one of them, or leave the line out"));
        if (findings.isEmpty() && masksNothing()) {
            findings.add("it masks nothing: every column would leave as it is", "give personal columns masks");
        }
    }

    private boolean masksNothing() {
        return book.dumped().stream().anyMatch(family -> !family.root().stored().isEmpty())
                && book.dumped().stream()
                        .allMatch(family -> book.maskedColumns(family).isEmpty());
    }

    private void known(TableName table) {
        Set<String> tables =
                book.families().stream().map(family -> family.name().toString()).collect(Collectors.toSet());
        book.family(table)
                .ifPresentOrElse(
                        family -> {
                            if (!family.name().equals(table)) {
                                findings.add(
                                        table,
                                        "this is a partition of " + family.name(),
                                        "remove it: the rules of " + family.name() + " are followed");
                            }
                        },
                        () -> findings.add(
                                table,
                                "there is no such table",
                                NearestName.hint("remove it", table.toString(), tables)));
    }

    private void family(Family family) {
        TableName table = family.name();
        if (!book.policy().tables().containsKey(table)) {
            String mend = family.root().kind() == Table.Kind.FOREIGN ? "rows: none" : "its columns, or rows: none";
            findings.add(table, "this table has no rules", "add it with " + mend);
        } else if (family.root().kind() == Table.Kind.FOREIGN
                && book.rules(family).rows()) {
            findings.add(table, "its rows lie on another server", "write rows: none");
        } else {
            if (book.rules(family).rows()) {
                columns(family);
            }
            vouched(family);
        }
    }

    private void columns(Family family) {
        Set<String> ruled = book.rules(family).columns().keySet();
        List<Column> stored = family.root().stored();
        stored.stream()
                .filter(column -> !ruled.contains(column.name()))
                .forEach(column -> findings.add(
                        family.column(column.name()),
                        "this column (" + column.type().sql() + ") has no rule",
                        "add a mask, or keep"));
        ruled.forEach(name -> family.root()
                .column(name)
                .ifPresentOrElse(column -> stored(family, column), () -> missing(family, name, stored)));
        stored.stream().filter(column -> ruled.contains(column.name())).forEach(column -> lexemes(family, column));
    }

    /** Made of the words of columns beside it, as a rule, and no mask of theirs changes it. */
    private void lexemes(Family family, Column column) {
        boolean kept = book.masked(family, column.name()).isEmpty() && !column.generated();
        if (kept && Kind.of(column.type()) == Kind.TSVECTOR && !book.vouched(family, column.name())) {
            book.maskedColumns(family).stream()
                    .filter(each -> TEXTS.contains(Kind.of(each.type())))
                    .findFirst()
                    .ifPresent(text -> findings.add(
                            family.column(column.name()),
                            "this tsvector is kept, and may repeat the words of " + text.name() + ", which is masked",
                            "write redact or null, or vouched: {" + column.name() + ": REASON} below the table"));
        }
    }

    private void stored(Family family, Column column) {
        if (column.generated()) {
            findings.add(
                    family.column(column.name()),
                    "this column is generated: the server computes it from others",
                    "remove its rule");
        }
    }

    private void missing(Family family, String name, List<Column> stored) {
        List<String> known = stored.stream().map(Column::name).toList();
        findings.add(family.column(name), "there is no such column", NearestName.hint("remove its rule", name, known));
    }

    private void vouched(Family family) {
        Set<String> known = Constraints.names(family);
        book.rules(family).vouched().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> findings.add(
                        family.name(),
                        "vouched names " + name + ", which this table does not have",
                        NearestName.hint("remove it", name, known)));
    }

    private void exception(ScanException exception) {
        Stream.of(exception.value(), exception.inDefinition() ? "" : exception.found())
                .filter(text -> text.contains("."))
                .map(ColumnName::parse)
                .filter(name -> book.column(name).isEmpty())
                .forEach(name -> findings.add(
                        "a scan exception names " + name + ", and there is no such column", "correct or remove it"));
    }
}
