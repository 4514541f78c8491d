package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.Table;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Guesses what each column holds: by its name, its type, its values, and what else is in its table. */
final class Guesses {
    private static final Set<Meaning> OF_PERSONS = EnumSet.of(
            Meaning.EMAIL, Meaning.FIRST_NAME, Meaning.LAST_NAME, Meaning.BIRTH, Meaning.PASSWORD, Meaning.USERNAME);
    private static final Set<Meaning> OF_ADDRESSES =
            EnumSet.of(Meaning.STREET, Meaning.PHONE, Meaning.POSTCODE, Meaning.CITY);
    private static final Set<Meaning> OF_NUMBERS = EnumSet.of(
            Meaning.PHONE,
            Meaning.CARD,
            Meaning.ACCOUNT,
            Meaning.TAX_ID,
            Meaning.POSTCODE,
            Meaning.EXTENSION,
            Meaning.IP,
            Meaning.PAY,
            Meaning.AGE,
            Meaning.PLACE,
            Meaning.PIN);
    // said of people; of things the same words are harmless
    private static final Set<Meaning> OF_PEOPLE_ONLY = EnumSet.of(Meaning.TOWN, Meaning.BODY);
    // when a row was made, changed or removed
    private static final List<String> OF_ROWS = List.of(
            "created",
            "create",
            "updated",
            "update",
            "modified",
            "inserted",
            "changed",
            "imported",
            "synced",
            "deleted",
            "archived",
            "registered");
    private static final List<String> PERSONS =
            Arrays.asList(("*person people *customer *user users *employee staff *member *contact *patient client"
                            + " clients *kunde *mitarbeiter personne *cliente klant actor artist author *guest"
                            + " *student *teacher *passenger *tenant lead leads party *benutzer *usuario persoon")
                    .split(" "));
    private static final List<String> LABELS =
            List.of("name", "title", "label", "caption", "bezeichnung", "titel", "titre", "titulo");

    private final Family family;
    private final ColumnSamples samples;
    private final boolean persons;
    private final boolean addresses;

    Guesses(Family family, ColumnSamples samples) {
        this.family = family;
        this.samples = samples;
        ColumnWords name = new ColumnWords(family.name().name());
        this.persons = PERSONS.stream().anyMatch(name::has) || holds(OF_PERSONS);
        this.addresses = persons || holds(OF_ADDRESSES);
    }

    private boolean holds(Set<Meaning> any) {
        return family.root().stored().stream()
                .filter(column -> isText(column.type()))
                .flatMap(column -> meaning(column).stream())
                .anyMatch(any::contains);
    }

    Guess of(Column column) {
        DataType type = column.type().base();
        if (type instanceof DataType.Array array && !isText(type)) {
            return plain(column, array.element().base());
        }
        return isText(type) ? text(column) : plain(column, type);
    }

    static boolean isText(DataType type) {
        DataType base = type.base();
        if (base instanceof DataType.Array array) {
            return isText(array.element());
        }
        return base instanceof DataType.Base plain
                && Set.of("text", "varchar", "bpchar", "citext", "name").contains(plain.name());
    }

    private Guess plain(Column column, DataType type) {
        if (type instanceof DataType.Enumeration) {
            return sensitive(column)
                    ? Guess.mask("pick")
                    : persons ? Guess.keep("a choice that somebody made") : unlessDelicate(column);
        } else if (type instanceof DataType.Composite composite) {
            return Guess.mask("composite").with(fields(composite));
        } else if (type instanceof DataType.Range) {
            return persons ? Guess.mask("null") : Guess.keep();
        }
        return base(column, (DataType.Base) type);
    }

    private static Map<String, String> fields(DataType.Composite type) {
        return type.attributes().stream()
                .collect(Collectors.toMap(
                        DataType.Composite.Attribute::name,
                        attribute -> isText(attribute.type())
                                ? Meaning.of(new ColumnWords(attribute.name()))
                                        .findFirst()
                                        .map(Meaning::mask)
                                        .orElse("text")
                                : "redact"));
    }

