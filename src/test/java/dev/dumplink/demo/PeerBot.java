package dev.dumplink.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A small bot of others for {@link BotBenchmark}: an {@code app.js} that takes its store, its Slack and its port from
 * environment variables. Or none.
 */
final class PeerBot implements AutoCloseable {
    /** What such a bot verifies requests with. */
    static final String SECRET = "shhh";

    private final Optional<Process> process;
    private final URI events;

    private PeerBot(Optional<Process> process, URI events) {
        this.process = process;
        this.events = events;
    }

    /** @param folder holds {@code app.js} and its modules; null for no such bot */
    static PeerBot named(String folder, FakeSlack slack, EmbeddedS3 s3, Path home) throws IOException {
        int port = FreePort.next();
        URI events = URI.create("http://127.0.0.1:" + port + "/slack/events");
        if (folder == null) {
            return new PeerBot(Optional.empty(), events);
        }
        ProcessBuilder program = new ProcessBuilder("node", "app.js")
                .directory(Path.of(folder).toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("peer.log").toFile());
        program.environment()
                .putAll(Map.of(
                        "SLACK_API", slack.apiUrl().toString(),
                        "SLACK_TOKEN", Setup.BOT_TOKEN,
                        "S3_ENDPOINT", s3.uri().toString(),
                        "S3_KEY", s3.accessKey(),
                        "S3_SECRET", s3.secretKey(),
                        "BUCKET", s3.bucket(),
                        "PREFIX", "anonymized/shop/",
                        "AUDIT", home.resolve("peer.jsonl").toString(),
                        "PORT", Integer.toString(port)));
        return new PeerBot(Optional.of(program.start()), events);
    }

    Optional<ProcessHandle> process() {
        return process.map(Process::toHandle);
    }

    URI events() {
        return events;
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroy);
    }
}
