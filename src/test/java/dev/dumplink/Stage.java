package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.FreePort;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Setup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole bot in this very process, between a Slack and a store: what its tests talk to, as a person would. */
final class Stage implements AutoCloseable {
    private final EmbeddedS3 s3;
    private final Wiring wiring;
    private final Path audit;
    private final boolean ownsLog;
    private final int managementPort;

    /** Opens the bot and waits until it is ready. */
    Stage(FakeSlack slack, EmbeddedS3 s3, Path directory, Map<String, String> sections) {
        this(slack, s3, directory, sections, InstantSource.system());
        Patience.until(
                Duration.ofSeconds(20),
                "the bot to be ready",
                () -> manage("/health/ready").statusCode() == 200);
    }

    /** Opens the bot with a clock of its own and waits for nothing. */
    Stage(FakeSlack slack, EmbeddedS3 s3, Path directory, Map<String, String> sections, InstantSource clock) {
        this.s3 = s3;
        this.audit = directory.resolve("audit.db");
        // else it is kept somewhere else, by whoever said where
        this.ownsLog = !sections.containsKey("audit") || sections.get("audit").contains(audit.toString());
        int port = FreePort.next();
        this.managementPort = FreePort.next();
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
        Setup setup = Setup.between(slack, s3).section("audit", "{url: 'jdbc:sqlite:" + audit + "'}");
        sections.forEach(setup::section);
        Map<String, String> environment = Map.of("BOT_TOKEN", Setup.BOT_TOKEN, "SIGNING_SECRET", Setup.SIGNING_SECRET);
        Settings settings = Settings.parse("test.yml", setup.yaml(port, managementPort), environment);
        this.wiring = Wiring.serve(settings, clock, new SecureRandom());
        slack.deliversTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
    }

    HttpResponse<String> manage(String path) {
        return manage("GET", path);
    }

    HttpResponse<String> manage(String method, String path) {
        URI page = URI.create("http://127.0.0.1:" + managementPort + path);
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(Patience.ANSWER)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> get(String url, HttpResponse.BodyHandler<T> body) {
        return send(
                HttpRequest.newBuilder(URI.create(url)).timeout(Patience.ANSWER).build(), body);
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return HttpClient.newHttpClient().send(request, body);
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    EmbeddedS3 s3() {
        return s3;
    }

    Path audit() {
        return audit;
    }

    /** Rows of the log, oldest first, with the person's id beside them. */
    List<Map<String, String>> rows(String where) {
        String sql = "SELECT e.*, a.actor_user FROM audit_event e JOIN audit_actor a USING (actor_ref) WHERE " + where
                + " ORDER BY e.seq";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + audit);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, String>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, String> row = new HashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of one person. */
    List<Map<String, String>> rowsOf(String user) {
        return rows("a.actor_user = '" + user + "'");
    }

    /** Waits for a row that is written after the answer. */
    void awaitRow(String where) {
        Patience.until(
                Duration.ofSeconds(5), "a row with " + where, () -> !rows(where).isEmpty());
    }

    @Override
    public void close() {
        wiring.close();
        if (ownsLog) {
            requireReasons();
        }
    }

    /** Whatever a test did: no request has two links, and who is refused is refused by name and by a rule. */
    private void requireReasons() {
        assertThat(rows("code = 'DL001I'"))
                .extracting(row -> row.get("request_id"))
                .doesNotHaveDuplicates();
        assertThat(rows("decision IN ('denied', 'failed')")).allSatisfy(row -> assertThat(
                        List.of(row.get("actor_ref"), row.get("actor_user"), row.get("decision_rule")))
                .noneMatch(String::isEmpty));
    }
}
