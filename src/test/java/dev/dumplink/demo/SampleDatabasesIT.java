package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The archives of the sample databases, which are committed so that the demo needs no PostgreSQL, say what their scripts
 * say. When a script was changed, {@code mvn -B verify -Ddumplink.samples=renew} writes its archive anew.
 */
final class SampleDatabasesIT {
    private static final Path SAMPLES = Path.of("src/test/resources/dev/dumplink/demo");
    private static final Pattern TABLE_DATA = Pattern.compile("TABLE DATA (\\S+ \\S+)");

    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "blog"})
    void theCommittedArchiveHoldsWhatTheScriptMakes(String name) throws Exception {
        Path committed = SAMPLES.resolve(name + ".dump");
        String source = name + "_source";
        String copy = name + "_copy";
        postgres.createDatabase(source);
        postgres.createDatabase(copy);
        postgres.load(source, SAMPLES.resolve(name + ".sql"));
        if ("renew".equals(System.getProperty("dumplink.samples"))) {
            postgres.pgDump(source, committed);
        }
        Path fresh = directory.resolve(name + ".dump");
        postgres.pgDump(source, fresh);
        postgres.pgRestore(committed, copy);

        assertThat(tables(committed)).isNotEmpty().isEqualTo(tables(fresh));
        assertThat(postgres.rowCounts(copy)).isEqualTo(postgres.rowCounts(source));
        assertThat(everythingIn(copy)).isEqualTo(everythingIn(source));
    }

    private static Set<String> tables(Path archive) {
        String list = EmbeddedPostgres.client("pg_restore").run("--list", archive.toString());
        return TABLE_DATA.matcher(list).results().map(MatchResult::group).collect(TreeSet::new, Set::add, Set::addAll);
    }

    /** All of a database as SQL, without the key that pg_dump draws anew each time. */
    private static String everythingIn(String database) {
        return EmbeddedPostgres.client("pg_dump")
                .run("-d", postgres.uri(database))
                .replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    }
}
