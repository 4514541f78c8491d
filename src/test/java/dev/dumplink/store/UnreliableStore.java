package dev.dumplink.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A store that answers as it is told and checks nothing: for answers that no honest server gives. */
final class UnreliableStore implements AutoCloseable {
    private static final String BUCKET = "b";

    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile Optional<Supplier<String>> listing = Optional.empty();

    UnreliableStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/" + BUCKET, this::answer);
        server.start();
    }

    StoreSettings settings() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new StoreSettings(BUCKET, "r", address, true, null, null);
    }

    void put(String key, byte[] content) {
        objects.put(key, content);
    }

    /** Lists it as before, and answers with this status when it is asked for; 200 is no refusal. */
    void refuse(String key, int status) {
        refusals.put(key, status);
    }

    /** What every listing shows from now on. */
    void lists(Supplier<String> page) {
        listing = Optional.of(page);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key = path.length() > BUCKET.length() + 2 ? path.substring(BUCKET.length() + 2) : "";
        if (key.isEmpty()) {
            send(exchange, 200, bytes(listing.orElse(this::all).get()));
        } else {
            int status = objects.containsKey(key) ? refusals.getOrDefault(key, 200) : 404;
            send(exchange, status, status == 200 ? objects.get(key) : bytes("<Error><Code>No</Code></Error>"));
        }
    }

    private String all() {
        StringBuilder page = new StringBuilder("<ListBucketResult>");
        objects.forEach((key, content) -> page.append(entry(key, content.length)));
        return page.append("</ListBucketResult>").toString();
    }

    /** An object as a listing shows it. */
    static String entry(String key, int size) {
        return "<Contents><Key>" + key + "</Key><Size>" + size + "</Size><ETag>e</ETag></Contents>";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
