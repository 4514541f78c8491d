package dev.dumplink.demo;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The floor that {@link BotBenchmark} measures against: Bolt on Jetty as its guides show it, which verifies a request and
 * answers a constant. No store, no log, nobody is asked who they are.
 */
final class BareBolt {
    static final String ANSWER = "constant reply";

    private BareBolt() {}

    /** @param args the port, the signing secret, the bot's token, Slack's API */
    public static void main(String[] args) throws Exception {
        AppConfig config = AppConfig.builder()
                .signingSecret(args[1])
                .singleTeamBotToken(args[2])
                .authTestCacheExpirationMillis(-1L)
                .build();
        config.getSlack().getConfig().setMethodsEndpointUrlPrefix(args[3]);
        App app = new App(config);
        app.command("/dump", (request, context) -> context.ack(ANSWER));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new SlackAppServlet(app)), "/slack/events");
        server.setHandler(context);
        app.start();
        server.start();
        server.join();
    }
}
