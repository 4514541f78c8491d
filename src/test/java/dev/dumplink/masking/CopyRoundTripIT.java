package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What a real server copies out and in again, with a masker between. */
final class CopyRoundTripIT {
    private static final int ROWS = 3_000;
    private static final String ODD = "\\N\\.\t\n\r\b\f\u000b\u0001\u001b\u007f,\"'{}()\u00e9\u20ac";

    @Test
    void everyStringComesBackExactlyAndOnlyMaskedOnesAreTurned() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open();
                Connection connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"))) {
            execute(connection, "create table x (id int, a text, b text)");
            execute(connection, "create table y (id int, a text, b text)");
            fill(connection, new Random(20261122));
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            copy.copyOut("copy x to stdout", text);

            Bytes masked = new Bytes(text.size());
            int rows = masker().mask(text.toByteArray(), 0, text.size(), masked);
            copy.copyIn("copy y from stdin", new ByteArrayInputStream(masked.toArray()));

            assertThat(rows).isEqualTo(ROWS);
            assertThat(all(connection, "select id, a, b from y order by id"))
                    .isEqualTo(all(connection, "select id, a, reverse(b) from x order by id"));
        }
    }

    private static TableMasker masker() {
        SchemaBuilder.TableBuilder table = new SchemaBuilder()
                .table("public.x")
                .column("id", "int4")
                .column("a", "text")
                .column("b", "text");
        Policy policy =
                Policy.parse("p.yml", "version: 1\ntables: {public.x: {columns: {id: keep, a: keep, b: turn}}}");
        return ((Compiled) new Compiler(TinyMasks.all())
                        .compile(policy, table.schema(), new MaskingKey(new byte[16]), LocalDate.EPOCH))
                .tables()
                .get(0)
                .newMasker();
    }

    private static void fill(Connection connection, Random random) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("insert into x values (?, ?, ?)")) {
            for (int i = 0; i < ROWS; i++) {
                insert.setInt(1, i);
                insert.setString(2, text(random));
                insert.setString(3, text(random));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String text(Random random) {
        if (random.nextInt(10) == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? ODD.charAt(random.nextInt(ODD.length()))
                            : (char) (1 + random.nextInt(0x2000)));
        }
        return text.toString();
    }

    private static List<List<String>> all(Connection connection, String query) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(Arrays.asList(result.getString(1), bytes(result.getString(2)), bytes(result.getString(3))));
            }
        }
        return rows;
    }

    private static String bytes(String text) {
        return text == null ? null : HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
