package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.slack.WebServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortTakenTest {
    @Test
    void aPortThatSomebodyElseHasIsNamedWithItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            String yaml = "server: {host: 127.0.0.1, port: 0, management_port: " + port + "}";
            Settings settings = Settings.parse("dumplink.yml", yaml, Map.of());
            try (WebServer server = WebServer.forManagement(settings.server(), Map.of())) {
                assertThatThrownBy(server::start)
                        .hasMessageMatching("server\\.management_port: cannot listen on [0-9.]+:" + port
                                + ", address already in use");
            }
        }
    }
}
