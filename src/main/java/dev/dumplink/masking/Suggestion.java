package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A complete policy to begin with: every column named, personal ones masked, doubts marked for a person to look at. What
 * does not compile against the schema is replaced by the next best, so that what is printed does.
 */
public final class Suggestion {
    // more than a few columns of one constraint, tried one after the other, have masks
    private static final int ROUNDS = 120;
    // columns masked for what they share may share something with others
    private static final int SHARED_ROUNDS = 3;
    // only to see whether masks can be made; nothing is masked with it
    private static final MaskingKey TRIAL = new MaskingKey("a key to try with".getBytes(StandardCharsets.US_ASCII));

    private final DatabaseSchema schema;
    private final Map<String, MaskType> types;
    private final Map<ColumnName, Choice> choices = new TreeMap<>();
    private final Map<TableName, Set<String>> unproved = new TreeMap<>();

    private Suggestion(DatabaseSchema schema, Map<String, MaskType> types) {
        this.schema = schema;
        this.types = types;
    }

    /**
     * Guesses.
     *
     * @param types the masks there are
     * @param samples values to guess by
     */
    public static Suggestion of(DatabaseSchema schema, Map<String, MaskType> types, ColumnSamples samples) {
        Suggestion suggestion = new Suggestion(schema, types);
        suggestion.guess(samples);
        for (int round = 0; round < ROUNDS && suggestion.improve(); round++) {
            // each round takes the next best for whatever did not compile
        }
        return suggestion;
    }

    /** The line of a policy for a column, such as {@code email: email}; nothing where it is generated or unknown. */
    public Optional<String> line(ColumnName column) {
        return Optional.ofNullable(choices.get(column)).map(choice -> PolicyText.line(column.column(), choice.rule()));
    }

    /** How many columns are masked. */
    public long masked() {
        return choices.values().stream().filter(Choice::masks).count();
    }

    /** How many columns are kept. */
    public long kept() {
        return choices.size() - masked();
    }

    /** How many lines a person should look at, {@link #undecided} ones included. */
    public long doubtful() {
        return undecided()
                + choices.values().stream()
                        .filter(choice -> choice.doubt().isPresent())
                        .count();
    }

    /** How many constraints no mask is proved to satisfy: there is no dump until a person decides what is done about each. */
    public long undecided() {
        return unproved.values().stream().mapToLong(Set::size).sum();
    }

    private void guess(ColumnSamples samples) {
        Rulebook bare = new Rulebook(
                new Policy(Optional.empty(), false, Map.of(), List.of(), RoleExceptions.NONE), types, schema);
        ReferenceCheck references = new ReferenceCheck(bare);
        for (Family family : bare.families()) {
            if (family.root().kind() != Table.Kind.FOREIGN) {
                Guesses guesses = new Guesses(family, samples);
                family.root()
                        .stored()
                        .forEach(column -> choices.put(family.column(column.name()), new Choice(guesses.of(column))));
            }
        }
        for (int round = 0; round < SHARED_ROUNDS; round++) {
            shared(bare, samples);
        }
        bare.families()
                .forEach(family ->
                        family.root().stored().forEach(column -> tie(references, family.column(column.name()))));
    }

    /** A kept column with values of a masked one would tell them: the titles of albums that are called like their artists. */
    private void shared(Rulebook bare, ColumnSamples samples) {
        Map<String, ColumnName> masked = new HashMap<>();
        choices.forEach((name, choice) -> {
            if (choice.masks() && isText(bare, name)) {
                phrases(name, samples).forEach(value -> masked.putIfAbsent(value, name));
            }
        });
        choices.replaceAll((name, choice) -> choice.masks() || !isText(bare, name)
                ? choice
                : phrases(name, samples)
                        .flatMap(value -> Optional.ofNullable(masked.get(value)).stream())
                        .findFirst()
                        .map(other -> new Choice(Guess.mask("text").doubtful("has values that " + other + " has too")))
                        .orElse(choice));
    }

    private static boolean isText(Rulebook bare, ColumnName name) {
        return bare.column(name).filter(column -> Guesses.isText(column.type())).isPresent();
    }

    private static Stream<String> phrases(ColumnName name, ColumnSamples samples) {
        return samples.values(name.table(), name.column()).stream()
                .map(String::strip)
                .filter(value -> value.length() >= 8 && value.contains(" "));
    }

