package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a table demands of its values, by the names under which a policy may vouch for it. */
final class Constraints {
    /** The name under which a policy vouches that masked rows still have partitions to lie in. */
    static final String PARTITIONS = "partitions";

    private Constraints() {}

    static Set<String> names(Family family) {
        Set<String> names = new TreeSet<>();
        family.all(Table::keys).forEach(key -> names.add(key.name()));
        family.all(Table::checks).forEach(check -> names.add(check.name()));
        family.root().columns().stream()
                .filter(column -> Kind.of(column.type()) == Kind.TSVECTOR)
                .forEach(column -> names.add(column.name()));
        family.root().columns().stream().map(Column::type).forEach(type -> {
            domains(type).forEach(domain -> names.add(domain.sql()));
            hidden(type).forEach(domain -> names.add(domain.sql()));
        });
        if (family.root().kind() == Table.Kind.PARTITIONED) {
            names.add(PARTITIONS);
        }
        return names;
    }

    /** The domains of which the type itself is one, the outermost first. */
    static List<DataType.Domain> domains(DataType type) {
        List<DataType.Domain> domains = new ArrayList<>();
        DataType at = type;
        while (at instanceof DataType.Domain domain) {
            domains.add(domain);
            at = domain.of();
        }
        return domains;
    }

    /** The domains of elements, fields and bounds, whose checks no mask of the whole can be held against. */
    static List<DataType.Domain> hidden(DataType type) {
        List<DataType.Domain> found = new ArrayList<>();
        for (DataType part : parts(type.base())) {
            found.addAll(domains(part));
            found.addAll(hidden(part));
        }
        return found;
    }

    private static List<DataType> parts(DataType type) {
        if (type instanceof DataType.Array array) {
            return List.of(array.element());
        }
        if (type instanceof DataType.Range range) {
            return List.of(range.of());
        }
        return type instanceof DataType.Composite composite
                ? composite.attributes().stream()
                        .map(DataType.Composite.Attribute::type)
                        .toList()
                : List.of();
    }
}
