package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.SharedData;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies suggested for other people's databases. */
final class SuggestionIT {
    private static final Map<String, Suggested> DONE = new HashMap<>();

    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.open();
    }

    /** What may stay, by the words that columns of text and of odd types have; keys, numbers, dates and flags aside. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagila| category.name country.country film.rating film.special_features language.name",
                "northwind| categories.category_name customers.country employees.country orders.ship_country"
                        + " products.product_name region.region_description suppliers.country"
                        + " us_states.state_abbr us_states.state_region",
                "chinook| customer.country employee.country genre.name invoice.billing_country"
                        + " media_type.name playlist.name",
                "feature_gaps| booking.during person.moods"
            })
    void nothingPersonalIsSuggestedAsKeep(String database, String expected) throws Exception {
        Suggested suggested = suggested(database);

        Set<String> kept = new TreeSet<>();
        suggested.policy().tables().forEach((table, rules) -> rules.columns().forEach((column, rule) -> {
            String type = suggested
                    .schema()
                    .table(table)
                    .orElseThrow()
                    .column(column)
                    .orElseThrow()
                    .type()
                    .base()
                    .sql();
            boolean plain =
                    type.matches("(small|big)?int.*|numeric.*|real|double.*|boolean|date|timestamp.*|interval|bit.*")
                            && !type.endsWith("range");
            if (rule.masked().isEmpty() && !plain) {
                kept.add(table.name() + "." + column);
            }
        }));
        assertThat(kept).containsExactlyInAnyOrder(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "pagila,customer.first_name,first_name",
        "pagila,customer.email,email",
        "pagila,staff.password,redact",
        "pagila,staff.username,username",
        "pagila,staff.picture,null",
        "pagila,address.phone,phone",
        "pagila,address.address,street",
        "pagila,address.district,text",
        "pagila,film.fulltext,redact",
        "northwind,employees.birth_date,date",
        "northwind,employees.notes,text",
        "northwind,employees.title,job",
        "northwind,customers.contact_name,full_name",
        "northwind,customers.contact_title,job",
        "northwind,customers.customer_id,letters",
        "northwind,orders.customer_id,letters",
        "northwind,orders.ship_address,street",
        "northwind,orders.ship_name,full_name",
        "northwind,employees.photo,null",
        "northwind,employees.hire_date,date",
        "chinook,employee.birth_date,date",
        "chinook,customer.fax,phone",
        "chinook,customer.company,company",
        "chinook,track.composer,full_name",
        "chinook,invoice.billing_address,street",
        "chinook,artist.name,full_name",
        "feature_gaps,person.iban,iban",
        "feature_gaps,person.phones,phone",
        "feature_gaps,person.addr,composite",
        "feature_gaps,person.prefs,json",
        "feature_gaps,person.tags,hstore",
        "feature_gaps,person.ip,ip",
        "feature_gaps,person.born,date",
        "feature_gaps,person.salary,number",
        "feature_gaps,person.note,text",
        "feature_gaps,secret.owner,full_name",
        "feature_gaps,person.uid,uuid",
        "feature_gaps,person.loc,null"
    })
    void personalColumnsHaveTheMasksTheirNamesCallFor(String database, String column, String mask) throws Exception {
        String[] name = column.split("\\.");

        Rule rule = suggested(database)
                .policy()
                .tables()
                .get(new TableName("public", name[0]))
                .columns()
                .get(name[1]);
        assertThat(rule.masked().map(Rule.Masked::mask)).contains(mask);
    }

    private record Suggested(DatabaseSchema schema, Policy policy) {}

    private static Suggested suggested(String database) throws Exception {
        if (!DONE.containsKey(database)) {
            DONE.put(database, suggest(database));
        }
        return DONE.get(database);
    }

    private static Suggested suggest(String database) throws Exception {
        Path script = SharedData.script(database);
        postgres.createDatabase(database);
        postgres.load(database, script);
        DatabaseSchema schema = schema(database);
        String yaml = yaml(database, schema);
        Policy policy = Policy.parse(database + ".yml", yaml);

        assertThat(yaml(database, schema)).isEqualTo(yaml);
        assertThat(new Compiler(NamedMasks.all())
                        .compile(policy, schema, new MaskingKey(new byte[16]), LocalDate.EPOCH))
                .isInstanceOf(Compiled.class);
        return new Suggested(schema, policy);
    }

    private static String yaml(String database, DatabaseSchema schema) throws SQLException {
        try (Connection connection = connect(database)) {
            return Suggestion.of(schema, NamedMasks.all(), (table, column) -> values(connection, table, column));
        }
    }

    private static List<String> values(Connection connection, TableName table, String column) {
        String name = '"' + column.replace("\"", "\"\"") + '"';
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select distinct %s::text from (select %s from %s limit 300) s where %s is not null"
                                .formatted(name, name, table.sql(), name))) {
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatabaseSchema schema(String database) throws SQLException {
        try (Connection connection = connect(database)) {
            return CatalogSchema.read(connection, database);
        }
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database));
    }
}
