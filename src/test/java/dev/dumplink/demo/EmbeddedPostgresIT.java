package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresIT {
    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.open();
    }

    @Test
    void dumpsAndRestoresWithTheRealPrograms() throws Exception {
        postgres.createDatabase("source");
        postgres.createDatabase("copy");
        Path script = Files.writeString(
                directory.resolve("script.sql"),
                """
                create table parent (id int primary key);
                create table child () inherits (parent);
                create schema other;
                create table other."Odd name" ();
                insert into parent select generate_series(1, 3);
                insert into child select generate_series(4, 5);
                insert into other."Odd name" default values;
                """);
        postgres.load("source", script);
        Path archive = directory.resolve("source.dump");
        postgres.pgDump("source", archive);
        postgres.pgRestore(archive, "copy");
        assertThat(postgres.rowCounts("copy"))
                .isEqualTo(postgres.rowCounts("source"))
                .isEqualTo(Map.of("public.parent", 3L, "public.child", 2L, "other.\"Odd name\"", 1L));
    }

    @Test
    void aFailingScriptFailsTheLoad() throws Exception {
        postgres.createDatabase("broken");
        Path script = Files.writeString(directory.resolve("script.sql"), "select 1;\nselect nonsense;\n");
        // where there is no psql this test is skipped; inside the assertion that would look like a wrong exception
        EmbeddedPostgres.client("psql");
        assertThatThrownBy(() -> postgres.load("broken", script)).hasMessageContaining("nonsense");
    }

    @Test
    void carriesTheExtensionsOurDatabasesUse() throws SQLException {
        postgres.createDatabase("extended");
        for (String extension : List.of("citext", "hstore", "pgcrypto", "btree_gist")) {
            postgres.execute("extended", "create extension " + extension);
        }
    }

    /** As after initdb, though most servers here begin as a copy of one. */
    @Test
    void everyServerIsItself() throws Exception {
        try (EmbeddedPostgres other = EmbeddedPostgres.open();
                EmbeddedPostgres third = EmbeddedPostgres.open();
                EmbeddedPostgres copy = postgres.copy()) {
            assertThat(Set.of(identifier(postgres), identifier(other), identifier(third)))
                    .hasSize(3);
            assertThat(identifier(copy)).isEqualTo(identifier(postgres));
        }
    }

    private static long identifier(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select system_identifier from pg_control_system()")) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
