package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.TableName;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of values that are written in more than one way: numbers of every type, phone numbers, names in two columns. */
final class LeakKindsTest {
    private static final MaskingKey KEY = new MaskingKey(new byte[16]);
    private static final DatabaseSchema SCHEMA = new SchemaBuilder()
            .table("public.kept")
            .column("title", "text")
            .column("number", "numeric")
            .column("price", "money")
            .column("ids", "int8[]")
            .column("files", "bytea[]")
            .column("wide", "numeric[]")
            .column("rough", "float4")
            .table("public.person")
            .column("first", "text")
            .column("born", "date")
            .column("last", "text")
            .column("tel", "text")
            .column("prefs", "jsonb")
            .table("public.figures")
            .column("ratio", "float8")
            .column("small", "float4")
            .column("pay", "money")
            .column("ids", "int8[]")
            .column("files", "bytea[]")
            .table("public.amounts")
            .column("amount", "numeric")
            .column("account", "int8")
            .column("pay", "money")
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
                                  first: first_name
                                  born: date
                                  last: last_name
                                  tel: phone
                                  prefs: {mask: json, paths: {$.phone: phone}}
                              public.figures:
                                columns:
                                  ratio: {mask: number, within: 10%}
                                  small: {mask: number, within: 10%}
                                  pay: {mask: number, within: 10%}
                                  ids: key
                                  files: hash
                              public.amounts:
                                columns:
                                  amount: {mask: number, within: 10%}
                                  account: key
                                  pay: {mask: number, within: 10%}
                              public.kept:
                                columns:
                                  title: keep
                                  number: keep
                                  price: keep
                                  ids: keep
                                  files: keep
                                  wide: keep
                                  rough: keep
                            """),
                    SCHEMA,
                    KEY,
                    LocalDate.EPOCH)
            .fold(compiled -> compiled, violations -> {
                throw new AssertionError(violations.list());
            });

    private static final List<String> KEPT = List.of("title", "number", "price", "ids", "files", "wide", "rough");
    private static final List<String> AMOUNTS = List.of("amount", "account", "pay");

    private static LeakSearch search(String table, List<String> rows) {
        LeakSample sample = new LeakSample(KEY);
        mask(sample, table, rows);
        return sample.search(List.of());
    }

    private static void mask(LeakSample sample, String table, List<String> rows) {
        CompiledTable compiled = table(table);
        LeakSample.Collector collector = sample.collector(compiled);
        byte[] text = (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        compiled.newMasker(collector).mask(text, 0, text.length, new Bytes(64));
        sample.add(collector);
    }

    private static CompiledTable table(String name) {
        return COMPILED.table(new TableName("public", name)).orElseThrow();
    }

    private static List<String> found(LeakSearch search, List<String> rows) {
        try (LeakScan scan = search.table(table("kept"))) {
            byte[] text = (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
            scan.write(text, 0, text.length);
        }
        return search.findings().stream()
                .map(each -> each.value() + " in " + each.found())
                .toList();
    }

    private static List<String> rows(IntFunction<String> row) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(row.apply(i));
        }
        return rows;
    }

    private static String titled(String title) {
        return title + "\t\\N\t\\N\t\\N\t\\N";
    }

    private static String person(int i) {
        return name("Anna", i) + "\t\\N\t" + name("Winter", i) + "\t\\N\t\\N";
    }

    private static String name(String start, int i) {
        return start + (char) ('a' + i % 26) + (char) ('a' + i / 26);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%1$s %2$s", "%2$s, %1$s", "%2$s %1$s", "by %1$s %2$s (editor)", "%1$s_%2$s", "/u/%1$s+%2$s"})
    void firstAndLastNameOfARowAreFoundTogether(String form) {
        LeakSearch search = search("person", rows(LeakKindsTest::person));

        assertThat(found(search, List.of(titled(form.formatted(name("Anna", 7), name("Winter", 7))))))
                .containsExactly("public.person.last in public.kept.title");
        LeakSearch others = search("person", rows(LeakKindsTest::person));
        assertThat(found(others, List.of(titled(form.formatted(name("Anna", 7), name("Winter", 8))))))
                .isEmpty();
    }

    @Test
    void namesOfDifferentRowsAreNoPair() {
        LeakSearch search =
                search("person", List.of("Annabella\t\\N\t\\N\t\\N\t\\N", "\\N\t\\N\tWinterfeld\t\\N\t\\N"));

        assertThat(found(search, List.of(titled("with Annabella Winterfeld")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(202) 555-0007| 12025550007",
                "(202) 555-0007| tel 12025550007",
                "(202) 555-0007| 202.555.0007",
                "(202) 555-0007| tel:+1-202-555-0007",
                "(202) 555-0007| 001 202 555 0007",
                "+1 202 555 0007| (202) 555-0007",
                "+1 (202) 555-0007 x12| call 202 555-0007, please",
                "1-202-555-0007| 202/5550007",
                "12025550007| (202) 555 0007",
                "0171 2345678| +49 171 23456 78",
                "+49 171 2345678| 0171/234 56 78",
                "0049 171 2345678| 0171-2345678",
                "+49 (0)171 2345678| 0171 23 45 678",
                "0171 2345678| +49 (0) 171 2345678",
                "+33 1 99 00 12 34 56| 01 99 00 12 34 56"
            })
    void aPhoneNumberIsFoundByItsDigits(String real, String title) {
        LeakSearch search = search("person", List.of("\\N\t\\N\t\\N\t" + real + "\t\\N"));

        assertThat(found(search, List.of(titled(title)))).contains("public.person.tel in public.kept.title");
        LeakSearch inside = search("person", List.of("\\N\t\\N\t\\N\t\\N\t{\"phone\": \"" + real + "\"}"));
        assertThat(found(inside, List.of(titled(title)))).contains("public.person.prefs in public.kept.title");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-02-15 10:05:03",
                "2022021510",
                "3.141592653589",
                "at 2025550007",
                "202.555.00071",
                "x2025550007",
                "12 202 555 0008",
                "978-2-02-202151-0",
                "9782022021510"
            })
    void otherNumbersAreNoPhoneNumbers(String title) {
        LeakSearch search = search(
                "person",
                List.of(
                        "\\N\t\\N\t\\N\t(202) 202-1510\t\\N",
                        "\\N\t\\N\t\\N\t(202) 555-0007\t\\N",
                        "\\N\t\\N\t\\N\t(314) 159-2653589\t\\N"));

        assertThat(found(search, List.of(titled(title)))).isEmpty();
    }

    @Test
    void digitsThatOtherNumbersHaveCountWhereTheyAreSeveral() {
        List<String> people = rows(i -> "\\N\t\\N\t\\N\t(202) 555-%04d\t\\N".formatted(i * 7));
        List<String> copied = List.of(titled("to 2025550007"), titled("to 2025550014"), titled("to 2025550021"));

        assertThat(found(search("person", people), copied)).containsExactly("public.person.tel in public.kept.title");
        assertThat(found(search("person", people), copied.subList(0, 2))).isEmpty();
        assertThat(found(search("person", people), rows(i -> "x\t1202555%04d\t\\N\t\\N\t\\N".formatted(i * 7))))
                .containsExactly("public.person.tel in public.kept.number");
        assertThat(found(search("person", people), rows(i -> "x\t1202555%04d\t\\N\t\\N\t\\N".formatted(i * 7 + 3))))
                .isEmpty();
    }

    /** Seconds since 1970 are mobile numbers of some countries, and any long number is somebody's now and then. */
    @Test
    void phoneNumbersThatAreMetByChanceDoNotStopANight() {
        List<String> mobiles = rows(i -> "\\N\t\\N\t\\N\t0171 234%04d\t\\N".formatted(i * 7));
        List<String> times = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            times.add(titled(
                    "t=%d click".formatted(i % 4_000 == 0 ? 1_712_340_000L + i / 4_000 * 7 : 1_690_000_000L + i)));
            orders.add(titled("order 1%010d".formatted(i == 5 ? 1_712_340_007L : 3_000_000_000L + i)));
        }
        assertThat(found(search("person", mobiles), times)).isEmpty();
        assertThat(found(search("person", mobiles), orders)).isEmpty();
        List<String> copied = rows(i -> titled("t=171234%04d".formatted(i * 7)));
        assertThat(found(search("person", mobiles), copied)).containsExactly("public.person.tel in public.kept.title");
    }

    @Test
    void anAddressOfTheInternetIsNoPhoneNumber() {
        LeakSearch search = search("person", List.of("\\N\t\\N\t\\N\t(212) 255-1234\t\\N"));

        assertThat(found(search, List.of(titled("from 212.25.51.234")))).isEmpty();
        assertThat(found(search, List.of(titled("from 212.255.1234"))))
                .containsExactly("public.person.tel in public.kept.title");
    }

    private static String figure(int i) {
        return "%d.%d\t%s\t$%d,%03d,%03d.%02d\t{%d,%d}\t%s"
                .formatted(
                        52 + i % 3,
                        1_000_003L * (i + 1) + 7,
                        Float.toString(1_234_567 + 8_081 * i).replace("E", "e+0"),
                        1 + i,
                        i * 37 % 1000,
                        i * 91 % 1000,
                        i % 100,
                        4_915_110_000_000L + 7_919L * i,
                        4_915_210_000_000L + 7_919L * i,
                        hex(i));
    }

    private static String hex(int i) {
        StringBuilder hex = new StringBuilder("{\"\\\\\\\\x");
        for (byte b : ("Lucia M\u00fcnsterberg " + i).getBytes(StandardCharsets.UTF_8)) {
            hex.append("%02x".formatted(b));
        }
        return hex.append("\"}").toString();
    }

    private static String cell(int i, int column) {
        return Arrays.asList(figure(i).split("\t")).get(column);
    }

    @Test
    void numbersOfEveryTypeAreFoundInColumns() {
        List<String> figures = rows(LeakKindsTest::figure);
        IntFunction<String> cents = i -> cell(i, 2).replaceAll("[$,]", "");

        assertThat(found(search("figures", figures), rows(i -> "x\t" + cell(i, 0) + "\t\\N\t\\N\t\\N")))
                .containsExactly("public.figures.ratio in public.kept.number");
        assertThat(found(search("figures", figures), rows(i -> "x\t" + (1_234_567 + 8_081 * i) + "\t\\N\t\\N\t\\N")))
                .containsExactly("public.figures.small in public.kept.number");
        assertThat(found(search("figures", figures), rows(i -> "x\t" + cents.apply(i) + "\t\\N\t\\N\t\\N")))
                .containsExactly("public.figures.pay in public.kept.number");
        assertThat(found(search("figures", figures), rows(i -> "x\t\\N\t" + cell(i, 2) + "\t\\N\t\\N")))
                .containsExactly("public.figures.pay in public.kept.price");
        assertThat(found(search("figures", figures), rows(i -> "x\t\\N\t-" + cell(i, 2) + "\t\\N\t\\N")))
                .containsExactly("public.figures.pay in public.kept.price");
        assertThat(found(search("figures", figures), rows(i -> "x\t\\N\t\\N\t" + cell(i, 3) + "\t\\N")))
                .containsExactly("public.figures.ids in public.kept.ids");
        assertThat(found(
                        search("figures", figures),
                        rows(i -> titled("no " + (4_915_210_000_000L + 7_919L * i) + " of them"))))
                .containsExactly("public.figures.ids in public.kept.title");
    }

    private static BigDecimal amount(int i, int scale) {
        return BigDecimal.valueOf(123_456_789L + 7_919_311L * i + i % 2 * 5, 2).setScale(scale);
    }

    private static long account(int i) {
        return 461_616_482_210L + 7_919_311L * i;
    }

    private static String dollars(BigDecimal amount) {
        return String.format(Locale.ROOT, "$%,.2f", amount);
    }

    private static String row(List<String> columns, String column, String value) {
        return columns.stream().map(each -> each.equals(column) ? value : "\\N").collect(Collectors.joining("\t"));
    }

    /** Of a number of the row: an amount with two places, or an account; {@code shift} makes others of them. */
    private static String written(String form, int i, int shift) {
        BigDecimal amount = amount(i, 2).add(new BigDecimal(shift).movePointLeft(2));
        BigDecimal account = BigDecimal.valueOf(account(i) + shift);
        return switch (form) {
            case "numeric(12,2)" -> amount.toString();
            case "numeric(14,4)" -> amount.setScale(4).toString();
            case "numeric" -> amount.stripTrailingZeros().toPlainString();
            case "money" -> dollars(amount);
            case "money of France" ->
                dollars(amount).substring(1).replace(',', ' ').replace('.', ',') + " \u20ac";
            case "less money" -> "-" + dollars(amount);
            case "numeric(14,4)[]" -> "{%s,-%s}".formatted(i, amount.setScale(4));
            case "bigint" -> account.toString();
            case "bigint as numeric(20,2)" -> account.setScale(2).toString();
            case "bigint as numeric(20,4)" -> account.setScale(4).toString();
            case "bigint as money" -> dollars(account);
            case "bigint[]" -> "{%s,-%s}".formatted(i, account);
            case "bigint as numeric(20,2)[]" -> "{-%s,%s}".formatted(account.setScale(2), i);
            default -> throw new AssertionError(form);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numeric(12,2)| numeric(14,4)| number",
                "numeric(12,2)| numeric(12,2)| number",
                "numeric(12,2)| numeric| number",
                "numeric(12,2)| money| price",
                "numeric(12,2)| less money| price",
                "numeric(12,2)| money of France| price",
                "numeric(12,2)| numeric(14,4)[]| wide",
                "numeric(14,4)| numeric(12,2)| number",
                "numeric(14,4)| money| price",
                "numeric| numeric(14,4)| number",
                "bigint| bigint as numeric(20,2)| number",
                "bigint| bigint as numeric(20,4)| number",
                "bigint| bigint as money| price",
                "bigint| bigint[]| wide",
                "bigint| bigint as numeric(20,2)[]| wide",
                "money| numeric(14,4)| number",
                "money| numeric| number",
                "money of France| numeric(14,4)| number",
                "money of France| money| price"
            })
    void aNumberIsFoundAsAnotherTypeWritesIt(String masked, String form, String column) {
        String field = masked.startsWith("money") ? "pay" : masked.equals("bigint") ? "account" : "amount";
        List<String> real = rows(i -> row(AMOUNTS, field, written(masked, i, 0)));

        LeakSearch copied = search("amounts", real);
        assertThat(found(copied, rows(i -> row(KEPT, column, written(form, i, 0)))))
                .containsExactly("public.amounts." + field + " in public.kept." + column);
        assertThat(copied.findings()).extracting(LeakFinding::times).containsExactly(200L);
        assertThat(found(search("amounts", real), rows(i -> row(KEPT, column, written(form, i, 3)))))
                .isEmpty();
    }

    @Test
    void aNumberIsFoundWithAnExponent() {
        IntFunction<BigDecimal> real = i -> BigDecimal.valueOf(1_234_567 + 8_081L * i);

        assertThat(found(
                        search("amounts", rows(i -> row(AMOUNTS, "amount", real.apply(i) + ".00"))),
                        rows(i -> row(
                                KEPT, "rough", real.apply(i).movePointLeft(6).stripTrailingZeros() + "e+06"))))
                .containsExactly("public.amounts.amount in public.kept.rough");
    }

    @Test
    void aPartOfANumberIsNoNumber() {
        List<String> real = rows(i -> row(AMOUNTS, "account", Long.toString(account(i))));

        for (String other : List.of("%s.01", "%s.0010", "%se+15", "1.%s", "1%s.00", "%s1.00", "1.%se+05")) {
            assertThat(found(search("amounts", real), rows(i -> row(KEPT, "number", other.formatted(account(i))))))
                    .as(other)
                    .isEmpty();
        }
        assertThat(found(
                        search("amounts", real),
                        rows(i -> row(
                                KEPT,
                                "price",
                                "$9," + dollars(BigDecimal.valueOf(account(i))).substring(1)))))
                .isEmpty();
    }

    @Test
    void otherNumbersAreNotFound() {
        List<String> figures = rows(LeakKindsTest::figure);

        assertThat(found(search("figures", figures), rows(i -> "x\t%d.%d\t$%d.25\t{%d,%d}\t\\N"
                        .formatted(52, 1_000_003L * (i + 1) + 8, 1_000_000 + i, i, 4_915_110_000_001L + i))))
                .isEmpty();
    }

    @Test
    void textIsReadInBytesOfArrays() {
        List<String> figures = rows(LeakKindsTest::figure);

        assertThat(found(search("figures", figures), List.of("x\t\\N\t\\N\t\\N\t" + hex(7))))
                .containsExactly("public.figures.files in public.kept.files");
        assertThat(found(search("figures", figures), List.of(titled("Lucia M\u00fcnsterberg 7"))))
                .containsExactly("public.figures.files in public.kept.title");
        assertThat(found(search("figures", figures), List.of(titled("{\"x\": \"\\\\\\\\" + hex(7).substring(6) + "}"))))
                .containsExactly("public.figures.files in public.kept.title");
    }

    @Test
    void aQuotedPartIsLookedForAsAWhole() {
        String json =
                "{\"to\": \"Winterfeld, Anna (Ulm)\", \"as\": \"Doe \\\\\"JD\\\\\", John [jr]\", \"phone\": \"1\"}";
        List<String> rows = List.of("\\N\t\\N\t\\N\t\\N\t" + json);

        assertThat(found(search("person", rows), List.of(titled("for Winterfeld, Anna (Ulm) only"))))
                .containsExactly("public.person.prefs in public.kept.title");
        assertThat(found(search("person", rows), List.of(titled("for Doe JD, John [jr]"))))
                .containsExactly("public.person.prefs in public.kept.title");
    }

    @Test
    void whatIsInTheResultIsNotLookedForInAHugeValue() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            members.append("\"m%d\": {\"mail\": \"user%d@corp.com\", \"ok\": true}, ".formatted(i % 50, i));
        }
        LeakSearch search =
                search("person", List.of("\\N\t\\N\t\\N\t\\N\t{" + members + "\"phone\": \"+1 202 555 0007\"}"));

        assertThat(found(search, List.of(titled("call 202-555-0007"))))
                .containsExactly("public.person.prefs in public.kept.title");
        assertThat(search.findings()).noneMatch(each -> each.value().equals("email"));
    }
}
