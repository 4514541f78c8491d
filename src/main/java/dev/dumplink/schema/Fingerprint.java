package dev.dumplink.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A schema in one word: SHA-256, in 64 lower-case hex digits, over its tables by name, each with its columns in order,
 * their types to the last attribute, and its keys, references and conditions.
 *
 * <p>What says nothing about a policy is left out: the database's name, the server's version, sizes, oids, comments, and
 * partitions, whose columns are their parent's and which come and go with the calendar. Conditions and defaults are worded
 * by the server, so another major version may change the fingerprint of an unchanged schema.
 */
public record Fingerprint(String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    public Fingerprint {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("a fingerprint is 64 lower-case hex digits");
        }
    }

    static Fingerprint of(DatabaseSchema schema) {
        Canonical canonical = new Canonical();
        canonical.each(
                schema.tables().stream()
                        .filter(table -> table.partitionOf().isEmpty())
                        .toList(),
                canonical::table);
        return new Fingerprint(HexFormat.of().formatHex(canonical.digest.digest()));
    }

    @Override
    public String toString() {
        return hex;
    }

    /** Every text preceded by its length and every list by its count, so that no two schemas are the same bytes. */
    private static final class Canonical {
        private final MessageDigest digest = sha256();

        private interface Writing<T> {
            void write(T part);
        }

        private <T> void each(List<T> parts, Writing<T> writing) {
            number(parts.size());
            parts.forEach(writing::write);
        }

        private void table(Table table) {
            text(table.name().sql());
            text(table.kind().name());
            each(table.inherits(), parent -> text(parent.sql()));
            each(table.columns(), this::column);
            each(table.keys(), this::key);
            each(table.foreignKeys(), this::reference);
            each(table.checks(), check -> texts(List.of(check.name(), check.definition())));
            texts(table.partitionKey());
            texts(List.of(
                    "" + table.rowSecurity(),
                    table.extension().orElse(""),
                    table.filter().orElse("")));
        }

        private void column(Column column) {
            text(column.name());
            type(column.type());
            texts(List.of(
                    "" + column.notNull(),
                    "" + column.generated(),
                    "" + column.identity(),
                    column.defaultExpression().orElse("")));
        }

        private void type(DataType type) {
            texts(List.of(type.getClass().getSimpleName(), type.sql()));
            if (type instanceof DataType.Base base) {
                texts(List.of(base.schema(), base.name()));
            } else if (type instanceof DataType.Enumeration enumeration) {
                texts(enumeration.labels());
            } else if (type instanceof DataType.Domain domain) {
                type(domain.of());
                text("" + domain.notNull());
                texts(domain.checks());
            } else if (type instanceof DataType.Array array) {
                type(array.element());
            } else if (type instanceof DataType.Range range) {
                type(range.of());
            } else if (type instanceof DataType.Composite composite) {
                each(composite.attributes(), attribute -> {
                    text(attribute.name());
                    type(attribute.type());
                });
            }
        }

        private void key(Table.Key key) {
            texts(List.of(key.name(), key.kind().name(), "" + key.plain()));
            texts(key.columns());
        }

        private void reference(Table.ForeignKey key) {
            texts(List.of(key.name(), key.target().sql()));
            texts(key.columns());
            texts(key.references());
        }

        private void texts(List<String> texts) {
            each(texts, this::text);
        }

        private void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            digest.update(bytes);
        }

        private void number(int number) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