    /** Columns tied by references share what is guessed of those that reference nothing themselves; a mask wins. */
    private void tie(ReferenceCheck references, ColumnName column) {
        List<Choice> tied = references.group(column).stream()
                .filter(choices::containsKey)
                .sorted((one, other) -> Boolean.compare(references.points(one), references.points(other)))
                .map(choices::get)
                .toList();
        tied.stream()
                .filter(choice -> choice.masks())
                .findFirst()
                .or(() -> tied.stream().findFirst())
                .ifPresent(choice -> references.group(column).forEach(each -> choices.replace(each, choice)));
    }

    private boolean improve() {
        Compilation compilation = new Compiler(types).compile(policy("to be seen"), schema, TRIAL, LocalDate.EPOCH);
        return compilation.fold(compiled -> false, violations -> {
            Set<Choice> unfit = violations.list().stream()
                    .filter(violation -> violation.constraint().isEmpty())
                    .flatMap(violation -> column(violation).stream())
                    .filter(choice -> !choice.exhausted())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            Set<Choice> moved = new HashSet<>(unfit);
            boolean proving = violations.list().stream()
                    .filter(violation -> violation.constraint().isPresent())
                    .collect(Collectors.groupingBy(Suggestion::demand, LinkedHashMap::new, Collectors.toList()))
                    .values()
                    .stream()
                    .map(these -> prove(these, moved))
                    .reduce(false, Boolean::logicalOr);
            unfit.forEach(Choice::next);
            return proving || !unfit.isEmpty();
        });
    }

    private static String demand(Violation violation) {
        return violation.table() + " " + violation.constraint();
    }

    /**
     * Tries the next mask for one of the columns that a constraint is about, the last one first; once there is none left,
     * the constraint stays to be decided by a person.
     *
     * @param moved columns that get another mask anyway
     */
    private boolean prove(List<Violation> about, Set<Choice> moved) {
        String constraint = about.get(0).constraint().orElseThrow();
        List<Choice> open = about.stream()
                .flatMap(violation -> column(violation).stream())
                .filter(choice -> !choice.isHopeless(constraint))
                .toList();
        if (open.isEmpty()) {
            return unproved.computeIfAbsent(about.get(0).table().orElseThrow(), table -> new TreeSet<>())
                    .add(constraint);
        }
        if (open.stream().noneMatch(moved::contains)) {
            Choice last = open.get(open.size() - 1);
            moved.add(last);
            last.walk(constraint);
        }
        return true;
    }

    private Optional<Choice> column(Violation violation) {
        return violation
                .table()
                .flatMap(table -> violation.column().map(name -> choices.get(new ColumnName(table, name))));
    }

    /** @param reason for what is not proved */
    private Policy policy(String reason) {
        Map<TableName, TableRules> tables = new LinkedHashMap<>();
        for (Family family : Family.of(schema)) {
            Map<String, Rule> columns = new LinkedHashMap<>();
            for (Column column : family.root().stored()) {
                Optional.ofNullable(choices.get(family.column(column.name())))
                        .ifPresent(choice -> columns.put(column.name(), choice.rule()));
            }
            boolean rows = family.root().kind() != Table.Kind.FOREIGN;
            Map<String, String> vouched = new TreeMap<>();
            unproved.getOrDefault(family.name(), Set.of()).forEach(constraint -> vouched.put(constraint, reason));
            tables.put(family.name(), new TableRules(rows, columns, vouched));
        }
        return new Policy(Optional.empty(), false, tables, List.of(), RoleExceptions.NONE);
    }

    /** The policy as YAML, tables and columns in their order. */
    @Override
    public String toString() {
        PolicyText text = new PolicyText(schema.name());
        Policy policy = policy(TableRules.UNPROVED);
        Family.of(schema)
                .forEach(family -> text.table(
                        family.name(),
                        policy.tables().get(family.name()),
                        remark(family),
                        column -> Optional.ofNullable(choices.get(family.column(column)))
                                .flatMap(Choice::doubt)));
        return text.toString();
    }

    private static Optional<String> remark(Family family) {
        int partitions = family.leaves().size();
        if (family.root().kind() == Table.Kind.FOREIGN) {
            return Optional.of("its rows lie on another server");
        } else if (!family.partitions().isEmpty()) {
            return Optional.of("and its " + partitions + (partitions == 1 ? " partition" : " partitions"));
        }
        return family.root().extension().map(extension -> "of the extension " + extension);
    }
}
