package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PageTest {
    private static final Person ANN = Person.member("U01ANN", "ann", "Ann Arbor");
    private static final Person GUS = Person.guest("U04GUS", "gus", "Gus Tveit");

    private final List<AuditRow> rows = new CopyOnWriteArrayList<>();
    private FakeSlack slack;

    @BeforeEach
    void start() {
        slack = FakeSlack.builder()
                .people(ANN, GUS)
                .auditRows(seq -> rows.stream().filter(row -> row.seq() > seq).toList())
                .start();
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void servesThePageAndNothingElse() throws IOException {
        HttpURLConnection page = get("");
        assertThat(page.getResponseCode()).isEqualTo(200);
        assertThat(page.getHeaderField("Content-Security-Policy")).startsWith("default-src 'self'");
        assertThat(get("page/main.js").getHeaderField("Content-Type")).startsWith("text/javascript");
        assertThat(get("page/..%2fFakeSlack.class").getResponseCode()).isEqualTo(404);
        assertThat(get("page/FakeSlack.class").getResponseCode()).isEqualTo(404);
    }

    @Test
    void showsEveryoneTheirOwnMessages() throws IOException {
        slack.as(ANN).types("/nope");
        slack.as(ANN).types("good morning");

        assertThat(texts(firstEvent("U01ANN"))).containsExactly("/nope is not a valid command.", "good morning");
        assertThat(texts(firstEvent("U04GUS"))).containsExactly("good morning");
        assertThat(firstEvent("U04GUS").at("/people/1/role").asText()).isEqualTo("guest");
    }

    @Test
    void showsAuditRowsAsTheyAreWritten() throws IOException {
        HttpURLConnection stream = get("page/events?as=U01ANN");
        try (BufferedReader lines = reader(stream)) {
            assertThat(next(lines, "picture").at("/audit/rows").size()).isZero();
            rows.add(new AuditRow(
                    1, Instant.EPOCH, "DL001I", "issued", "", "", "U01ANN", "/dump", "shop", "", "r-1", "aa", ""));
            assertThat(next(lines, "audit").path("code").asText()).isEqualTo("DL001I");
            rows.add(new AuditRow(
                    2, Instant.EPOCH, "DL004I", "delivered", "", "", "U01ANN", "/dump", "shop", "", "r-1", "bb", "aa"));
            assertThat(next(lines, "audit").path("previousHash").asText()).isEqualTo("aa");
        }
        stream.disconnect();
    }

    @Test
    void takesOrdersFromItsOwnPageOnly() throws IOException {
        String order = "{\"as\":\"U01ANN\",\"channel\":\"C01GENERAL\",\"text\":\"hello\"}";
        assertThat(post("text/plain", order)).isEqualTo(400);
        assertThat(slack.messagesSeenBy(ANN)).isEmpty();
        assertThat(post("application/json", order)).isEqualTo(200);
        assertThat(slack.messagesSeenBy(ANN)).hasSize(1);

        assertThat(statusUnderHost("127.0.0.1")).contains("200");
        assertThat(statusUnderHost("evil.example")).contains("403");
    }

    private static List<String> texts(JsonNode picture) {
        return picture.path("messages").findValuesAsText("text").stream()
                .filter(text -> !text.equals("/nope"))
                .toList();
    }

    private JsonNode firstEvent(String user) throws IOException {
        HttpURLConnection stream = get("page/events?as=" + user);
        try (BufferedReader lines = reader(stream)) {
            return next(lines, "picture");
        } finally {
            stream.disconnect();
        }
    }

    private static JsonNode next(BufferedReader lines, String type) throws IOException {
        String current = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                current = line.substring("event: ".length());
            } else if (line.startsWith("data: ") && current.equals(type)) {
                return Json.parse(line.substring("data: ".length()));
            }
        }
        throw new IOException("the stream ended before " + type);
    }

    private static BufferedReader reader(HttpURLConnection connection) throws IOException {
        InputStream body = connection.getInputStream();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private HttpURLConnection get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) slack.pageUrl().resolve(path).toURL().openConnection();
        connection.setReadTimeout((int) Patience.ANSWER.toMillis());
        return connection;
    }

    private int post(String contentType, String body) throws IOException {
        HttpURLConnection connection = get("page/do/type");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", contentType);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return connection.getResponseCode();
    }

    /** By hand, because Java's clients do not let anybody choose the host. */
    private String statusUnderHost(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", slack.pageUrl().getPort())) {
            socket.setSoTimeout((int) Patience.ANSWER.toMillis());
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
