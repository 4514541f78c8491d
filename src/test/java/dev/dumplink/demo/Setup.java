package dev.dumplink.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration for {@link Product}, with everything that a test does not care about already chosen. */
public final class Setup {
    public static final String BOT_TOKEN = "xoxb-1029384756-Local3BotToken";
    public static final String SIGNING_SECRET = "8f742231b10e8888abcd990f0e0085a5";

    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<Path> jar = Optional.empty();
    private List<String> jvmOptions = Product.BRIEFLY;
    private int port;

    /** A bot between this Slack and this store, with one database {@code shop} whose dumps have manifests. */
    public static Setup between(URI slackApi, EmbeddedS3 s3, URI store) {
        Setup setup = new Setup();
        setup.section(
                "slack",
                "{bot_token: '${BOT_TOKEN}', signing_secret: '${SIGNING_SECRET}', api_url: '" + slackApi
                        + "', response_hosts: [127.0.0.1, localhost]}");
        setup.section("access", "{teams: [T01ACME]}");
        setup.section(
                "storage",
                "{bucket: " + s3.bucket() + ", region: " + s3.region() + ", endpoint: '" + store
                        + "', path_style: true, refresh: 1s}");
        setup.section("databases", "{shop: {prefix: anonymized/shop/}}");
        setup.environment("BOT_TOKEN", BOT_TOKEN);
        setup.environment("SIGNING_SECRET", SIGNING_SECRET);
        setup.environment.putAll(Product.credentials(s3));
        return setup;
    }

    public static Setup between(FakeSlack slack, EmbeddedS3 s3) {
        return between(slack.apiUrl(), s3, s3.uri());
    }

    /** Replaces a section, in YAML. */
    public Setup section(String name, String yaml) {
        sections.put(name, yaml);
        return this;
    }

    public Setup environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Starts this jar and not the classes. */
    public Setup jar(Path packaged) {
        jar = Optional.of(packaged);
        return this;
    }

    public Setup jvm(String... options) {
        jvmOptions = List.of(options);
        return this;
    }

    /** Always the same port for Slack, where something has to know it before. */
    public Setup port(int chosen) {
        port = chosen;
        return this;
    }

    /** The whole file. */
    public String yaml(int slackPort, int managementPort) {
        Map<String, String> all = new LinkedHashMap<>(sections);
        all.putIfAbsent(
                "server", "{host: 127.0.0.1, port: " + slackPort + ", management_port: " + managementPort + "}");
        StringBuilder yaml = new StringBuilder();
        all.forEach((name, content) ->
                yaml.append(name).append(": ").append(content).append('\n'));
        return yaml.toString();
    }

    Map<String, String> environment() {
        return environment;
    }

    Optional<Path> jar() {
        return jar;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }

    int port() {
        return port;
    }
}
