package dev.dumplink.slack;

import jakarta.servlet.http.HttpServlet;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A port that is listened on. Slack and management each get a server with threads of its own, so that load on the one
 * cannot hide the other.
 */
public final class WebServer implements Transport {
    private static final int SLACK_THREADS = 200;
    private static final int MANAGEMENT_THREADS = 8;
    private static final int IDLE_MILLIS = 10_000;
    private static final int DRAIN_MILLIS = 10_000;

    private final Server server;
    private final String key;

    private WebServer(Server server, String key) {
        this.server = server;
        this.key = key;
    }

    /** {@code POST /slack/events}, and nothing else. */
    static WebServer forSlack(
            ServerSettings settings, SlackSettings slack, SlackBot bot, Telemetry telemetry, InstantSource clock) {
        Server server = server(settings.host(), settings.port(), SLACK_THREADS);
        RequestVerifier verifier = new RequestVerifier(slack.signingSecret(), clock);
        Handler endpoint = events(new SlackEndpoint(verifier, bot.app(), telemetry));
        server.setHandler(new GracefulHandler(new WholeBody(endpoint, SlackEndpoint.LARGEST_BODY, telemetry)));
        return new WebServer(server, "server.port");
    }

    /** @param pages what each path shows */
    public static WebServer forManagement(ServerSettings settings, Map<String, Supplier<Page>> pages) {
        Server server = server(settings.managementHost(), settings.managementPort(), MANAGEMENT_THREADS);
        server.setHandler(new Pages(pages));
        return new WebServer(server, "server.management_port");
    }

    /** @throws IllegalStateException if the port cannot be had */
    @Override
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            boolean unknown = why(e) instanceof UnresolvedAddressException;
            throw new IllegalStateException(
                    (unknown ? key.replace("port", "host") : key) + ": cannot listen on " + address() + ", "
                            + (unknown ? "that name has no address" : reason(e)),
                    e);
        }
    }

    /** Jetty's own exception says that it failed; why, says the one below. */
    private static Throwable why(Exception e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private String address() {
        ServerConnector connector = connector();
        return connector.getHost() + ":" + connector.getPort();
    }

    private ServerConnector connector() {
        return (ServerConnector) server.getConnectors()[0];
    }

    private static String reason(Exception e) {
        Throwable why = why(e);
        return Optional.ofNullable(why.getMessage())
                .orElse(why.getClass().getSimpleName())
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean reachable() {
        return server.isStarted();
    }

    /** With the port really listened on, where the settings say 0. */
    @Override
    public String where() {
        return "on port " + connector().getLocalPort();
    }

    private static Server server(String host, int port, int threads) {
        QueuedThreadPool pool = new QueuedThreadPool(threads, Math.min(8, threads));
        // Jetty (12.0.30 to 12.1.14) gives a buffer back twice now and then after a malformed request; from a pool, it
        // would
        // then belong to two connections, and an innocent one would lose its answer. What is not pooled is not shared.
        Server server = new Server(pool, null, new ByteBufferPool.NonPooling());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(8192);
        // on the heap: off it, every allocation is a call into the system
        http.setUseInputDirectByteBuffers(false);
        http.setUseOutputDirectByteBuffers(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setErrorHandler(quiet());
        server.setStopTimeout(DRAIN_MILLIS);
        return server;
    }

    private static ServletContextHandler events(HttpServlet endpoint) {
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(endpoint), "/slack/events");
        context.setErrorHandler(quiet());
        return context;
    }

    /** An error's status is all that anybody outside needs to know. */
    private static ErrorHandler quiet() {
        return new ErrorHandler() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                callback.succeeded();
                return true;
            }
        };
    }

    /** To be looked at, which changes nothing. */
    private static final class Pages extends Handler.Abstract {
        private static final List<String> READING = List.of("GET", "HEAD");

        private final Map<String, Supplier<Page>> pages;

        Pages(Map<String, Supplier<Page>> pages) {
            this.pages = Map.copyOf(pages);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Supplier<Page> page = pages.get(Request.getPathInContext(request));
            if (page == null) {
                return false;
            }
            if (READING.contains(request.getMethod())) {
                show(page.get(), response, callback);
            } else {
                response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", READING));
                Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            }
            return true;
        }

        private static void show(Page page, Response response, Callback callback) {
            response.setStatus(page.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
            response.write(true, StandardCharsets.UTF_8.encode(page.body()), callback);
        }
    }

    /** Stops taking requests, finishes those under way, then lets go of the port. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
