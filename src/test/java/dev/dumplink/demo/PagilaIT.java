package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of others goes all the way: dumped, stored, asked for in Slack, fetched and restored by real programs. */
final class PagilaIT {
    private static final Person DEVELOPER = Person.member("U01DEV", "dev", "Deva Rao");
    // as somebody's own nightly script would name it; there is no manifest
    private static final String KEY = "nightly/pagila-2026-11-22.backup";
    private static final Pattern COMMANDS = Pattern.compile("```\\n?(.+?)\\n?```", Pattern.DOTALL);
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]+)\"");

    @AutoClose
    private static EmbeddedPostgres postgres;

    @AutoClose
    private static EmbeddedS3 s3;

    @AutoClose
    private static FakeSlack slack;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.open();
        s3 = EmbeddedS3.open();
        slack = FakeSlack.builder()
                .people(DEVELOPER)
                .command(SlashCommand.of("/dump", "The latest anonymized dump"))
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
    }

    @Test
    void aDeveloperGetsTheWholeDatabaseThroughTheLink() throws Exception {
        Path script = SharedData.script("pagila");
        postgres.createDatabase("pagila");
        postgres.createDatabase("laptop");
        postgres.load("pagila", script);
        Path dumped = directory.resolve("dumped");
        postgres.pgDump("pagila", dumped);
        s3.put(KEY, dumped);

        Message reply = askForTheLink();
        Path fetched = fetch(reply.link().orElseThrow());
        postgres.pgRestore(fetched, "laptop");

        assertThat(fetched).hasSameBinaryContentAs(dumped);
        assertThat(fetched).hasFileName("pagila-2026-11-22.backup");
        assertThat(postgres.rowCounts("laptop"))
                .isEqualTo(postgres.rowCounts("pagila"))
                .containsEntry("public.rental", 16_044L);

        runAsPrinted(reply);
        assertThat(postgres.rowCounts("pagila_dev")).isEqualTo(postgres.rowCounts("pagila"));
    }

    private Message askForTheLink() {
        Setup setup = Setup.between(slack, s3)
                .section("databases", "{pagila: {prefix: nightly/, manifest: optional}}")
                .section("audit", "{url: 'jdbc:sqlite:" + directory.resolve("audit.db") + "'}");
        try (Product product = Product.serving(directory.resolve("bot"), setup)) {
            slack.deliversTo(product.events());
            return slack.as(DEVELOPER).types("/dump").message();
        }
    }

    /** As a browser does: into Downloads, under the name that the store suggests. */
    private Path fetch(URI link) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(link).timeout(Patience.ANSWER).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        Matcher name = FILE_NAME.matcher(
                response.headers().firstValue("Content-Disposition").orElse(""));
        assertThat(name.find()).as("a file name for the browser").isTrue();
        Path downloads = Files.createDirectories(directory.resolve("Downloads"));
        return Files.write(downloads.resolve(name.group(1)), response.body());
    }

    /** The lines of the reply's code block, given to a shell by somebody whose home is the test's directory. */
    private void runAsPrinted(Message reply) {
        Matcher block = COMMANDS.matcher(reply.visibleText());
        assertThat(block.find()).as("a code block in the reply").isTrue();
        String commands =
                block.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assertThat(commands.lines()).hasSize(2);
        Needs.program("env")
                .run(
                        "HOME=" + directory,
                        "PGHOST=127.0.0.1",
                        "PGPORT=" + postgres.port(),
                        "PGUSER=postgres",
                        "sh",
                        "-e",
                        "-c",
                        commands);
    }
}
