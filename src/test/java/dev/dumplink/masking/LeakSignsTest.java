package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values between signs beyond ASCII, in addresses of the web, and short ones. */
final class LeakSignsTest {
    private static final MaskingKey KEY = new MaskingKey(new byte[16]);
    private static final DatabaseSchema SCHEMA = new SchemaBuilder()
            .table("public.kept")
            .column("title", "text")
            .column("note", "text")
            .table("public.person")
            .column("name", "text")
            .column("street", "text")
            .column("token", "text")
            .column("plate", "text")
            .schema();
    private static final Compiled COMPILED = new Compiler(MaskTypes.all())
            .compile(
                    Policy.parse(
                            "p.yml",
                            """
                            version: 1
                            tables:
                              public.person: {columns: {name: full_name, street: street, token: hash, plate: hash}}
                              public.kept: {columns: {title: keep, note: keep}}
                            """),
                    SCHEMA,
                    KEY,
                    LocalDate.EPOCH)
            .fold(compiled -> compiled, violations -> {
                throw new AssertionError(violations.list());
            });
    private static final String TOKEN = "9f86d081884c7d659a2feaa0c55ad015";
    private static final List<String> PEOPLE = List.of(
            "Sofia Winterfeldha\tHauptstrasse 40e\t" + TOKEN + "\tEB-1030",
            "Lucie O\u2019Osterlohda\tAm\u00a0Wall 17b\tab_cd-12ef+34gh90\tEn Bica",
            "Jan Meyer-Schulze\tAlter Markt 9c\t\\N\tX100030",
            "Mia Brandenburga\tNeuer Weg 12d\t\\N\tab-c9x");

    private static LeakSearch search() {
        CompiledTable table = COMPILED.table(new TableName("public", "person")).orElseThrow();
        LeakSample sample = new LeakSample(KEY);
        LeakSample.Collector collector = sample.collector(table);
        byte[] rows = (String.join("\n", PEOPLE) + "\n").getBytes(StandardCharsets.UTF_8);
        table.newMasker(collector).mask(rows, 0, rows.length, new Bytes(64));
        sample.add(collector);
        return sample.search(List.of());
    }

    private static List<String> found(String... titles) {
        LeakSearch search = search();
        CompiledTable table = COMPILED.table(new TableName("public", "kept")).orElseThrow();
        try (LeakScan scan = search.table(table)) {
            for (String title : titles) {
                byte[] row = (title + "\tsomething else\n").getBytes(StandardCharsets.UTF_8);
                scan.write(row, 0, row.length);
            }
        }
        return search.findings().stream().map(LeakFinding::value).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "said \u201cSofia Winterfeldha\u201d | name",
                "Sofia Winterfeldha\u2019s | name",
                "Sofia\u00a0Winterfeldha | name",
                "Sofia\u2009Winterfeldha\u3000| name",
                "Sofia\u200bWinterfeldha | name",
                "So\u00adfia Winter\u00adfeldha | name",
                "\uff08Sofia Winterfeldha\uff09 | name",
                "\u2014Sofia Winterfeldha\u2014 | name",
                "\u7530\u4e2d\u3002Sofia Winterfeldha\u3001 | name",
                "\u20acSofia Winterfeldha\u2122\ud83d\ude00 | name",
                "\\\\u201cSofia Winterfeldha\\\\u201d | name",
                "&#8220;Sofia&#160;Winterfeldha&#8221; | name",
                "Lucie O'Osterlohda\u2026 | name",
                "Lucie O\u00b4Osterlohda | name",
                "Jan Meyer\u2013Schulze | name",
                "\u00bbHauptstrasse 40e\u00ab | street",
                "Hauptstrasse 40e\u2026 | street",
                "Am Wall 17b | street",
                "\u201e" + TOKEN + "\u201d | token",
                "\uff33\uff4f\uff46\uff49\uff41\u3000\uff37\uff49\uff4e\uff54\uff45\uff52\uff46\uff45\uff4c\uff44\uff48\uff41 | name"
            })
    void aSignBeyondAsciiEndsAWord(String title, String column) {
        assertThat(found(title)).containsExactly("public.person." + column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e4Sofia Winterfeldha",
                "Sofia Winterfeldha\u00e9",
                "Sofia Winterfeldha\u0301",
                "Sofia Winterfeldha\u4e2d",
                "Hauptstrasse 40e\u00aa"
            })
    void aLetterBeyondAsciiDoesNot(String title) {
        assertThat(found(title)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/go?next=%2Freset%3Ftoken%3D" + TOKEN + " | token",
                "/go?next=%252Freset%253Ftoken%253D" + TOKEN + "%2526x | token",
                "/go?q=Sofia+Winterfeldha&n=1 | name",
                "/go?q=Sofia%2BWinterfeldha | name",
                "/go?q=Lucie+O%E2%80%99Osterlohda | name",
                "/go?q=Lucie+O%25E2%2580%2599Osterlohda | name",
                "/a/Hauptstrasse-40e/b | street",
                "/a/hauptstrasse_40e.html | street",
                "/a/jan-meyer-schulze | name",
                "/a/Jan_Meyer-Schulze | name",
                "/t/ab_cd-12ef+34gh90 | token",
                "/t/ab_cd-12ef%2B34gh90 | token"
            })
    void anAddressIsRead(String title, String column) {
        assertThat(found(title)).containsExactly("public.person." + column);
    }

    @Test
    void namesInSmallLettersThatAreJoinedCountWhereTheyAreSeveral() {
        for (String joint : List.of("-", "_", "+", "%20")) {
            String two = "/u/sofia%swinterfeldha".formatted(joint.replace("%", "%%"));
            assertThat(found(two, two)).isEmpty();
        }
        assertThat(found("/u/sofia-winterfeldha", "/u/lucie_o'osterlohda", "/u/mia-brandenburga"))
                .containsExactly("public.person.name");
        assertThat(found("/u/sofia-winterfeldha", "/u/sofia_winterfeldha", "/u/mia+brandenburga"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EB-1030", "En Bica", "X100030", "ab-c9x", "\u201eEn\u00a0Bica\u201d "})
    void fewCharactersCountAsAWholeField(String title) {
        assertThat(found(title)).containsExactly("public.person.plate");
        assertThat(found("with " + title)).isEmpty();
    }

    @Test
    void fewCharactersCountWhereTheyAreNoChance() {
        String[] titles = new String[41];
        Arrays.fill(titles, "title");
        titles[7] = "EB-1030";
        titles[8] = "X100030";

        assertThat(found(titles)).isEmpty();
        titles[9] = "En Bica";
        assertThat(found(titles)).containsExactly("public.person.plate");
        assertThat(found("eb-1030")).isEmpty();
        assertThat(found("eb 1030", "x100030", "EN BICA")).containsExactly("public.person.plate");
    }
}
