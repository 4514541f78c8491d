package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same value in other ways of writing, in other types of column, and in definitions. */
final class LeakWritingsTest {
    private static final MaskingKey KEY = new MaskingKey(new byte[16]);
    private static final DatabaseSchema SCHEMA = new SchemaBuilder()
            .table("public.kept")
            .column("title", "text")
            .column("number", "numeric")
            .column("data", "json")
            .column("bytes", "bytea")
            .column("names", "text[]")
            .table("public.person")
            .column("name", "text")
            .column("email", "text")
            .column("login", "text")
            .column("tel", "int8")
            .column("ref", "uuid")
            .column("prefs", "jsonb")
            .column("partly", "jsonb")
            .column("tags", "hstore")
            .schema();
    private static final Compiled COMPILED = new Compiler(MaskTypes.all())
            .compile(
                    Policy.parse(
                            "p.yml",
                            """
                            version: 1
                            tables:
                              public.person:
                                columns:
                                  name: full_name
                                  email: email
                                  login: username
                                  tel: key
                                  ref: uuid
                                  prefs: {mask: json, paths: {$.email: email, $.phone: phone}}
                                  partly: {mask: json, other: keep, paths: {$.email: email}}
                                  tags: hstore
                              public.kept:
                                columns: {title: keep, number: keep, data: keep, bytes: keep, names: keep}
                            """),
                    SCHEMA,
                    KEY,
                    LocalDate.EPOCH)
            .fold(compiled -> compiled, violations -> {
                throw new AssertionError(violations.list());
            });
    private static final String REF = "5f1c9a52-0d3b-4b8f-9a75-3d8e1c2b7f60";

    private static CompiledTable table(String name) {
        return COMPILED.table(new TableName("public", name)).orElseThrow();
    }

    private static String masked(LeakSample sample, String rows) {
        LeakSample.Collector collector = sample.collector(table("person"));
        byte[] text = rows.getBytes(StandardCharsets.UTF_8);
        Bytes out = new Bytes(64);
        table("person").newMasker(collector).mask(text, 0, text.length, out);
        sample.add(collector);
        return out.toString();
    }

    private static String person(int i) {
        return "Patrick O'Brien-M\u00fcller %d\tmail%d@acme-corp.com\tannaschmidt%c%c\t%d\t%s\t\\N\t\\N\t\\N\n"
                .formatted(i, i, 'a' + i / 26 % 26, 'a' + i % 26, 491_511_000_000L + i * 7919L, REF);
    }

