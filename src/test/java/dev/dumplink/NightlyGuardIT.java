package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Needs;
import dev.dumplink.demo.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that {@code dump} wrote, and production, which somebody takes for the laptop. */
final class NightlyGuardIT {
    private static final String SHOP = "shop";

    @AutoClose
    private static EmbeddedPostgres production;

    @AutoClose
    private static EmbeddedPostgres laptop;

    @TempDir
    private static Path folder;

    private static Path archive;
    private static String movedOn;

    @BeforeAll
    static void dumpAndGoOn() throws Exception {
        production = EmbeddedPostgres.open();
        production.createDatabase(SHOP);
        production.load(SHOP, Path.of("src/test/resources/dev/dumplink/demo/shop.sql"));
        NightRun.grant(production, SHOP);
        NightRun night = NightRun.of(folder, production, SHOP);
        night.suggest();
        ShellRun run = night.toFolder();
        assertThat(run.exit()).as(run.err()).isZero();
        archive = night.archive();
        production.execute(SHOP, "create table later (id int); insert into later values (1); drop table payments");
        movedOn = everything();
        laptop = EmbeddedPostgres.open();
    }

    @Test
    void refusesProductionInWhateverWayItIsLoaded() throws Exception {
        Path script = folder.resolve("script.sql");
        EmbeddedPostgres.client("pg_restore").run("--clean", "-f", script.toString(), archive.toString());
        for (List<String> words : List.of(
                List.of("pg_restore", "-d", production.uri(SHOP), archive.toString()),
                List.of("pg_restore", "--clean", "-j2", "-d", production.uri(SHOP), archive.toString()),
                List.of("pg_restore", "--clean", "-C", "-d", production.uri("postgres"), archive.toString()),
                List.of(
                        "pg_restore",
                        "--data-only",
                        "--disable-triggers",
                        "-d",
                        production.uri(SHOP),
                        archive.toString()),
                List.of("psql", "-X", "-d", production.uri(SHOP), "-f", script.toString()))) {
            assertThat(said(words)).contains("dumplink refused: this is the server the dump was taken from.");
            assertThat(everything()).as(words.toString()).isEqualTo(movedOn);
        }
    }

    @Test
    void andLoadsOnALaptopWithoutAWordAsOftenAsOneLikes() {
        Stream.of(List.of("-C"), List.of("-C", "--clean", "-j2"))
                .map(ArrayList::new)
                .forEach(words -> {
                    words.addAll(List.of("-e", "-d", laptop.uri("postgres"), archive.toString()));
                    assertThat(EmbeddedPostgres.client("pg_restore").run(words.toArray(String[]::new)))
                            .isEmpty();
                });
    }

    private static String everything() {
        return EmbeddedPostgres.client("pg_dump")
                .run("-d", production.uri(SHOP))
                .replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    }

    private static String said(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(words);
        command.set(0, Needs.program(words.get(0)).path().toString());
        Path output = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(Patience.exit(process)).isNotZero();
        return Files.readString(output);
    }
}
