package dev.dumplink.check;

import dev.dumplink.masking.MaskType;
import dev.dumplink.masking.Suggestion;
import dev.dumplink.postgres.Source;
import dev.dumplink.schema.DatabaseSchema;
import java.util.Map;
import java.util.function.Consumer;

/** A first policy for a live database, from its schema and a few values of each column. */
public final class PolicySuggestion {
    private PolicySuggestion() {}

    /**
     * Guesses.
     *
     * @param types the masks there are
     * @param unread told in a clause of every table whose values cannot be read: there names and types have to do
     * @throws dev.dumplink.postgres.SourceFailure if the schema cannot be read
     */
    public static Suggestion of(Source source, Map<String, MaskType> types, Consumer<String> unread) {
        DatabaseSchema schema = source.schema();
        return Suggestion.of(schema, types, new Samples(source, schema, unread));
    }
}
