package dev.dumplink.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept-alive HTTP connection to a port of this machine, byte for byte: what a test writes is what is sent, however
 * wrong. What came back of an answer that was cut off is still told.
 */
public final class Wire implements AutoCloseable {
    private static final int LONGEST_LINE = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean ended;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param patience how long an answer may take */
    public static Wire to(int port, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            return new Wire(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    public Answer post(Delivery delivery) throws IOException {
        return exchange(request("/slack/events", delivery));
    }

    /** A well-formed POST. */
    public static byte[] request(String path, Delivery delivery) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
                + delivery.contentType() + "\r\nContent-Length: " + body.length + "\r\n");
        delivery.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return joined(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    public static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Sends these bytes and reads one answer. */
    public Answer exchange(byte[] request) throws IOException {
        send(request);
        return answer();
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads the next answer; throws when the connection ends before it is whole. */
    public Answer answer() throws IOException {
        received.reset();
        ended = true;
        String[] status = line().split(" ", 3);
        int length = -1;
        boolean chunked = false;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            closes |= lower.startsWith("connection:") && lower.contains("close");
        }
        String body = chunked ? chunks() : length >= 0 ? text(length) : closes ? rest() : "";
        ended = closes;
        return new Answer(Integer.parseInt(status[1]), body);
    }

    /** Whether the connection can take no further request. */
    public boolean ended() {
        return ended;
    }

    /** All bytes of the answer read last, also when it broke off. */
    public String received() {
        return received.toString(StandardCharsets.UTF_8);
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        int size = Integer.parseInt(line().strip(), 16);
        while (size > 0) {
            body.append(text(size));
            line();
            size = Integer.parseInt(line().strip(), 16);
        }
        line();
        return body.toString();
    }

    private String text(int length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(length);
        for (int i = 0; i < length; i++) {
            body.write(next());
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private String rest() throws IOException {
        byte[] rest = in.readAllBytes();
        received.writeBytes(rest);
        return new String(rest, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = next(); c != '\n'; c = next()) {
            line.append((char) c);
            if (line.length() > LONGEST_LINE) {
                throw new IOException("an endless line");
            }
        }
        return line.toString().stripTrailing();
    }

    private int next() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new EOFException("the connection ended");
        }
        received.write(c);
        return c;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
