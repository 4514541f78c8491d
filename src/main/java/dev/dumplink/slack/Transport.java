package dev.dumplink.slack;

import java.time.InstantSource;

/** How Slack's requests get here: it calls us over HTTP, or we hold a socket open to it. */
public interface Transport extends AutoCloseable {

    /** The one that the settings ask for. */
    static Transport of(
            ServerSettings server, SlackSettings slack, SlackBot bot, Telemetry telemetry, InstantSource clock) {
        return slack.socketMode()
                .<Transport>map(token -> new SocketTransport(token, bot))
                .orElseGet(() -> WebServer.forSlack(server, slack, bot, telemetry, clock));
    }

    /** Begins to take requests. */
    void start();

    /** Whether requests can reach us now. */
    boolean reachable();

    /** Where they arrive, for the log. */
    String where();

    /** Stops taking requests and finishes those under way. */
    @Override
    void close();
}
