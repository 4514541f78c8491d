package dev.dumplink.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final DataType TEXT = new DataType.Base(
            "pg_catalog", "text", "text", OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    private static Column column(String name, DataType type) {
        return new Column(name, type, false, false, false, false, Optional.empty(), Optional.empty());
    }

    private static Table table(
            String name, List<Column> columns, List<Table.Key> keys, Optional<TableName> partitionOf) {
        return new Table(
                name.hashCode(),
                new TableName("public", name),
                Table.Kind.TABLE,
                partitionOf,
                List.of(),
                columns,
                keys,
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                Optional.empty(),
                -1,
                0);
    }

    private static Fingerprint of(Table... tables) {
        return new DatabaseSchema("shop", "15.1", List.of(tables)).fingerprint();
    }

    private static Table one(Column... columns) {
        return table("a", List.of(columns), List.of(), Optional.empty());
    }

    @Test
    void everyDifferenceThatAPolicyMayCareForIsAnother() {
        Table.Key key = new Table.Key("k", Table.Key.Kind.UNIQUE, List.of("x"), true);
        List<Fingerprint> all = new ArrayList<>(List.of(
                of(),
                of(one()),
                of(one(column("x", TEXT))),
                of(one(column("x", TEXT), column("y", TEXT))),
                of(one(column("y", TEXT), column("x", TEXT))),
                of(one(column("xy", TEXT))),
                of(one(column("x", new DataType.Array("text[]", TEXT)))),
                of(one(column("x", new DataType.Enumeration("e", List.of("a", "b"))))),
                of(one(column("x", new DataType.Enumeration("e", List.of("ab"))))),
                of(one(column("x", new DataType.Domain("d", TEXT, false, List.of())))),
                of(one(column("x", new DataType.Domain("d", TEXT, true, List.of())))),
                of(one(column("x", new DataType.Composite("c", List.of(new DataType.Composite.Attribute("f", TEXT)))))),
                of(one(column("x", new DataType.Composite("c", List.of(new DataType.Composite.Attribute("g", TEXT)))))),
                of(one(column("x", new DataType.Range("r", TEXT, false)))),
                of(table("a", List.of(column("x", TEXT)), List.of(key), Optional.empty())),
                of(table("b", List.of(column("x", TEXT)), List.of(key), Optional.empty())),
                of(one(), table("b", List.of(), List.of(), Optional.empty()))));
        Set<Fingerprint> different = new HashSet<>(all);
        assertThat(different).hasSameSizeAs(all);
    }

    @Test
    void neitherOrderNorPartitionsNorTheServerChangeIt() {
        Table a = one(column("x", TEXT));
        Table b = table("b", List.of(), List.of(), Optional.empty());
        Table partition = table("a_1", List.of(column("x", TEXT)), List.of(), Optional.of(a.name()));
        assertThat(of(b, partition, a)).isEqualTo(of(a, b));
        assertThat(new DatabaseSchema("copy", "18.0", List.of(a, b)).fingerprint())
                .isEqualTo(of(a, b));
    }

    @Test
    void isWrittenAsHexDigits() {
        assertThat(of().toString()).matches("[0-9a-f]{64}").isEqualTo(new Fingerprint(of().hex()).hex());
        assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("ABC"));
    }
}
