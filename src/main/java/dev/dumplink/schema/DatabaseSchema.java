package dev.dumplink.schema;

import java.util.List;
import java.util.Optional;

/**
 * A database's shape at one moment.
 *
 * @param name the database's own name on its server
 * @param version the server's, e.g. {@code 15.20}
 * @param tables all of them, partitions too, by name; left out are the server's own, temporary ones, and those of extensions
 *     whose rows no dump holds
 */
public record DatabaseSchema(String name, String version, List<Table> tables) {
    public DatabaseSchema {
        tables = tables.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** Changes whenever a policy may have to: see {@link Fingerprint}. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(this);
    }

    /** The table of that name. */
    public Optional<Table> table(TableName wanted) {
        return tables.stream().filter(table -> table.name().equals(wanted)).findFirst();
    }
}
