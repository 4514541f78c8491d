package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DatabaseSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DryRunTest {
    private static final DatabaseSchema SCHEMA = new SchemaBuilder()
            .table("public.a")
            .column("id", "int4")
            .column("name", "text")
            .column("note", "text")
            .table("public.log")
            .column("a", "text")
            .schema();
    private static final Compiled COMPILED = (Compiled) new Compiler(TinyMasks.all())
            .compile(
                    Policy.parse(
                            "p.yml",
                            "version: 1\ntables: {public.a: {columns: {id: keep, name: turn, note: null}}, public.log:"
                                    + " {rows: none}}"),
                    SCHEMA,
                    new MaskingKey(new byte[16]),
                    LocalDate.EPOCH);

    private static DryRun run(int table, String rows, int most) {
        byte[] text = rows.getBytes(StandardCharsets.UTF_8);
        return DryRun.of(COMPILED.tables().get(table), text, 0, text.length, most);
    }

    @Test
    void asManyRowsAreMaskedAsAreWanted() {
        assertThat(run(0, "1\tAnna\tsome\\nwords\n2\t\\N\t\\N\n3\tx\ty\n", 2).rows().stream()
                        .map(row -> row.stream()
                                .map(cell -> cell.before().orElse("NULL") + ">"
                                        + cell.after().orElse("NULL"))
                                .toList()))
                .containsExactly(
                        List.of("1>1", "Anna>annA", "some\nwords>NULL"), List.of("2>2", "NULL>NULL", "NULL>NULL"));
        assertThat(run(0, "", 5).rows()).isEmpty();
        assertThat(run(1, "", 5).table().rows()).isFalse();
    }

    @Test
    void theCellsAreValues() {
        DryRun.Cell cell = run(0, "1\tAnna\tx\n", 5).rows().get(0).get(1);

        assertThat(cell.masked()).isTrue();
        assertThat(cell.before()).contains("Anna");
        assertThat(cell.after()).contains("annA");
    }

    @Test
    void rowsInWhichColumnsHaveValuesComeFirst() {
        assertThat(run(0, "1\t\\N\t\\N\n2\t\\N\t\\N\n3\t\\N\t\\N\n4\tAnna\t\\N\n5\t\\N\twords\n", 3).rows().stream()
                        .map(row -> row.get(0).before().orElseThrow()))
                .containsExactly("1", "4", "5");
    }
}
