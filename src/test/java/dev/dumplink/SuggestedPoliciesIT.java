package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.SharedData;
import dev.dumplink.schema.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that {@code check policy --suggest} writes for our demo's database and for other people's. */
final class SuggestedPoliciesIT {
    private static final Path OURS = Path.of("src/test/resources/dev/dumplink");
    private static final Map<String, String> DONE = new HashMap<>();

    @TempDir
    private static Path folder;

    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        PolicyShell.makeReader(postgres);
    }

    /** Every column that stays, whatever its type; somebody has looked at each of these files. */
    @ParameterizedTest
    @ValueSource(strings = {"shop", "pagila", "northwind", "chinook", "feature_gaps"})
    void nothingPersonalIsSuggestedAsKeep(String database) throws Exception {
        String policy = suggestedText(database);
        List<String> kept = new ArrayList<>();
        String table = "";
        for (String line : policy.lines().toList()) {
            if (line.matches("  \\S.*:( +#.*)?")) {
                table = TableName.parse(line.strip().replaceFirst(":( +#.*)?$", ""))
                        .name();
            } else if (line.matches("      .*: +keep( .*)?")) {
                kept.add(table + "."
                        + line.strip().replaceFirst(": +keep *", " ").strip());
            }
        }

        assertThat(kept)
                .containsExactlyElementsOf(Files.readAllLines(OURS.resolve("kept/" + database + ".txt")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pagila|customer.first_name|first_name",
                "pagila|customer.email|email",
                "pagila|staff.password|redact",
                "pagila|staff.username|username",
                "pagila|staff.picture|null",
                "pagila|address.phone|phone",
                "pagila|address.address|street",
                "pagila|address.district|text",
                "pagila|film.fulltext|redact",
                "northwind|employees.birth_date|date",
                "northwind|employees.notes|text",
                "northwind|employees.title|job",
                "northwind|customers.contact_name|full_name",
                "northwind|customers.contact_title|job",
                "northwind|customers.customer_id|letters",
                "northwind|orders.customer_id|letters",
                "northwind|orders.ship_address|street",
                "northwind|orders.ship_name|full_name",
                "northwind|employees.photo|null",
                "northwind|employees.hire_date|date",
                "chinook|employee.birth_date|date",
                "chinook|customer.fax|phone",
                "chinook|customer.company|company",
                "chinook|track.composer|full_name",
                "chinook|invoice.billing_address|street",
                "chinook|artist.name|full_name",
                "feature_gaps|person.iban|iban",
                "feature_gaps|person.phones|phone",
                "feature_gaps|person.addr|{\"mask\":\"composite\",\"fields\":{\"city\":\"city\",\"street\":\"street\",\"zip\":\"postcode\"}}",
                "feature_gaps|person.prefs|{\"mask\":\"json\",\"paths\":{\"$.email\":\"email\",\"$.nested[*].phone\":\"phone\"}}",
                "feature_gaps|person.tags|hstore",
                "feature_gaps|person.ip|ip",
                "feature_gaps|person.born|date",
                "feature_gaps|person.salary|{\"mask\":\"number\",\"within\":\"10%\"}",
                "feature_gaps|person.note|text",
                "feature_gaps|secret.owner|full_name",
                "feature_gaps|person.uid|uuid",
                "feature_gaps|person.loc|null"
            })
    void personalColumnsHaveTheMasksTheirNamesCallFor(String database, String column, String mask) throws Exception {
        assertThat(suggested(database)).containsEntry(column, mask);
    }

    /** The whole text, so that somebody looks at it whenever it changes. */
    @Test
    void theDemosPolicyIsTheOneThatIsCommitted() throws Exception {
        suggested("shop");

        assertThat(shell("shop").policy("shop")).hasSameTextualContentAs(OURS.resolve("shop-policy.yml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "pagila", "northwind", "chinook", "feature_gaps"})
    void aSuggestionIsStableAndNothingIsWrongWithIt(String database) throws Exception {
        suggested(database);
        postgres.execute(database, "ANALYZE");
        PolicyShell shell = shell(database);

        ShellRun again = shell.check(database, "--suggest");
        assertThat(again.out()).isEqualTo(Files.readString(shell.policy(database)));
        ShellRun check = shell.check(database);
        assertThat(check.out()).contains(": nothing is in the way of a dump (PostgreSQL 15.");
        assertThat(check.err()).isEmpty();
        assertThat(check.exit()).isZero();
        assertThat(List.of(again.out(), again.err(), check.out()))
                .noneMatch(text -> text.contains(PolicyShell.PASSWORD));
    }

    @Test
    void whateverIsInASchemaTheSuggestionFits() throws Exception {
        Map<String, String> rules = suggested("hostile");

        // a partition is for a real address, which no policy can change
        String place = "TABLE ATTACH public.part_a";
        assertThat(shell("hostile").check().out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("hostile: leak scan: values that look like email are in " + place
                                        + ", 1 time;"),
                        line -> assertThat(line)
                                .startsWith("hostile: leak scan: real values of public.person.email are in " + place),
                        line -> assertThat(line).startsWith("hostile: 2 things are in the way of a dump ("));
        postgres.execute("hostile", "ALTER TABLE kv RENAME TO U&\"k\\001b[2Jv\"");
        assertThat(shell("hostile").check().out())
                .contains("public.\"k\u00b7[2Jv\": this table has no rules")
                .doesNotContain("\u001b");
        postgres.execute("hostile", "ALTER TABLE U&\"k\\001b[2Jv\" RENAME TO kv");
        assertThat(rules)
                .containsEntry("person.email", "email")
                .containsEntry("login.who", "email")
                .containsEntry("person.ssn", "digits")
                .containsEntry("person.key: value", "text")
                .containsEntry("person.123", "text")
                .containsEntry("tree.parent", "letters")
                .containsEntry("login.session_token", "hash")
                .containsEntry("rare.mac", "mac")
                .containsEntry("rare.jb", "json")
                .doesNotContainKey("rare.g");
        assertThat(shell("hostile").check("--suggest").out())
                .contains("  public.part:   # and its 2 partitions\n")
                .contains(
                        "title: text                           # ? has values that public.\"new line: {rows: none}\".full_name")
                .doesNotContain("vouched:");
    }

    private static PolicyShell shell(String database) {
        return new PolicyShell(folder, postgres).database(database);
    }

    private static Map<String, String> suggested(String database) throws Exception {
        return rules(suggestedText(database));
    }

    private static String suggestedText(String database) throws Exception {
        if (!DONE.containsKey(database)) {
            load(database);
            ShellRun run = shell(database).suggest(database);
            assertThat(run.exit()).as(run.err()).isZero();
            DONE.put(database, run.out());
        }
        return DONE.get(database);
    }

    private static void load(String database) throws Exception {
        Path script =
                switch (database) {
                    case "shop" -> OURS.resolve("demo/shop.sql");
                    case "hostile" -> OURS.resolve("hostile.sql");
                    default -> SharedData.script(database);
                };
        postgres.createDatabase(database);
        postgres.load(database, script);
    }

    /** Rules by table and column; those with options as JSON. */
    private static Map<String, String> rules(String yaml) throws IOException {
        Map<String, String> rules = new TreeMap<>();
        new YAMLMapper().readTree(yaml).path("tables").properties().forEach(table -> table.getValue()
                .path("columns")
                .properties()
                .forEach(column -> rules.put(
                        TableName.parse(table.getKey()).name() + "." + column.getKey(),
                        column.getValue().isObject()
                                ? column.getValue().toString()
                                : column.getValue().asText())));
        return rules;
    }
}
