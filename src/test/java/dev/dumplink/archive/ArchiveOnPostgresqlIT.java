package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of ours, restored by the real pg_restore. */
final class ArchiveOnPostgresqlIT {
    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    static Path folder;

    private static Repacked hostile;
    private static Set<String> original;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        postgres.createDatabase("hostile");
        String script = new String(
                ArchiveOnPostgresqlIT.class.getResourceAsStream("hostile.sql").readAllBytes(), StandardCharsets.UTF_8);
        postgres.load(
                "hostile", Files.writeString(folder.resolve("hostile.sql"), script.replace("current_db", "hostile")));
        hostile = Repacked.of(postgres, "hostile", folder);
        original = contents("hostile");
    }

    @Test
    void whatWasLeftOutIsListedAndNothingOfItIsInTheArchive() throws Exception {
        byte[] archive = hostile.archive(1, 1, 1000);
        assertThat(hostile.leftOut().stream()
                        .map(each -> each.type() + " " + each.tag())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "COMMENT DATABASE hostile",
                        "DATABASE PROPERTIES hostile",
                        "ACL TABLE parent",
                        "ACL TABLE far",
                        "ACL TABLE on_far",
                        "ACL TABLE on_on_far",
                        "DEFAULT ACL DEFAULT PRIVILEGES FOR TABLES",
                        "PUBLICATION pub",
                        "PUBLICATION TABLE pub parent",
                        "PUBLICATION TABLE pub child",
                        "FOREIGN DATA WRAPPER wrapper",
                        "SERVER there",
                        "USER MAPPING USER MAPPING the boss SERVER there",
                        "FOREIGN TABLE far",
                        "VIEW on_far",
                        "VIEW on_on_far",
                        "SUBSCRIPTION sub",
                        "EVENT TRIGGER watch");
        Toc toc = TocReaderTest.read(archive);
        String all = new String(TocWriter.bytes(toc), StandardCharsets.UTF_8);
        assertThat(all).doesNotContain("hunter2", "the boss", "hostile", "5MB").contains("kept; it''s a comment");
        assertThat(toc.entries())
                .allSatisfy(entry -> assertThat(entry.owner().orElse("")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "-j4", "--single-transaction", "pipe", "script", "--create"})
    void pgRestoreMakesTheSameDatabaseInEveryWay(String way) throws Exception {
        String target = way.equals("--create") ? "shop" : "copy" + way.replace("-", "_");
        byte[] archive = hostile.archive(1, way.hashCode(), 1 + way.length() * 700);
        Path file = Files.write(folder.resolve("archive" + way + ".dump"), archive);
        if (!way.equals("--create")) {
            postgres.createDatabase(target);
        }
        String to = postgres.uri(way.equals("--create") ? "postgres" : target);
        String name = file.toString();
        String said =
                switch (way) {
                    case "plain" -> pgRestore("-e", "-d", to, name);
                    case "pipe" ->
                        EmbeddedPostgres.client("pg_restore").run(new ByteArrayInputStream(archive), "-e", "-d", to);
                    case "script" -> script(pgRestore("-f", "-", name), to);
                    default -> pgRestore(way, "-e", "-d", to, name);
                };
        assertThat(said).isEmpty();
        assertThat(postgres.rowCounts(target)).isEqualTo(postgres.rowCounts("hostile"));
        Set<String> missing = new TreeSet<>(original);
        Set<String> added = contents(target);
        missing.removeAll(added);
        added.removeAll(original);
        assertThat(missing).isEmpty();
        assertThat(added).isEmpty();
    }

    @Test
    void theListShowsEveryEntryAndTheRowsInTheOrderOfTheirBlocks() throws Exception {
        byte[] archive = hostile.archive(1, 77, 100_000);
        Path file = Files.write(folder.resolve("listed.dump"), archive);
        String list = pgRestore("-l", file.toString());
        Toc toc = TocReaderTest.read(archive);
        assertThat(list)
                .contains("dbname: shop", "TOC Entries: " + toc.entries().size(), "Compression: -1", "1.14-0");
        List<TocEntry> rows = toc.ofType("TABLE DATA").toList();
        assertThat(rows.stream().map(entry -> entry.offset().position())).isSorted();
        assertThat(toc.entries().stream().map(TocEntry::section).filter(section -> section != Section.NONE))
                .isSorted();
        TocEntry refresh = toc.find("MATERIALIZED VIEW DATA", "public", "a2").orElseThrow();
        TocEntry before = toc.find("MATERIALIZED VIEW DATA", "public", "m1").orElseThrow();
        assertThat(refresh.dependencies()).contains(before.id());
        assertThat(toc.entries().indexOf(refresh)).isGreaterThan(toc.entries().indexOf(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pagila", "northwind", "chinook", "feature_gaps"})
    void theSampleDatabasesComeBack(String name, @TempDir Path scratch) throws Exception {
        Path script = SharedData.script(name);
        String source = name + "_source";
        String copy = name + "_copy";
        postgres.createDatabase(source);
        postgres.createDatabase(copy);
        postgres.load(source, script);
        byte[] archive = Repacked.of(postgres, source, scratch).archive(1, 5, 300_000);
        Path file = Files.write(scratch.resolve("archive.dump"), archive);
        assertThat(pgRestore("-e", "-j2", "-d", postgres.uri(copy), file.toString()))
                .isEmpty();
        assertThat(postgres.rowCounts(copy)).isEqualTo(postgres.rowCounts(source));
    }

    @Test
    void everyByteOfARealDumpIsWrittenAgain() throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve("full.dump"))) {
            byte[] archive = in.readAllBytes();
            byte[] written = TocWriter.bytes(TocReaderTest.read(archive));
            assertThat(written).isEqualTo(Arrays.copyOf(archive, written.length));
        }
    }

    private static String script(String sql, String to) {
        String said = EmbeddedPostgres.client("psql")
                .run(
                        new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8)),
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-o",
                        "/dev/null",
                        "-d",
                        to);
        return said;
    }

    private static String pgRestore(String... arguments) {
        return EmbeddedPostgres.client("pg_restore").run(arguments);
    }

    /** All lines of a plain dump, without what is left out on purpose; rows come in no order. */
    private static TreeSet<String> contents(String database) throws IOException, SQLException {
        String sql = EmbeddedPostgres.client("pg_dump")
                .run(
                        "--no-owner",
                        "--no-privileges",
                        "--no-publications",
                        "--no-subscriptions",
                        "--no-blobs",
                        "--exclude-table=*far",
                        "-d",
                        postgres.uri(database));
        return sql.lines()
                .filter(
                        line -> !line.matches(
                                "(?s).*(restrict |hunter2|FUNCTION public.on_ddl|EVENT TRIGGER|watch|on_far|wrapper|there|far|\\\\i).*"))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
