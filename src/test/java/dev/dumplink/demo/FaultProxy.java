package dev.dumplink.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A TCP proxy on 127.0.0.1 that can be told to misbehave, at any time: what it is told holds for new connections and for
 * those already open.
 */
public final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket entrance;
    private final Set<FaultyConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Fault fault;

    /** What is done to a connection when it is made or the fault begins, and what to every piece of bytes on it. */
    private record Fault(Consumer<FaultyConnection> atOnce, FaultyConnection.Carrier carrier) {}

    private FaultProxy(InetSocketAddress target, ServerSocket entrance) {
        this.target = target;
        this.entrance = entrance;
        pass();
    }

    /** Starts one, on a free port, in front of the given server. */
    public static FaultProxy to(String host, int port) throws IOException {
        ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FaultProxy proxy = new FaultProxy(new InetSocketAddress(host, port), entrance);
        daemon("fault-proxy-" + entrance.getLocalPort(), proxy::accept);
        return proxy;
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** How many connections it has taken since it started. */
    public int accepted() {
        return accepted.get();
    }

    /** No fault: bytes pass as they come. */
    public void pass() {
        become(FaultyConnection::write);
    }

    /** Every piece of an answer arrives this much later; requests are not held up. */
    public void delay(Duration delay) {
        become((connection, way, piece) -> {
            if (way == Way.ANSWER) {
                sleep(delay);
            }
            connection.write(way, piece);
        });
    }

    /**
     * Connections are taken, bytes are swallowed, nothing ever comes back. A connection that lost bytes stays dead when the
     * fault is lifted: what was swallowed is never delivered late.
     */
    public void blackhole() {
        become((connection, way, piece) -> connection.silence());
    }

    /** Open connections are reset now, new ones as soon as they are made. */
    public void reset() {
        become(FaultyConnection::reset, (connection, way, piece) -> connection.reset());
    }

    /** Bytes trickle in pieces of this size, a millisecond apart, both ways. */
    public void slice(int bytes) {
        become((connection, way, piece) -> {
            for (int from = 0; from < piece.length; from += bytes) {
                connection.write(way, Arrays.copyOfRange(piece, from, Math.min(from + bytes, piece.length)));
                sleep(Duration.ofMillis(1));
            }
        });
    }

    /** Each connection hands over this many more bytes of its answers and is then closed. */
    public void cutAfter(int bytes) {
        Map<FaultyConnection, Integer> left = new ConcurrentHashMap<>();
        become((connection, way, piece) -> {
            if (way == Way.REQUEST) {
                connection.write(way, piece);
                return;
            }
            int allowed = left.getOrDefault(connection, bytes);
            connection.write(way, Arrays.copyOf(piece, Math.min(allowed, piece.length)));
            left.put(connection, allowed - piece.length);
            if (piece.length >= allowed) {
                connection.close();
            }
        });
    }

    /** Clients are told that no answer will follow, while what they send is still taken and passed on. */
    public void halfClose() {
        become(connection -> connection.end(Way.ANSWER), (connection, way, piece) -> {
            if (way == Way.REQUEST) {
                connection.write(way, piece);
            }
        });
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(FaultyConnection::close);
    }

    private void become(FaultyConnection.Carrier carrier) {
        become(connection -> {}, carrier);
    }

    private void become(Consumer<FaultyConnection> atOnce, FaultyConnection.Carrier carrier) {
        fault = new Fault(atOnce, carrier);
        open.forEach(atOnce);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                begin(entrance.accept());
            } catch (IOException e) {
                // closed, or a client that left at once; the loop's condition tells which
                continue;
            }
        }
    }

    private void begin(Socket client) {
        accepted.incrementAndGet();
        FaultyConnection connection = new FaultyConnection(client, new Socket(), open::remove);
        open.add(connection);
        fault.atOnce().accept(connection);
        // the fault is looked up for every piece, so that a change reaches connections already open
        FaultyConnection.Carrier current =
                (which, way, piece) -> fault.carrier().carry(which, way, piece);
        daemon("fault-proxy-requests", () -> connection.join(target, current));
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The two ways bytes go. */
    enum Way {
        REQUEST,
        ANSWER
    }
}
