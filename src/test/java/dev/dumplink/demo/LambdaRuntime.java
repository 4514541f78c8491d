package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * AWS Lambda as a function sees it: the Runtime API on 127.0.0.1, which hands out one event after the other and keeps what is
 * answered.
 */
public final class LambdaRuntime implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final long PATIENCE_MINUTES = 2;
    private static final int ACCEPTED = 202;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

    private LambdaRuntime(HttpServer server) {
        this.server = server;
    }

    private record Event(String id, String body, Instant deadline) {}

    /**
     * What a function said.
     *
     * @param path what of: {@code invocation/ID/response}, {@code invocation/ID/error} or {@code init/error}
     */
    public record Said(String path, JsonNode body) {}

    public static LambdaRuntime open() throws IOException {
        LambdaRuntime runtime = new LambdaRuntime(Exchanges.server(0));
        runtime.server.createContext(ROOT, runtime::take);
        runtime.server.setExecutor(runtime.threads);
        runtime.server.start();
        return runtime;
    }

    /** For {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Starts a function in its own process as the image's entry point for Lambda does, from the packaged jar where there is
     * one.
     *
     * @param output where what it prints goes
     * @param environment besides what is set for every function
     */
    public Process start(String handler, Path output, Map<String, String> environment) throws IOException {
        String classes = Packaged.jar().map(Path::toString).orElseGet(Product::classPath);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Product.BRIEFLY);
        Packaged.jar().map(Packaged::remembered).ifPresent(command::addAll);
        command.addAll(List.of(
                "-Xmx256m", "-cp", classes, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
        ProcessBuilder java = new ProcessBuilder(command);
        java.environment().put("AWS_LAMBDA_RUNTIME_API", address());
        java.environment().put("AWS_LAMBDA_FUNCTION_NAME", "dumplink");
        java.environment().putAll(environment);
        return java.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Invokes the function, waits for what comes of it, and returns it with the id taken out of its path. */
    public Said invoke(String event, Duration allowed) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        events.add(new Event(id, event, Instant.now().plus(allowed)));
        Said answer = heard();
        if (!answer.path().startsWith("invocation/" + id + "/")) {
            throw new IllegalStateException("not about " + id + ": " + answer);
        }
        return new Said(answer.path().replace(id + "/", ""), answer.body());
    }

    /** The next thing it says, asked or not. */
    public Said heard() throws InterruptedException {
        Said next = said.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (next == null) {
            throw new IllegalStateException("the function said nothing for " + PATIENCE_MINUTES + " minutes");
        }
        return next;
    }

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        if (path.equals("invocation/next")) {
            handOut(exchange);
            return;
        }
        said.add(new Said(path, JSON.readTree(Exchanges.bytes(exchange))));
        Exchanges.answer(exchange, ACCEPTED, "application/json", "{\"status\":\"OK\"}");
    }

    /** The connection stays open until there is an event, as Lambda freezes a function that has nothing to do. */
    private void handOut(HttpExchange exchange) throws IOException {
        try {
            Event event = events.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", event.id());
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Deadline-Ms",
                            String.valueOf(event.deadline().toEpochMilli()));
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Invoked-Function-Arn",
                            "arn:aws:lambda:eu-central-1:111122223333:function:dumplink");
            Exchanges.answer(exchange, 200, "application/json", event.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