    private Guess base(Column column, DataType.Base type) {
        return switch (type.name()) {
            case "json", "jsonb" -> Guess.mask("json").with(JsonMembers.of(values(column)));
            case "hstore" -> Guess.mask("hstore");
            case "xml" -> Guess.mask("redact", "null");
            case "bytea" -> Guess.mask("null", "redact");
            case "tsvector" -> Guess.mask("null", "redact").doubtful("holds the words of other columns");
            case "inet", "cidr" -> Guess.mask("ip");
            case "macaddr", "macaddr8" -> Guess.mask("mac");
            case "uuid" -> isKey(column) ? Guess.keep() : Guess.mask("uuid");
            case "money" -> persons ? Guess.mask("number") : Guess.keep("an amount of money");
            case "int2", "int4", "int8", "numeric", "float4", "float8" -> number(column);
            case "date", "timestamp", "timestamptz" -> date(column);
            case "bool", "bit", "varbit" ->
                sensitive(column)
                        ? Guess.mask("redact")
                        : persons ? Guess.keep("something that is so or not of somebody") : unlessDelicate(column);
            case "time", "timetz", "interval" -> persons ? Guess.keep("a time about somebody") : Guess.keep();
            case "oid" -> Guess.keep();
            case "point", "box", "path", "polygon", "circle", "line", "lseg", "geometry", "geography" ->
                Guess.mask("null");
            default -> Guess.mask("null", "redact").doubtful("a type that is not known here");
        };
    }

    /** What somebody is called by some authority, and what only counts rows: the name tells first, the key after it. */
    private Guess number(Column column) {
        if (counts(column) || references(column)) {
            return Guess.keep();
        }
        Optional<Meaning> named = meaning(column);
        if (named.filter(meaning -> meaning == Meaning.BIRTH).isPresent()) {
            return born(column);
        } else if (named.filter(OF_NUMBERS::contains).isPresent()
                || persons && named.filter(Meaning.BODY::equals).isPresent()) {
            return Guess.mask(named.get().mask(), "number", "digits");
        } else if (sensitive(column)) {
            return Guess.mask("redact");
        } else if (isKey(column) || !persons) {
            return isKey(column) ? Guess.keep() : unlessDelicate(column);
        }
        return new NumberForm(elements(column))
                .numbers()
                .map(meaning -> meaning == Meaning.BIRTH
                        ? Guess.mask("number").within("5").doubtful("years, by its values: of birth?")
                        : Guess.mask(meaning.mask(), "digits").doubtful("by its values"))
                .orElseGet(() -> Guess.keep("a number about somebody"));
    }

    /** A year, or seconds since 1970. */
    private Guess born(Column column) {
        return new NumberForm(elements(column))
                        .numbers()
                        .filter(meaning -> meaning == Meaning.BIRTH)
                        .isPresent()
                ? Guess.mask("number").within("5")
                : Guess.mask("digits", "number");
    }

    private Guess date(Column column) {
        Optional<Meaning> named = meaning(column);
        if (named.filter(meaning -> meaning == Meaning.BIRTH || persons && meaning == Meaning.LIFE_DATE)
                .isPresent()) {
            return Guess.mask("date");
        }
        return persons && !ofRow(column) && new NumberForm(elements(column)).areBirthdays()
                ? Guess.mask("date").doubtful("by its values: dates of birth?")
                : persons && !ofRow(column) ? Guess.keep("a date about somebody") : Guess.keep();
    }

    /** A thing's health is harmless; but what looks like a thing may be about somebody. */
    private Guess unlessDelicate(Column column) {
        return meaning(column).filter(Meaning.SENSITIVE::equals).isPresent()
                ? Guess.keep("delicate, if it is about somebody")
                : Guess.keep();
    }

    private static boolean ofRow(Column column) {
        ColumnWords name = new ColumnWords(column.name());
        return OF_ROWS.stream().anyMatch(name::has);
    }

    private boolean sensitive(Column column) {
        return (persons || referencesPersons())
                && meaning(column)
                        .filter(meaning -> meaning == Meaning.SENSITIVE)
                        .isPresent();
    }

    /** Whether the server numbers rows by it. */
    private static boolean counts(Column column) {
        return column.identity()
                || column.defaultExpression()
                        .filter(expression -> expression.startsWith("nextval("))
                        .isPresent();
    }

