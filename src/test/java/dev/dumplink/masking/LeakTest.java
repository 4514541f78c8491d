package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LeakTest {
    private static final MaskingKey KEY = new MaskingKey(new byte[16]);
    private static final DatabaseSchema SCHEMA = new SchemaBuilder()
            .table("public.kept")
            .column("title", "text")
            .column("number", "int8")
            .column("data", "jsonb")
            .table("public.person")
            .column("id", "int4")
            .column("name", "text")
            .column("email", "text")
            .column("born", "date")
            .column("prefs", "jsonb")
            .schema();
    private static final Compiled COMPILED = (Compiled) new Compiler(TinyMasks.all())
            .compile(
                    Policy.parse(
                            "p.yml",
                            """
                            version: 1
                            tables:
                              public.person: {columns: {id: keep, name: hash, email: hash, born: hash, prefs: hash}}
                              public.kept: {columns: {title: keep, number: keep, data: keep}}
                            """),
                    SCHEMA,
                    KEY,
                    LocalDate.EPOCH);
    private static final String ROW =
            "1\tAnna O\\tBrien\tanna.1@corp.com\t1980-01-31\t{\"phone\": \"+49 30 1234567\"}\n"
                    + "2\tSchmidt\tab@c.de\t1980-02-01\t\\N\n3\tBob\tx\t1980-02-02\t{\"a\": 1}\n";

    private static CompiledTable table(String name) {
        return COMPILED.table(new TableName("public", name)).orElseThrow();
    }

    private static void mask(LeakSample sample, String rows) {
        LeakSample.Collector collector = sample.collector(table("person"));
        byte[] text = rows.getBytes(StandardCharsets.UTF_8);
        table("person").newMasker(collector).mask(text, 0, text.length, new Bytes(64));
        sample.add(collector);
    }

    private static LeakSearch search(List<ScanException> exceptions) {
        LeakSample sample = new LeakSample(KEY);
        mask(sample, ROW);
        return sample.search(exceptions);
    }

    private static List<String> found(LeakSearch search, String table, String rows) {
        try (LeakScan scan = search.table(table(table))) {
            byte[] text = rows.getBytes(StandardCharsets.UTF_8);
            scan.write(text, 0, text.length);
        }
        return search.findings().stream().map(LeakFinding::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna.1@corp.com,1,{};| real values of public.person.email are in public.kept.title, 1 time",
                "text with anna.1@corp.com in it,1,{};| real values of public.person.email are in public.kept.title, 1 time",
                "(Anna O\\tBrien),1,{};| real values of public.person.name are in public.kept.title, 1 time",
                "Schmidt,1,{};| real values of public.person.name are in public.kept.title, 1 time",
                "a,1,{\"m\": [\"to \\\\\"anna.1@corp.com\\\\\"\"]};| real values of public.person.email are in public.kept.data, 1 time",
                "a,1,{\"m\": \"49 30 1234567\"};| real values of public.person.prefs are in public.kept.data, 1 time",
                "ab@c.de,1,{};ab@c.de,1,ab@c.de;| real values of public.person.email are in public.kept.data, 1 time"
            })
    void aRealValueIsFoundWhereverItStands(String rows, String finding) {
        assertThat(found(search(List.of()), "kept", rows.replace(",", "\t").replace(";", "\n")))
                .contains(finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Herr Schmidt,1,{};",
                "Schmidtchen,1,{};",
                "anna.1@corp.computer,1,{};",
                "Bob x 1980-01-31 phone,1980,{};",
                "title,4930123456,{};"
            })
    void whatIsMetByChanceIsNoFinding(String rows) {
        assertThat(found(search(List.of()), "kept", rows.replace(",", "\t").replace(";", "\n")))
                .filteredOn(line -> line.startsWith("real"))
                .isEmpty();
    }

    @Test
    void aWordCountsWhereItIsNoChance() {
        String others = "title\t1\t{}\n".repeat(20);

        assertThat(found(search(List.of()), "kept", others + "Schmidt\t1\t{}\n"))
                .isEmpty();
        assertThat(found(search(List.of()), "kept", others + "Schmidt\t1\t{}\n".repeat(2)))
                .containsExactly("real values of public.person.name are in public.kept.title, 2 times");
    }

    @Test
    void inMaskedColumnsOnlyUniqueValuesCount() {
        LeakSearch search = search(List.of());

        assertThat(found(search, "person", "1\tSchmidt\tanna.1@corp.com\t\\N\t\\N\n"))
                .containsExactly("real values of public.person.email are in public.person.email, 1 time");
    }

    @Test
    void definitionsAreSearchedToo() {
        LeakSearch search = search(List.of());
        search.definition(new Definition(
                "COMMENT", "public", "TABLE x", List.of("COMMENT ON TABLE x IS 'ask anna.1@corp.com, not Schmidt'")));

        assertThat(search.findings())
                .containsExactly(
                        new LeakFinding("email", "COMMENT TABLE public.x", 1, true),
                        new LeakFinding("public.person.email", "COMMENT TABLE public.x", 1, true));
    }

    @Test
    void anExceptionIsHonoured() {
        ScanException exception = new ScanException("public.person.name", "public.kept.title", "a street of that name");

        assertThat(found(search(List.of(exception)), "kept", "Schmidt\t1\t{}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "me.too@corp.org| email",
                "call +49 (30) 123-4567 now| phone",
                "DE89370400440532013000| iban",
                "pay to DE89 3704 0044 0532 0130 00 PLEASE| iban",
                "4111 1111 1111 1111| card",
                "card:4111-1111-1111-1111.| card"
            })
    void keptTextIsSearchedForPersonalForms(String title, String form) {
        assertThat(found(search(List.of()), "kept", title + "\t1\t{}\n"))
                .containsExactly("values that look like " + form + " are in public.kept.title, 1 time");
        assertThat(found(search(List.of()), "kept", "a\t4111111111111111\t{\"t\": \"" + title + "\"}\n"))
                .containsExactly("values that look like " + form + " are in public.kept.data, 1 time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.com",
                "b@shop.invalid",
                "@corp.com",
                "me@localhost",
                "1+2000000000 3",
                "DE00370400440532013000",
                "4111 1111 1111 1112",
                "+12",
                "2022-02-15 10:05:03.123456+00"
            })
    void formsThatAreNotPersonalAreLeft(String title) {
        assertThat(found(search(List.of()), "kept", title + "\t1\t{}\n")).isEmpty();
    }

    @Test
    void numbersThatPassTheCheckByChanceAreNoCards() {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            rows.append("4")
                    .append(100_000_000_000_000L + (long) (random.nextDouble() * 800_000_000_000_000L))
                    .append("\t1\t{}\n");
        }

        assertThat(found(search(List.of()), "kept", rows.toString())).isEmpty();
    }

    @Test
    void piecesOfAnySizeGiveTheSameFindings() {
        String rows = "a b c\t1\t{}\nsee anna.1@corp.com\t2\t{\"x\": \"ab@c.de\"}\n".repeat(50)
                + "long ".repeat(500_000) + "anna.1@corp.com\t1\tab@c.de\n";
        byte[] text = rows.getBytes(StandardCharsets.UTF_8);
        LeakSearch whole = search(List.of());
        found(whole, "kept", rows);
        LeakSearch cut = search(List.of());
        Random random = new Random(2);
        try (LeakScan scan = cut.table(table("kept"))) {
            for (int at = 0; at < text.length; ) {
                int to = Math.min(text.length, at + 1 + random.nextInt(at < 5000 ? 7 : 100_000));
                scan.write(text, at, to);
                at = to;
            }
        }

        assertThat(whole.findings()).contains(new LeakFinding("public.person.email", "public.kept.title", 51, false));
        assertThat(cut.findings()).isEqualTo(whole.findings());
    }

    @Test
    void theSampleIsTheSameHoweverTheRowsAreSplit() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            rows.add(i + "\tName Number " + i % 3000 + "\tuser" + i % 1000 + "@corp.com\t\\N\t\\N\n");
        }
        LeakSample one = new LeakSample(KEY, 100);
        mask(one, String.join("", rows));
        Collections.shuffle(rows, new Random(3));
        LeakSample several = new LeakSample(KEY, 100);
        for (int i = 0; i < 10; i++) {
            mask(several, String.join("", rows.subList(i * 500, i * 500 + 500)));
        }

        LeakSample goesOn = new LeakSample(KEY, 100);
        LeakSample.Collector collector = goesOn.collector(table("person"));
        TableMasker masker = table("person").newMasker(collector);
        for (int i = 0; i < 20; i++) {
            collector.watch(i % 2 == 0);
            int half = i / 2 * 500;
            byte[] text = String.join("", rows.subList(half, half + 500)).getBytes(StandardCharsets.UTF_8);
            masker.mask(text, 0, text.length, new Bytes(64));
            goesOn.add(collector);
        }

        assertThat(one.size()).isEqualTo(200);
        String kept = String.join("", rows).replaceAll("(?m)^[0-9]+\\t(.*)\\t(.*)\\t.*\\t.*$", "$1 $2\t1\t{}");
        assertThat(found(one.search(List.of()), "kept", kept))
                .isNotEmpty()
                .isEqualTo(found(several.search(List.of()), "kept", kept))
                .isEqualTo(found(goesOn.search(List.of()), "kept", kept));
    }

    @Test
    void valuesThatRepeatAreLookedForUnlessTheyAreSingleWords() {
        LeakSample sample = new LeakSample(KEY);
        mask(sample, ("1\tJane Poe\tx\t\\N\t\\N\n" + "1\tSchmidt\tx\t\\N\t\\N\n").repeat(20));

        assertThat(found(sample.search(List.of()), "kept", "Jane Poe\t1\t{}\n"))
                .containsExactly("real values of public.person.name are in public.kept.title, 1 time");
        assertThat(found(sample.search(List.of()), "kept", "Schmidt\t1\t{}\n")).isEmpty();
    }

    @Test
    void aValueThatMostRowsHaveMayBeADefault() {
        LeakSample sample = new LeakSample(KEY);
        mask(sample, "1\tnot known yet\tx\t\\N\t\\N\n".repeat(100) + "2\tAnna Maria Rao\tx\t\\N\t\\N\n");

        assertThat(defined(sample.search(List.of()), "name text DEFAULT 'not known yet'"))
                .isEmpty();
        assertThat(defined(sample.search(List.of()), "name text DEFAULT 'Anna Maria Rao'"))
                .containsExactly("real values of public.person.name are in TABLE public.x, 1 time");
    }

    private static List<String> defined(LeakSearch search, String... texts) {
        search.definition(new Definition("TABLE", "public", "x", List.of(texts)));
        return search.findings().stream().map(LeakFinding::toString).toList();
    }
}
