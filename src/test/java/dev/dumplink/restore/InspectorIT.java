package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.HandMade;
import dev.dumplink.archive.ManifestKeys;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.SharedData;
import dev.dumplink.restore.Inspection.Sound;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found sound is loaded by the real pg_restore, and has the rows it was said to have. */
final class InspectorIT {
    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
    }

    private static Sound sound(Path archive) {
        Fetched fetched = new Fetched(
                archive, false, "a.dump", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new Inspector(15, FetchProgress.NONE)
                .inspect(fetched, ManifestKeys.none(), Duration.ofDays(30), Instant.now())
                .fold(sound -> sound, refused -> {
                    throw new AssertionError(refused.toString());
                });
    }

    private static void load(Sound sound, String database) throws Exception {
        postgres.createDatabase(database);
        Path list = Files.writeString(
                sound.archive().resolveSibling(database + ".list"), sound.list().orElse(""));
        String[] plain = {
            "-e",
            "-j2",
            "-O",
            "-x",
            "-d",
            postgres.uri(database),
            sound.archive().toString()
        };
        String[] listed = {
            "-L",
            list.toString(),
            "-e",
            "-j2",
            "-O",
            "-x",
            "-d",
            postgres.uri(database),
            sound.archive().toString()
        };
        EmbeddedPostgres.client("pg_restore").run(sound.list().isPresent() ? listed : plain);
    }

    private static Map<String, Long> loaded(String database) throws Exception {
        Map<String, Long> rows = new TreeMap<>();
        postgres.rowCounts(database).forEach((name, count) -> rows.put(bare(name), count));
        return rows;
    }

    /** Names as the server writes them, without the quotes. */
    private static String bare(String name) {
        return name.replace("\"\"", "\u0001").replace("\"", "").replace('\u0001', '"');
    }

    private static Map<String, Long> counted(Sound sound) {
        return CountedRows.of(sound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pagila", "feature_gaps"})
    void archivesOfTheSampleDatabasesAreSound(String name) throws Exception {
        postgres.createDatabase(name);
        postgres.load(name, SharedData.script(name));
        Path archive = folder.resolve("a.dump");
        EmbeddedPostgres.client("pg_dump").run("-Fc", "--no-blobs", "-f", archive.toString(), "-d", postgres.uri(name));
        Sound sound = sound(archive);
        load(sound, name + "_copy");
        assertThat(loaded(name + "_copy")).isEqualTo(loaded(name));
        assertThat(counted(sound)).isEqualTo(loaded(name));
    }

    @Test
    void whatReachesOutOfTheDatabaseStaysAwayByTheList() throws Exception {
        postgres.createDatabase("hostile");
        String script =
                new String(HandMade.class.getResourceAsStream("hostile.sql").readAllBytes(), StandardCharsets.UTF_8);
        postgres.load(
                "hostile", Files.writeString(folder.resolve("hostile.sql"), script.replace("current_db", "hostile")));
        Path archive = folder.resolve("a.dump");
        EmbeddedPostgres.client("pg_dump")
                .run("-Fc", "--no-blobs", "-f", archive.toString(), "-d", postgres.uri("hostile"));
        Sound sound = sound(archive);
        assertThat(sound.leftOut())
                .extracting(each -> each.type() + " " + each.tag())
                .contains(
                        "SUBSCRIPTION sub",
                        "EVENT TRIGGER watch",
                        "SERVER there",
                        "VIEW on_on_far",
                        "FOREIGN TABLE far");
        load(sound, "hostile_copy");
        assertThat(counted(sound)).isEqualTo(loaded("hostile_copy")).isNotEmpty();
        assertThat(loaded("hostile")).containsAllEntriesOf(counted(sound));
    }

    @Test
    void rowsThatFindTheirPartitionAnewAreCountedAtItsRoot() throws Exception {
        postgres.createDatabase("parts");
        postgres.execute(
                "parts",
                "CREATE TABLE \"Part.s\" (a int) PARTITION BY LIST (a);"
                        + " CREATE TABLE p1 PARTITION OF \"Part.s\" FOR VALUES IN (1);"
                        + " CREATE TABLE p2 PARTITION OF \"Part.s\" FOR VALUES IN (2);"
                        + " INSERT INTO \"Part.s\" VALUES (1), (2), (2)");
        Path archive = folder.resolve("a.dump");
        EmbeddedPostgres.client("pg_dump")
                .run("-Fc", "--load-via-partition-root", "-f", archive.toString(), "-d", postgres.uri("parts"));
        assertThat(sound(archive).counts()).containsExactly(new Inspection.RowCount("public", "Part.s", 3));
    }
}
