package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample database survives our server and the real programs, before the product is asked to do better. */
final class SharedDataIT {
    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chinook", "feature_gaps", "northwind"})
    void loadsDumpsAndRestores(String name) throws Exception {
        Path script = SharedData.script(name);
        postgres.createDatabase(name);
        postgres.createDatabase(name + "_copy");
        postgres.load(name, script);
        Path archive = directory.resolve(name);
        postgres.pgDump(name, archive);
        postgres.pgRestore(archive, name + "_copy");
        assertThat(postgres.rowCounts(name + "_copy")).isNotEmpty().isEqualTo(postgres.rowCounts(name));
    }
}