    private static LeakSearch search() {
        LeakSample sample = new LeakSample(KEY);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rows.append(person(i));
        }
        masked(sample, rows.toString());
        return sample.search(List.of());
    }

    private static List<String> found(LeakSearch search, String table, String rows) {
        try (LeakScan scan = search.table(table(table))) {
            byte[] text = rows.getBytes(StandardCharsets.UTF_8);
            scan.write(text, 0, text.length);
        }
        return search.findings().stream().map(LeakFinding::toString).toList();
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder("\\\\x");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hex.append("%02x".formatted(b));
        }
        return hex.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Patrick_O'Brien-M\u00fcller_7 | name",
                "to PATRICK O'BRIEN-M\u00dcLLER 7. | name",
                "patrick\\no'brien-m\u00fcller\\t7 | name",
                "<a>Patrick O&apos;Brien-M&#252;ller 7</a> | name",
                "<a>Patrick O&#x27;Brien-M&#xfc;ller 7</a> | name",
                "q=Patrick%20O%27Brien-M%C3%BCller%207 | name",
                "for annaschmidtab. | login",
                "dir/5F1C9A520D3B4B8F9A753D8E1C2B7F60.png | ref",
                "call 491511055433 | tel",
                "mail7%40ACME-corp.com | email"
            })
    void aValueIsFoundInOtherWaysOfWriting(String title, String column) {
        assertThat(found(search(), "kept", title + "\t1\t{}\t\\N\t\\N\n"))
                .contains("real values of public.person." + column + " are in public.kept.title, 1 time");
    }

    @Test
    void escapesOfJsonAndBytesAreRead() {
        assertThat(
                        found(
                                search(),
                                "kept",
                                "a\t1\t{\"a\": \"Patrick O'Brien-M\\\\u00fcller 7\", \"m\": \"mail7\\\\u0040acme-corp.com\"}\t\\N\t\\N\n"))
                .contains(
                        "real values of public.person.name are in public.kept.data, 1 time",
                        "real values of public.person.email are in public.kept.data, 1 time");
        assertThat(found(
                        search(),
                        "kept",
                        "a\t1\t{}\t" + hex("Patrick O'Brien-M\u00fcller 7\nmail9@acme-corp.com") + "\t\\N\n"))
                .contains(
                        "real values of public.person.name are in public.kept.bytes, 1 time",
                        "values that look like email are in public.kept.bytes, 1 time");
        assertThat(found(search(), "kept", "a\t1\t{}\t\\\\x00ff406162\t\\N\n")).isEmpty();
    }

    @Test
    void lettersOfOtherAlphabetsAreTheSameInCapitals() {
        LeakSample sample = new LeakSample(KEY);
        masked(sample, person(1).replace("Patrick O'Brien-M\u00fcller 1", "\u017belazowska \u0141ucja"));

        assertThat(found(
                        sample.search(List.of()),
                        "kept",
                        "\u017belazowska \u0141ucja".toUpperCase(Locale.ROOT) + "\t1\t{}\t\\N\t\\N\n"))
                .containsExactly("real values of public.person.name are in public.kept.title, 1 time");
    }

    @Test
    void numbersAreFoundInColumnsOfNumbers() {
        StringBuilder copied = new StringBuilder();
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            copied.append("a\t").append(491_511_000_000L + i * 7919L).append("\t{}\t\\N\t\\N\n");
            others.append("a\t").append(491_511_000_001L + i * 6007L).append("\t{}\t\\N\t\\N\n");
        }

        assertThat(found(search(), "kept", copied.toString()))
                .containsExactly("real values of public.person.tel are in public.kept.number, 299 times");
        assertThat(found(search(), "kept", others.toString())).isEmpty();
    }

    @Test
    void numbersOfWhichMostAreTakenSayNothing() {
        LeakSample sample = new LeakSample(KEY);
        StringBuilder rows = new StringBuilder();
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rows.append(person(i).replaceAll("\t4915[0-9]+\t", "\t" + (5_000_001 + 3 * i) + "\t"));
            others.append("a\t").append(5_000_001 + i).append("\t{}\t\\N\t\\N\n");
        }
        masked(sample, rows.toString());

        assertThat(found(sample.search(List.of()), "kept", others.toString())).isEmpty();
    }

    @Test
    void aColumnOfCardNumbersIsNoColumnOfNumbers() {
        String rows = "a\t%s\t{}\t\\N\t\\N\n";
        String cards = rows.formatted("4111111111111111")
                + rows.formatted("5555555555554444")
                + rows.formatted("378282246310005")
                + rows.formatted("4012888888881881");

        assertThat(found(search(), "kept", cards))
                .containsExactly("values that look like card are in public.kept.number, 4 times");
        assertThat(found(search(), "kept", rows.formatted("4111111111111111"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "de89370400440532013000, iban",
        "De89 3704 0044 0532 0130 00, iban",
        "0049 151 23451001, phone",
        "max@m\u00fcller.de, email",
        "z1%40real-mail.de, email",
        "a@xn--mller-kva.xn--p1ai, email"
    })
    void formsAreToldHoweverTheyAreWritten(String title, String form) {
        assertThat(found(search(), "kept", "4711\t1\t{}\t\\N\t\\N\n" + title + "\t1\t{}\t\\N\t\\N\n"))
                .containsExactly("values that look like " + form + " are in public.kept.title, 1 time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0012345678905", "de893704004405320130", "ab12cdef0123456789abcdef01234567", "0044 12"})
    void whatOnlyBeginsLikeAFormIsLeft(String title) {
        assertThat(found(search(), "kept", title + "\t1\t{}\t\\N\t\\N\n")).isEmpty();
    }

    @Test
    void wordsInAnotherCaseCountWhereTheyAreSeveral() {
        LeakSample sample = new LeakSample(KEY);
        String named = "%s\tx\tx\t1\t" + REF + "\t\\N\t\\N\t\\N\n";
        masked(sample, named.formatted("Brown") + named.formatted("Schmidt") + named.formatted("Meier"));
        String row = "%s\t1\t{}\t\\N\t\\N\n";

        assertThat(found(sample.search(List.of()), "kept", row.formatted("brown")))
                .isEmpty();
        assertThat(found(
                        sample.search(List.of()),
                        "kept",
                        row.formatted("BROWN") + row.formatted("SCHMIDT") + row.formatted("meier")))
                .containsExactly("real values of public.person.name are in public.kept.title, 3 times");
        assertThat(found(sample.search(List.of()), "kept", "a\t1\t{}\t\\N\t{Brown,x}\n"))
                .containsExactly("real values of public.person.name are in public.kept.names, 1 time");
    }

    @Test
    void namesThatAreWordsInSmallLettersAreMetByChance() {
        LeakSample sample = new LeakSample(KEY);
        masked(sample, person(1).replace("Patrick O'Brien-M\u00fcller 1", "Mark Hill"));
        String row = "%s\t1\t{}\t\\N\t\\N\n";

        LeakSearch search = sample.search(List.of());
        search.definition(new Definition("INDEX", "public", "mark_hill_idx", List.of("INDEX mark_hill_idx")));
        assertThat(found(search, "kept", row.formatted("let us mark hill and dale")))
                .isEmpty();
        assertThat(found(search, "kept", row.formatted("by MARK HILL, Esq.")))
                .containsExactly("real values of public.person.name are in public.kept.title, 1 time");
    }

    @Test
    void longNamesAreFoundInsideTextsWhereTheyAreSeveral() {
        LeakSample sample = new LeakSample(KEY);
        String named = "%s\tx\tx\t1\t" + REF + "\t\\N\t\\N\t\\N\n";
        masked(
                sample,
                named.formatted("Schwarzenegger") + named.formatted("Hohenlohener") + named.formatted("Ackermanns"));
        String row = "%s\t1\t{}\t\\N\t\\N\n".repeat(40);

        assertThat(found(sample.search(List.of()), "kept", "with Schwarzenegger" + row))
                .isEmpty();
        assertThat(found(
                        sample.search(List.of()),
                        "kept",
                        "with Schwarzenegger, hohenlohener " + row + " and Ackermanns too" + row))
                .containsExactly("real values of public.person.name are in public.kept.title, 3 times");
        LeakSearch search = sample.search(List.of());
        search.definition(new Definition("TYPE", "public", "mood", List.of("ENUM ('happy', 'Schwarzenegger')")));
        assertThat(search.findings())
                .containsExactly(new LeakFinding("public.person.name", "TYPE public.mood", 1, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DEFAULT 'Patrick O''Brien-M\u00fcller 7' | public.person.name",
                "IS 'see;Patrick O''Brien-M\u00fcller;7' | public.person.name",
                "IS 'Mail7@ACME-corp.com' | public.person.email",
                "IS 'ask somebody@else-corp.com' | email",
                "VALUES IN ('491511055433') | public.person.tel",
                "IS 'ask annaschmidtab' | public.person.login"
            })
    void definitionsAreNamedAndSearchedLikeTexts(String text, String value) {
        LeakSearch search = search();
        search.definition(
                new Definition("COMMENT", "public", "MATERIALIZED VIEW loc", List.of(text.replace(";", "\n"))));

        assertThat(search.findings()).contains(new LeakFinding(value, "COMMENT MATERIALIZED VIEW public.loc", 1, true));
    }

    @Test
    void aNameThatIsAValueIsNotTold() {
        LeakSearch search = search();
        search.definition(new Definition("TABLE", "public", "mail7@acme-corp.com", List.of()));

        assertThat(search.findings())
                .contains(new LeakFinding("public.person.email", "TABLE in public (its name)", 1, true));
    }

    @Test
    void anExceptionIsForOneDefinitionOrForAll() {
        for (String place : List.of("TABLE public.a", ScanException.SCHEMA)) {
            LeakSample sample = new LeakSample(KEY);
            masked(sample, person(7));
            LeakSearch search =
                    sample.search(List.of(new ScanException("public.person.name", place, "the name of a shop")));
            search.definition(new Definition("TABLE", "public", "a", List.of("'Patrick O''Brien-M\u00fcller 7'")));
            assertThat(search.findings()).isEmpty();
            search.definition(new Definition("TABLE", "public", "b", List.of("'Patrick O''Brien-M\u00fcller 7'")));
            assertThat(search.findings()).hasSize(place.equals(ScanException.SCHEMA) ? 0 : 1);
        }
    }

    @Test
    void aFindSaysWhatToDo() {
        assertThat(new LeakFinding("public.s.street", "COMMENT TABLE public.loc", 1, true).advice())
                .isEqualTo(
                        "real values of public.s.street are in COMMENT TABLE public.loc, 1 time; change that text, or write"
                                + " scan: {exceptions: [{value: public.s.street, found: COMMENT TABLE public.loc, reason: WHY}]}");
        assertThat(new LeakFinding("email", "FUNCTION public.f(integer)", 2, true).advice())
                .endsWith("found: 'FUNCTION public.f(integer)', reason: WHY}]}");
    }

    @Test
    void whatStaysInAMaskedValueIsTold() {
        LeakSample sample = new LeakSample(KEY);
        String rest = "\tx\tx\tx\t1\t" + REF + "\t";
        String rows = masked(
                sample,
                (rest
                                + "{\"email\": \"a@corp.com\", \"phone\": \"+49 151 2345678\", \"x\": \"b@corp.com\"}\t"
                                + "{\"email\": \"c@corp.com\", \"x\": \"d@corp.com, +49 151 2345679\"}\t\"a\"=>\"e@corp.com\"\n")
                        .substring(1));

        assertThat(rows).contains("d@corp.com").doesNotContain("a@corp", "b@corp", "c@corp", "e@corp");
        assertThat(found(sample.search(List.of()), "person", rows))
                .containsExactly(
                        "values that look like email are in public.person.partly, 1 time",
                        "values that look like phone are in public.person.partly, 1 time");
    }

    @Test
    void namesThatDifferFromRowToRowAreTold() {
        StringBuilder people = new StringBuilder();
        StringBuilder things = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String row = "x\tx\tx\t1\t" + REF + "\t{\"%s\": {\"size\": 1}}\t\\N\t\"%s\"=>\"1\"\n";
            String name = "schmidt" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
            people.append(row.formatted(name, name));
            things.append(row.formatted("colour" + i % 20, "size"));
        }
        LeakSample sample = new LeakSample(KEY);
        masked(sample, people.toString());
        assertThat(sample.search(List.of()).findings())
                .extracting(LeakFinding::toString)
                .containsExactly(
                        "names of members that differ from row to row are in public.person.prefs, 101 times",
                        "names of members that differ from row to row are in public.person.tags, 100 times");

        LeakSample usual = new LeakSample(KEY);
        masked(usual, things.toString());
        assertThat(usual.search(List.of()).findings()).isEmpty();
    }
}
