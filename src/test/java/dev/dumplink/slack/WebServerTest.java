package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebServerTest {
    /** For documentation (RFC 5737): no machine has it. */
    private static final String NOBODYS = "192.0.2.1";

    @Test
    void managementListensOnItsOwnAddress() throws Exception {
        try (WebServer server = management(new ServerSettings(NOBODYS, 0, "127.0.0.1", 0))) {
            server.start();
            URI live = URI.create("http://127.0.0.1:" + server.where().replaceAll("\\D", "") + "/live");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(live)
                                    .timeout(Patience.ANSWER)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("yes");
        }
        try (WebServer server = management(new ServerSettings("127.0.0.1", 0, NOBODYS, 0))) {
            assertThatThrownBy(server::start).hasMessageStartingWith("server.management_port: cannot listen");
        }
    }

    private static WebServer management(ServerSettings settings) {
        return WebServer.forManagement(settings, Map.of("/live", () -> new Page(200, "text/plain", "yes")));
    }
}
