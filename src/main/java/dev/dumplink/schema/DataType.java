package dev.dumplink.schema;

import java.util.List;
import java.util.OptionalInt;

/** What a column can hold. {@link #sql} is what {@code format_type} says, modifiers included, e.g. {@code character varying(40)}. */
public sealed interface DataType {
    String sql();

    /** The type under any domains. */
    default DataType base() {
        return this;
    }

    /**
     * A type of the server's own or of an extension.
     *
     * @param schema where it is defined, {@code pg_catalog} for the server's own
     * @param name as in {@code pg_type}: {@code text}, {@code varchar}, {@code int4}, {@code timestamptz}, {@code citext}
     * @param length most characters of {@code varchar(n)}, {@code bpchar(n)}, {@code bit(n)} and {@code varbit(n)}
     * @param precision of {@code numeric(p, s)}, in digits
     * @param scale of {@code numeric(p, s)}, in digits
     */
    record Base(String schema, String name, String sql, OptionalInt length, OptionalInt precision, OptionalInt scale)
            implements DataType {}

    /** @param labels in their order */
    record Enumeration(String sql, List<String> labels) implements DataType {
        public Enumeration {
            labels = List.copyOf(labels);
        }
    }

    /** @param checks the conditions on {@code VALUE}, as {@code pg_get_constraintdef} tells them */
    record Domain(String sql, DataType of, boolean notNull, List<String> checks) implements DataType {
        public Domain {
            checks = List.copyOf(checks);
        }

        @Override
        public DataType base() {
            return of.base();
        }
    }

    /** Of any number of dimensions. */
    record Array(String sql, DataType element) implements DataType {}

    /** A row type. */
    record Composite(String sql, List<Attribute> attributes) implements DataType {
        public Composite {
            attributes = List.copyOf(attributes);
        }

        /** One field of a row type. */
        public record Attribute(String name, DataType type) {}
    }

    /** @param multiple a multirange */
    record Range(String sql, DataType of, boolean multiple) implements DataType {}
}
