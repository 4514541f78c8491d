package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class FaultProxyTest {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void startEcho() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FaultProxy.daemon("echo", this::serve);
        proxy = FaultProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stopEcho() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesBytesBothWaysAndTheEndOfThem() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void delaysAnswersOfAConnectionAlreadyOpen() throws IOException {
        try (Socket client = connect()) {
            ask(client, "quick");
            proxy.delay(Duration.ofMillis(300));
            long before = System.nanoTime();
            assertThat(ask(client, "slow")).isEqualTo("slow");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(millis(290), millis(3_000));
        }
    }

    @Test
    void swallowsEverythingAndNeverDeliversItLate() throws IOException {
        try (Socket old = connect()) {
            ask(old, "before");
            proxy.blackhole();
            assertSilent(old);
            try (Socket client = connect()) {
                assertSilent(client);
                proxy.pass();
                assertSilent(client);
            }
        }
        try (Socket client = connect()) {
            assertThat(ask(client, "after")).isEqualTo("after");
        }
    }

    @Test
    void staysSilentEvenWhenTheServerLeaves() throws IOException {
        proxy.blackhole();
        try (Socket client = connect()) {
            client.getOutputStream().write("x".getBytes(UTF_8));
            echo.close();
            assertSilent(client);
        }
    }

    @Test
    void resetsOpenAndNewConnections() throws IOException {
        try (Socket client = connect()) {
            ask(client, "before");
            proxy.reset();
            assertThatThrownBy(() -> ask(client, "x")).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> {
                    try (Socket client = connect()) {
                        ask(client, "x");
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    @Test
    void slicesWithoutLosingAByte() throws IOException {
        proxy.slice(7);
        String text = "0123456789".repeat(50);
        try (Socket client = connect()) {
            assertThat(ask(client, text)).isEqualTo(text);
        }
    }

    @Test
    void cutsTheAnswerAfterSoManyBytes() throws IOException {
        proxy.cutAfter(5);
        try (Socket client = connect()) {
            client.getOutputStream().write("hello world".getBytes(UTF_8));
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("hello");
        }
    }

    @Test
    void countsTheCutAnewForConnectionsAlreadyOpen() throws IOException {
        try (Socket client = connect()) {
            ask(client, "a long answer before the fault");
            proxy.cutAfter(3);
            assertThat(ask(client, "ab")).isEqualTo("ab");
            client.getOutputStream().write("cd".getBytes(UTF_8));
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("c");
        }
    }

    @Test
    void halfClosesWhileStillTakingWhatIsSent() throws IOException {
        try (Socket client = connect()) {
            ask(client, "before");
            proxy.halfClose();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.getOutputStream().write("still taken".getBytes(UTF_8));
        }
    }

    @Test
    void aServerThatIsNotThereLooksLikeAReset() throws IOException {
        // a port below those that are given out: nobody can have taken it meanwhile
        try (FaultProxy toNobody = FaultProxy.to("127.0.0.1", 1);
                Socket client = limited(new Socket(InetAddress.getLoopbackAddress(), toNobody.port()))) {
            assertThatThrownBy(() -> ask(client, "anyone?")).isInstanceOf(SocketException.class);
        }
    }

    private Socket connect() throws IOException {
        return limited(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
    }

    /** Reading from a socket heeds no interruption, so that no time limit of a test would end it. */
    private static Socket limited(Socket socket) throws IOException {
        socket.setSoTimeout((int) LONGEST.toMillis());
        return socket;
    }

    private static String ask(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
        byte[] answer = client.getInputStream().readNBytes(text.length());
        if (answer.length < text.length()) {
            throw new SocketException("the answer ended early");
        }
        return new String(answer, UTF_8);
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(200);
        client.getOutputStream().write("anyone?".getBytes(UTF_8));
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                FaultProxy.daemon("echo-client", () -> echo(client));
            } catch (IOException e) {
                // the test is over
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the proxy broke off, as some tests want
            return;
        }
    }
}
