package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.schema.DatabaseSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableMaskerTest {
    private static final DatabaseSchema THREE = new SchemaBuilder()
            .table("public.x")
            .column("a", "text")
            .column("b", "text")
            .column("c", "text")
            .schema();

    private static CompiledTable table(DatabaseSchema schema, String columns) {
        Policy policy = Policy.parse("p.yml", "version: 1\ntables: {public.x: {columns: {" + columns + "}}}");
        return ((Compiled) new Compiler(TinyMasks.all())
                        .compile(policy, schema, new MaskingKey(new byte[16]), LocalDate.EPOCH))
                .tables()
                .get(0);
    }

    private static String mask(TableMasker masker, String rows) {
        byte[] text = ("??" + rows + "??").getBytes(StandardCharsets.UTF_8);
        Bytes out = new Bytes(16);
        int count = masker.mask(text, 2, text.length - 2, out);
        assertThat(count).isEqualTo((int) rows.chars().filter(c -> c == '\n').count());
        return out.toString();
    }

    /** Fields are written with a comma here, rows with a semicolon; only b is masked, by turning it round. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,abc,3;| 1,cba,3;",
                "1,,3;| 1,,3;",
                "1,\\N,3;| 1,\\N,3;",
                "\\N,\\N,\\N;| \\N,\\N,\\N;",
                "1,\\\\N,3;| 1,N\\\\,3;",
                "1\\\\\\t,a\\tb,\\.;| 1\\\\\\t,b\\ta,\\.;",
                "1,\\101\\x42\\qc\\b\\v\\f\\r\\n,3;| 1,\\n\\r\\f\\v\\bcqBA,3;",
                "1,ab\\,3;| 1,\\\\ba,3;",
                "é😀,é😀x,ü;1,ab,2;;;| é😀,x😀é,ü;1,ba,2;;;"
            })
    void onlyMaskedFieldsChange(String rows, String masked) {
        TableMasker masker = table(THREE, "a: keep, b: turn, c: keep").newMasker();
        String in = rows.replace(",", "\t").replace(";;;", ";").replace(";", "\n");

        assertThat(mask(masker, in))
                .isEqualTo(masked.replace(",", "\t").replace(";;;", ";").replace(";", "\n"));
    }

    @Test
    void resultsThatWouldTearTheRowAreEscapedWhateverTheMaskSaidOfItself() {
        assertThat(mask(table(THREE, "a: tabs, b: null, c: keep").newMasker(), "x\ty\tz\n"))
                .isEqualTo("x\\t\\\\N\\nx\t\\N\tz\n");
    }

    @ParameterizedTest
    @CsvSource({"'1,2;'", "'1,2,3,4;'", "'1,2,3'", "'1,2;3;'", "';'"})
    void aRowOfOtherColumnsIsRefused(String rows) {
        TableMasker masker = table(THREE, "a: keep, b: turn, c: keep").newMasker();

        assertThatThrownBy(() -> mask(masker, rows.replace(",", "\t").replace(";", "\n")))
                .isInstanceOf(MaskingFailed.class)
                .hasMessage("public.x: a row does not have the 3 columns that the table had when the dump began");
    }

    @Test
    void aTableWithoutColumnsHasEmptyRows() {
        DatabaseSchema schema = new SchemaBuilder()
                .table("public.x")
                .table("public.y")
                .column("a", "text")
                .schema();
        Policy policy =
                Policy.parse("p.yml", "version: 1\ntables: {public.x: {columns: {}}, public.y: {columns: {a: city}}}");
        Compiled compiled = (Compiled)
                new Compiler(TinyMasks.all()).compile(policy, schema, new MaskingKey(new byte[16]), LocalDate.EPOCH);
        TableMasker masker = compiled.tables().get(0).newMasker();

        assertThat(mask(masker, "\n\n\n")).isEqualTo("\n\n\n");
        assertThatThrownBy(() -> mask(masker, "a\n")).isInstanceOf(MaskingFailed.class);
    }

    @Test
    void aMaskThatFailsTellsNoValue() {
        TableMasker masker = table(THREE, "a: keep, b: loud, c: keep").newMasker();

        assertThatThrownBy(() -> mask(masker, "1\tsecret\t3\n"))
                .isInstanceOf(MaskingFailed.class)
                .hasMessage("public.x.b: the mask failed with IllegalStateException")
                .hasNoCause();
    }

    @Test
    void aMaskIsWalkedUntilTheChecksHold() {
        DatabaseSchema even = new SchemaBuilder()
                .table("public.x")
                .column("a", "int4")
                .check("x_a", "CHECK (((a > 12) OR (a < 3)))", "a")
                .schema();

        assertThat(mask(table(even, "a: next").newMasker(), "1\n2\n20\n")).isEqualTo("2\n13\n21\n");
    }

    @Test
    void aValueThatNoWalkEndsForIsRefused() {
        DatabaseSchema small = new SchemaBuilder()
                .table("public.x")
                .column("a", "int4")
                .check("x_a", "CHECK ((a < 100))", "a")
                .schema();

        assertThatThrownBy(() -> mask(table(small, "a: next").newMasker(), "99\n"))
                .isInstanceOf(MaskingFailed.class)
                .hasMessageStartingWith("public.x.a: the mask gives no value that the column's checks accept");
    }

    @Test
    void anObserverSeesWhatWasRealAndWhatBecameOfIt() {
        List<String> seen = new ArrayList<>();
        RowObserver observer = new RowObserver() {
            @Override
            public boolean wantsKept(int column) {
                return column == 2;
            }

            @Override
            public void masked(int column, byte[] value, int from, int to, byte[] masked, int start, int end) {
                seen.add(column + " " + text(value, from, to) + " > " + text(masked, start, end));
            }

            @Override
            public void kept(int column, byte[] value, int from, int to) {
                seen.add(column + " " + text(value, from, to));
            }
        };
        TableMasker masker = table(THREE, "a: null, b: turn, c: keep").newMasker(observer);

        mask(masker, "one\ta\\tb\tc\\\\\n\\N\t\\N\t\\N\n");
        assertThat(seen).containsExactly("0 one > ", "1 a\tb > b\ta", "2 c\\");
    }

    private static String text(byte[] value, int from, int to) {
        return new String(value, from, to - from, StandardCharsets.UTF_8);
    }
}
