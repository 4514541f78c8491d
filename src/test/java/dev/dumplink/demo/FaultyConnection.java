package dev.dumplink.demo;

import dev.dumplink.demo.FaultProxy.Way;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client's connection through a {@link FaultProxy}: two sockets, and a thread for each way. */
final class FaultyConnection {
    private static final int PIECE = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Consumer<FaultyConnection> whenClosed;
    private final AtomicInteger endedWays = new AtomicInteger();
    private volatile boolean silent;

    /** Decides what becomes of a piece of bytes; an empty piece stands for the end of that way. */
    @FunctionalInterface
    interface Carrier {
        void carry(FaultyConnection connection, Way way, byte[] piece) throws IOException;
    }

    FaultyConnection(Socket client, Socket server, Consumer<FaultyConnection> whenClosed) {
        this.client = client;
        this.server = server;
        this.whenClosed = whenClosed;
    }

    /** Connects to the server and carries bytes until both ways have ended. */
    void join(InetSocketAddress target, Carrier carrier) {
        try {
            server.connect(target);
            // small pieces must leave as they are
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException e) {
            noServer(carrier);
            return;
        }
        FaultProxy.daemon("fault-proxy-answers", () -> carry(Way.ANSWER, carrier));
        carry(Way.REQUEST, carrier);
    }

    void write(Way way, byte[] piece) throws IOException {
        to(way).getOutputStream().write(piece);
    }

    /** Nothing that comes from now on is handed over, not even the news that the other side has left. */
    void silence() {
        silent = true;
    }

    /** Tells the receiving side of this way that nothing more will come. */
    void end(Way way) {
        try {
            to(way).shutdownOutput();
        } catch (IOException e) {
            // it has left already
            return;
        }
    }

    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (SocketException e) {
            // closed already: there is nothing left to reset
            close();
            return;
        }
        close();
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
        whenClosed.accept(this);
    }

    /** A server that is not there is an answer that ends at once, unless even that is withheld. */
    private void noServer(Carrier carrier) {
        try {
            carrier.carry(this, Way.ANSWER, new byte[0]);
        } catch (IOException e) {
            // the client has left
            silent = false;
        }
        if (!silent) {
            reset();
        }
    }

    private void carry(Way way, Carrier carrier) {
        try {
            byte[] buffer = new byte[PIECE];
            int length;
            do {
                length = from(way).getInputStream().read(buffer);
                hand(carrier, way, Arrays.copyOf(buffer, Math.max(length, 0)));
            } while (length >= 0);
            if (silent) {
                return;
            }
            end(way);
            if (endedWays.incrementAndGet() == 2) {
                close();
            }
        } catch (IOException e) {
            // one side broke off, so both ways are over; the client of a silent connection must not hear of it
            if (!silent || way == Way.REQUEST) {
                close();
            }
        }
    }

    private void hand(Carrier carrier, Way way, byte[] piece) throws IOException {
        if (!silent) {
            carrier.carry(this, way, piece);
        }
    }

    private Socket from(Way way) {
        return way == Way.REQUEST ? client : server;
    }

    private Socket to(Way way) {
        return way == Way.REQUEST ? server : client;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
            return;
        }
    }
}
