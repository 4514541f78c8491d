package dev.dumplink.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Signed slash commands over kept-alive sockets, a thread each: as fast as answers come, or at a steady pace, where a late
 * answer counts from when its request was due.
 */
final class SlackLoad {
    static final int USERS = 9000;
    static final int FIRST_USER = 1000;

    private final URI events;
    private final String secret;
    private final String expected;
    private final AtomicLong sequence = new AtomicLong();

    /** @param expected what an answer must contain to count */
    SlackLoad(URI events, String secret, String expected) {
        this.events = events;
        this.secret = secret;
        this.expected = expected;
    }

    /** Times in nanoseconds, sorted; {@code wrong} answers are in none of them. */
    record Result(double seconds, long[] nanos, long wrong) {
        double perSecond() {
            return nanos.length / seconds;
        }

        double millis(double quantile) {
            return nanos.length == 0
                    ? Double.NaN
                    : nanos[(int) Math.min(nanos.length - 1L, Math.round(quantile * nanos.length))] / 1e6;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%8.0f requests/s   p50 %6.2f ms   p99 %7.2f ms   max %7.1f ms   wrong %d",
                    perSecond(),
                    millis(0.5),
                    millis(0.99),
                    millis(1),
                    wrong);
        }
    }

    /** As many requests as the connections can carry. */
    Result flatOut(int connections, Duration length) throws InterruptedException {
        return run(connections, length, 0);
    }

    /** So many requests a second, spread over the connections. */
    Result paced(int connections, Duration length, double perSecond) throws InterruptedException {
        return run(connections, length, perSecond);
    }

    private Result run(int connections, Duration length, double perSecond) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        ConcurrentLinkedQueue<long[]> all = new ConcurrentLinkedQueue<>();
        AtomicLong wrong = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            long gap = perSecond == 0 ? 0 : (long) (connections / perSecond * 1e9);
            long due = start + gap * i / connections;
            threads.add(new Thread(() -> all.add(drive(due, gap, end, wrong))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        long[] nanos = all.stream().flatMapToLong(LongStream::of).sorted().toArray();
        return new Result((System.nanoTime() - start) / 1e9, nanos, wrong.get());
    }

    private long[] drive(long first, long gap, long end, AtomicLong wrong) {
        LongStream.Builder times = LongStream.builder();
        long due = first;
        Connection connection = null;
        while (System.nanoTime() < end) {
            pause(due);
            long from = gap == 0 ? System.nanoTime() : due;
            due += gap;
            try {
                connection = connection == null ? new Connection(events) : connection;
                if (connection.post(request()).contains(expected)) {
                    times.add(System.nanoTime() - from);
                } else {
                    wrong.incrementAndGet();
                }
            } catch (IOException e) {
                wrong.incrementAndGet();
                connection = null;
            }
        }
        return times.build().toArray();
    }

    private static void pause(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private byte[] request() {
        long number = sequence.incrementAndGet();
        String body = "token=x&team_id=T01ACME&team_domain=acme&channel_id=C0001&channel_name=general&user_id=U"
                + (FIRST_USER + number % USERS) + "&user_name=ann&command=%2Fdump&text=&api_app_id=A0001"
                + "&is_enterprise_install=false&response_url=http%3A%2F%2F127.0.0.1%2Fresponse&trigger_id=" + number
                + "."
                + System.nanoTime();
        Instant now = Instant.now();
        return ("POST " + events.getPath() + " HTTP/1.1\r\nHost: " + events.getAuthority()
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: "
                        + now.getEpochSecond() + "\r\nX-Slack-Signature: " + Signature.of(secret, now, body)
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** One socket that is kept. */
    private static final class Connection implements Closeable {
        private final Socket socket = new Socket();
        private final InputStream in;

        Connection(URI address) throws IOException {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 5000);
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        }

        String post(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            String status = line();
            int length = 0;
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                length = lower.startsWith("content-length:")
                        ? Integer.parseInt(lower.substring(15).strip())
                        : length;
                chunked |= lower.startsWith("transfer-encoding:");
            }
            return status + (chunked ? chunks() : new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private String chunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = size(); size > 0; size = size()) {
                body.write(in.readNBytes(size));
                line();
            }
            line();
            return body.toString(StandardCharsets.UTF_8);
        }

        private int size() throws IOException {
            return Integer.parseInt(line().strip(), 16);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
