package dev.dumplink.masking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A complete policy to begin with: every column named, personal ones masked, doubts marked for a person to look at. What
 * does not compile against the schema is replaced by the next best, so that what is printed does.
 */
public final class Suggestion {
    // more than any column has masks to try
    private static final int ROUNDS = 40;
    // the option that names masks for what lies inside a value
    private static final Map<String, String> PARTS = Map.of("json", "paths", "composite", "fields");
    // columns masked for what they share may share something with others
    private static final int SHARED_ROUNDS = 3;
    // only to see whether masks can be made; nothing is masked with it
    private static final MaskingKey TRIAL = new MaskingKey("a key to try with".getBytes(StandardCharsets.US_ASCII));

    private final DatabaseSchema schema;
    private final Map<String, MaskType> types;
    private final Map<ColumnName, Choice> choices = new TreeMap<>();
    private final Map<TableName, Map<String, String>> vouched = new TreeMap<>();

    private Suggestion(DatabaseSchema schema, Map<String, MaskType> types) {
        this.schema = schema;
        this.types = types;
    }

    /** What is suggested for columns that are tied together: one thing, and how far down the list we are. */
    private static final class Choice {
        private final Guess guess;
        private int at;

        Choice(Guess guess) {
            this.guess = guess;
        }

        String mask() {
            return at < guess.masks().size() ? guess.masks().get(at) : Guess.KEEP;
        }

        boolean exhausted() {
            return at >= guess.masks().size();
        }

        Rule rule() {
            if (mask().equals(Guess.KEEP)) {
                return new Rule.Keep();
            }
            ObjectNode options = JsonNodeFactory.instance.objectNode();
            if (PARTS.containsKey(mask()) && !guess.parts().isEmpty()) {
                ObjectNode parts = options.putObject(PARTS.get(mask()));
                new TreeMap<>(guess.parts()).forEach(parts::put);
            } else if (mask().equals("number")) {
                options.put("within", "10%");
            }
            return new Rule.Masked(mask(), new MaskOptions(options));
        }

        Optional<String> doubt() {
            return exhausted()
                    ? Optional.of("no mask fits this type; write rows: none if it is personal")
                    : guess.doubt();
        }
    }

    /**
     * The policy as YAML, tables and columns in their order.
     *
     * @param types the masks there are
     * @param samples values to guess by
     */
    public static String of(DatabaseSchema schema, Map<String, MaskType> types, ColumnSamples samples) {
        Suggestion suggestion = new Suggestion(schema, types);
        suggestion.guess(samples);
        for (int round = 0; round < ROUNDS && suggestion.improve(); round++) {
            // each round takes the next best for whatever did not compile
        }
        return suggestion.print();
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
            if (!choice.mask().equals(Guess.KEEP) && isText(bare, name)) {
                phrases(name, samples).forEach(value -> masked.putIfAbsent(value, name));
            }
        });
        choices.replaceAll((name, choice) -> !choice.mask().equals(Guess.KEEP) || !isText(bare, name)
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
                .filter(choice -> !choice.mask().equals(Guess.KEEP))
                .findFirst()
                .or(() -> tied.stream().findFirst())
                .ifPresent(choice -> references.group(column).forEach(each -> choices.replace(each, choice)));
    }

    private boolean improve() {
        Compilation compilation = new Compiler(types).compile(policy(), schema, TRIAL, LocalDate.EPOCH);
        return compilation.fold(compiled -> false, violations -> {
            violations.list().stream()
                    .filter(violation -> violation.constraint().isPresent())
                    .forEach(this::vouch);
            return violations.list().stream()
                                    .filter(violation -> violation.constraint().isEmpty())
                                    .flatMap(violation -> column(violation).stream())
                                    .distinct()
                                    .filter(choice -> !choice.exhausted())
                                    .peek(choice -> choice.at++)
                                    .count()
                            > 0
                    || violations.list().stream()
                            .anyMatch(violation -> violation.constraint().isPresent());
        });
    }

    private Optional<Choice> column(Violation violation) {
        return violation
                .table()
                .flatMap(table -> violation.column().map(name -> choices.get(new ColumnName(table, name))));
    }

    private void vouch(Violation violation) {
        vouched.computeIfAbsent(violation.table().orElseThrow(), table -> new TreeMap<>())
                .put(violation.constraint().orElseThrow(), "suggested, not proved");
    }

    private Policy policy() {
        Map<TableName, TableRules> tables = new LinkedHashMap<>();
        for (Family family : Family.of(schema)) {
            Map<String, Rule> columns = new LinkedHashMap<>();
            for (Column column : family.root().stored()) {
                Optional.ofNullable(choices.get(family.column(column.name())))
                        .ifPresent(choice -> columns.put(column.name(), choice.rule()));
            }
            boolean rows = family.root().kind() != Table.Kind.FOREIGN;
            tables.put(family.name(), new TableRules(rows, columns, vouched.getOrDefault(family.name(), Map.of())));
        }
        return new Policy(Optional.empty(), false, tables, List.of(), RoleExceptions.NONE);
    }

    private String print() {
        PolicyText text = new PolicyText(schema.name());
        Policy policy = policy();
        policy.tables()
                .forEach((table, rules) -> text.table(
                        table, rules, column -> Optional.ofNullable(choices.get(new ColumnName(table, column)))
                                .flatMap(Choice::doubt)));
        return text.toString();
    }
}
