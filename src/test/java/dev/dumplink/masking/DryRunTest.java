package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DatabaseSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
    void maskedValuesAreMarkedAndShownBeforeAndAfter() {
        assertThat(run(0, "1\tAnna\tsome\\nwords\n2\t\\N\t\\N\n3\tx\ty\n", 2).text(60))
                .isEqualTo(
                        """
                        public.a
                          row 1
                            id    1
                          * name  Anna                    -> annA
                          * note  some\u00b7words              -> (null)
                          row 2
                            id    2
                          * name  (null)                  -> (null)
                          * note  (null)                  -> (null)
                        """);
    }

    @Test
    void longValuesAreCutToTheTerminal() {
        String text = run(0, "1\t" + "\ud83d\ude00long ".repeat(50) + "\t\u001b[2Jgone\n", 5)
                .text(50);

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                .isLessThanOrEqualTo(50));
        assertThat(text).contains("\u2026 -> ").doesNotContain("\u001b");
    }

    @Test
    void tablesWithoutRowsSaySo() {
        assertThat(run(1, "", 5).text(80)).isEqualTo("public.log: rows none\n");
        assertThat(run(0, "", 5).text(80)).isEqualTo("public.a: no rows\n");
    }

    @Test
    void theCellsAreValues() {
        DryRun.Cell cell = run(0, "1\tAnna\tx\n", 5).rows().get(0).get(1);

        assertThat(cell.masked()).isTrue();
        assertThat(cell.before()).contains("Anna");
        assertThat(cell.after()).contains("annA");
    }
}