    private Optional<Meaning> meaning(Column column) {
        return Meaning.of(new ColumnWords(column.name())).findFirst();
    }

    /** A key that stands for rows and says nothing by itself. */
    private boolean isKey(Column column) {
        return family.root().keys().stream()
                        .anyMatch(key -> key.kind() == Table.Key.Kind.PRIMARY
                                && key.columns().contains(column.name()))
                || references(column);
    }

    /** Then what is guessed of the column it points at counts. */
    private boolean references(Column column) {
        return family.root().foreignKeys().stream()
                .anyMatch(key -> key.columns().contains(column.name()));
    }

    private boolean referencesPersons() {
        return family.root().foreignKeys().stream()
                .map(key -> new ColumnWords(key.target().name()))
                .anyMatch(target -> PERSONS.stream().anyMatch(target::has));
    }

    /** How many rows the values were taken from, at least. The planner's estimate would change from hour to hour. */
    private long rows() {
        return family.root().stored().stream()
                .mapToLong(column -> values(column).size())
                .max()
                .orElse(0);
    }

    private List<String> values(Column column) {
        return samples.values(family.name(), column.name());
    }

    private Guess text(Column column) {
        ValueForm form = new ValueForm(elements(column));
        Optional<Meaning> named = meaning(column);
        Optional<Meaning> looked = form.meaning();
        if (looked.isPresent()
                && !named.equals(looked)
                && named.filter(OF_PERSONS::contains).isEmpty()) {
            boolean vague = named.isEmpty()
                    || EnumSet.of(Meaning.FREE_TEXT, Meaning.COUNTRY, Meaning.AREA)
                            .contains(named.get());
            return vague ? mask(looked.get()).doubtful("by its values") : mask(named.get());
        }
        return named.filter(meaning -> addresses || !OF_PEOPLE_ONLY.contains(meaning))
                .map(meaning -> named(meaning, column, form))
                .orElseGet(() -> unnamed(column, form));
    }

    private List<String> elements(Column column) {
        List<String> values = values(column);
        return column.type().base() instanceof DataType.Array
                ? values.stream()
                        .flatMap(value -> Arrays.stream(value.split("[{},\"]+")))
                        .toList()
                : values;
    }

    private Guess named(Meaning meaning, Column column, ValueForm form) {
        return switch (meaning) {
            case COUNTRY -> Guess.keep();
            case THING ->
                persons ? mask(Meaning.FREE_TEXT).doubtful("of a thing, or of somebody?") : Guess.keep("of a thing");
            case AREA ->
                addresses
                        ? mask(meaning).doubtful("part of an address")
                        : Guess.keep("an area, in a table without people or addresses");
            case FREE_TEXT ->
                persons || form.mentionsPersons()
                        ? mask(meaning)
                        : mask(meaning).doubtful("keep it if it is about things");
            case TAX_ID, ACCOUNT -> Guess.mask("digits", "letters");
            default -> mask(meaning);
        };
    }

    private static Guess mask(Meaning meaning) {
        return Guess.mask(meaning.mask());
    }

    private Guess unnamed(Column column, ValueForm form) {
        ColumnWords name = new ColumnWords(column.name());
        if (LABELS.stream().anyMatch(name::endsWith)) {
            return label(name, form);
        }
        if (form.isList(rows()) && !form.mentionsPersons()) {
            return Guess.keep("the same few words again and again");
        }
        boolean key = isKey(column)
                || family.root().keys().stream().anyMatch(each -> each.columns().contains(column.name()));
        if (!key) {
            return Guess.mask("text").doubtful("unknown, so it is masked");
        }
        return (form.isCode() ? Guess.mask("letters", "hash") : Guess.mask("hash", "letters", "digits"))
                .doubtful("a key that may say something");
    }

    private Guess label(ColumnWords name, ValueForm form) {
        if (!persons) {
            return form.mentionsPersons()
                    ? Guess.mask("text").doubtful("some look like names of people")
                    : Guess.keep("of a thing, not of a person");
        }
        return name.endsWith("name")
                ? Guess.mask("full_name")
                : Guess.mask("job").doubtful("a person's title");
    }
}
