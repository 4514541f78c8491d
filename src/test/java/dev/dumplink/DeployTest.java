package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import dev.dumplink.demo.Patience;
import dev.dumplink.link.LinkSettings;
import dev.dumplink.slack.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The templates in {@code src/deploy} and the container image: readable, and of one mind with the program about numbers. */
class DeployTest {
    private static final Path DEPLOY = Path.of("src/deploy");
    private static final String USER = "10001";

    private final ServerSettings server = ServerSettings.defaults();

    private static String text(String name) throws IOException {
        return Files.readString(DEPLOY.resolve(name));
    }

    private static JsonNode json(String name) throws IOException {
        return JsonMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build()
                .readTree(text(name));
    }

    private static List<JsonNode> documents(String name) throws IOException {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        return yaml.readerFor(JsonNode.class).<JsonNode>readValues(text(name)).readAll();
    }

    @Test
    void theBucketEndsLinksWhenTheProgramSaysTheyEnd() throws IOException {
        JsonNode deny = statement(json("bucket-policy.json"), "LinksEndAfterThreeMinutes");
        assertThat(deny.path("Effect").asText()).isEqualTo("Deny");
        assertThat(deny.at("/Condition/NumericGreaterThan/s3:signatureAge").asLong())
                .isEqualTo(LinkSettings.defaults().expiresIn().toMillis())
                .isEqualTo(180_000);
        assertThat(deny.at("/Condition/StringEquals/s3:authType").asText()).isEqualTo("REST-QUERY-STRING");
        assertThat(statement(json("bucket-policy.json"), "TlsOnly")
                        .at("/Condition/Bool/aws:SecureTransport")
                        .asText())
                .isEqualTo("false");
    }

    @Test
    void theBotsRoleMayReadAndListUnderOnePrefixAndNothingElse() throws IOException {
        JsonNode policy = json("iam-policy.json");
        List<String> actions = new ArrayList<>();
        for (JsonNode statement : policy.path("Statement")) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            statement.path("Action").forEach(action -> actions.add(action.asText()));
        }
        assertThat(actions).containsExactlyInAnyOrder("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket");
        assertThat(statement(policy, "ReadAnonymizedDumps").path("Resource").asText())
                .endsWith("/anonymized/*");
        assertThat(statement(policy, "ListAnonymizedDumps")
                        .at("/Condition/StringLike/s3:prefix")
                        .asText())
                .isEqualTo("anonymized/*");
    }

    private static JsonNode statement(JsonNode policy, String sid) {
        assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
        for (JsonNode statement : policy.path("Statement")) {
            if (statement.path("Sid").asText().equals(sid)) {
                return statement;
            }
        }
        throw new AssertionError("no statement " + sid);
    }

    @Test
    void kubernetesProbesWhatTheProgramShowsAndGivesItNoRights() throws IOException {
        JsonNode container = deployment().at("/spec/template/spec/containers/0");
        Map<String, Integer> ports = new HashMap<>();
        container
                .path("ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));
        assertThat(ports).isEqualTo(Map.of("slack", server.port(), "management", server.managementPort()));
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(container.at("/readinessProbe/httpGet/port").asText()).isEqualTo("management");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        JsonNode pod = deployment().at("/spec/template/spec/securityContext");
        assertThat(pod.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("runAsUser").asText()).isEqualTo(USER);
    }

    @Test
    void kubernetesConfigurationIsOneTheProgramAccepts() throws IOException {
        Map<String, String> environment = new HashMap<>();
        Path secret = Files.createTempFile("dumplink-", ".secret");
        Files.writeString(secret, "xoxb-1029384756-Local3BotToken\n");
        Path hex = Files.createTempFile("dumplink-", ".secret");
        Files.writeString(hex, "8f742231b10e8888abcd990f0e0085a5\n");
        deployment()
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(),
                        (variable.path("name").asText().contains("TOKEN") ? secret : hex).toString()));
        String yaml = documents("kubernetes.yml").stream()
                .filter(document -> document.path("kind").asText().equals("ConfigMap"))
                .map(document -> document.at("/data/dumplink.yml").asText())
                .findFirst()
                .orElseThrow();
        Settings settings = Settings.parse("kubernetes.yml", yaml, environment);
        assertThat(settings.slack().botToken()).isEqualTo("xoxb-1029384756-Local3BotToken");
        assertThat(settings.databases()).hasSize(1);
        assertThat(settings.access().teams()).isNotEmpty();
        assertThat(settings.storage().bucket()).isEqualTo("acme-dumps");
        assertThat(settings.audit().url()).startsWith("jdbc:sqlite:/var/lib/dumplink/");
        assertThat(settings.server()).isEqualTo(server);
        Files.delete(secret);
        Files.delete(hex);
    }

    private static JsonNode deployment() throws IOException {
        return documents("kubernetes.yml").stream()
                .filter(document -> document.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theNightOnKubernetesRunsTheImagesProgramOnceAndWithoutRights() throws IOException {
        JsonNode job = kind("kubernetes-night.yml", "CronJob").path("spec");
        assertThat(job.path("concurrencyPolicy").asText()).isEqualTo("Forbid");
        assertThat(job.at("/jobTemplate/spec/backoffLimit").asInt(-1)).isZero();
        JsonNode pod = job.at("/jobTemplate/spec/template/spec");
        assertThat(pod.path("restartPolicy").asText()).isEqualTo("Never");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asText()).isEqualTo(USER);
        JsonNode container = pod.at("/containers/0");
        assertThat(words(container.path("command")))
                .containsExactly("java", "@/opt/dumplink/night.options", "-jar", "/opt/dumplink/dumplink.jar");
        assertThat(words(container.path("args"))).containsExactly("dump", "--config", "/etc/dumplink/dumplink.yml");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        Settings settings = Settings.parse(
                "kubernetes-night.yml",
                kind("kubernetes-night.yml", "ConfigMap")
                        .at("/data/dumplink.yml")
                        .asText(),
                nightly(words(container.path("env"), "name")));
        assertThat(settings.dump("shop").policy()).isEqualTo("policies/shop.yml");
        assertThat(settings.audit().url()).startsWith("jdbc:postgresql:");
        assertThat(settings.storage().bucket()).isEqualTo("acme-dumps");
    }

    /** Values for the variables of a night, where {@code _FILE} may stand behind their names. */
    private static Map<String, String> nightly(List<String> names) {
        Map<String, String> known = Map.of(
                "SHOP_DATABASE_URL", "postgres://reader@db.example.com/shop",
                "SHOP_MASKING_KEY", "8f742231b10e8888abcd990f0e0085a5",
                "AUDIT_PASSWORD", "secret");
        return names.stream()
                .map(name -> name.replaceFirst("_FILE$", ""))
                .filter(known::containsKey)
                .collect(Collectors.toMap(name -> name, known::get));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<String> words(JsonNode list, String field) {
        List<String> words = new ArrayList<>();
        list.forEach(each -> words.add(each.path(field).asText()));
        return words;
    }

    @Test
    void theFunctionStartsTheHandlerAndIsInvokedOnceByItsScheduleAlone() throws Exception {
        JsonNode function = resource("Night");
        List<String> start = words(function.at("/ImageConfig/EntryPoint"));
        assertThat(start).startsWith("java", "@/opt/dumplink/night.options", "-cp", "/opt/dumplink/dumplink.jar");
        assertThat(Class.forName(start.get(4), false, DeployTest.class.getClassLoader()))
                .hasDeclaredMethods("main");
        assertThat(words(function.at("/ImageConfig/Command"))).containsExactly(NightlyHandler.class.getName());
        assertThat(function.path("Timeout").asInt()).isEqualTo(900);
        assertThat(function.path("ReservedConcurrentExecutions").asInt()).isEqualTo(1);
        assertThat(function.at("/Environment/Variables/DUMPLINK_CONFIG").asText())
                .isEqualTo("/etc/dumplink/dumplink.yml");
        assertThat(resource("Once").path("MaximumRetryAttempts").asInt(-1)).isZero();
        assertThat(resource("EveryNight")
                        .at("/Target/RetryPolicy/MaximumRetryAttempts")
                        .asInt(-1))
                .isZero();
        assertThat(resource("EveryNight").at("/Target/Input").asText()).isEqualTo("{}");
        assertThat(actions(resource("ScheduleRole"))).containsExactly("lambda:InvokeFunction");
        assertThat(actions(resource("NightRole")))
                .containsExactlyInAnyOrder(
                        "s3:PutObject",
                        "s3:GetObject",
                        "s3:DeleteObject",
                        "s3:AbortMultipartUpload",
                        "s3:ListBucket",
                        "s3:ListBucketMultipartUploads");
    }

    private static List<String> actions(JsonNode role) {
        List<String> actions = new ArrayList<>();
        for (JsonNode statement : role.at("/Policies/0/PolicyDocument/Statement")) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            assertThat(statement.path("Resource").asText()).isNotEqualTo("*").isNotEmpty();
            JsonNode action = statement.path("Action");
            actions.addAll(action.isArray() ? words(action) : List.of(action.asText()));
        }
        return actions;
    }

    /** Whatever is referred to is there. */
    @Test
    void theTemplateOfTheFunctionIsWhole() throws IOException {
        String template = text("lambda.yml");
        JsonNode all = documents("lambda.yml").get(0);
        Set<String> known = new HashSet<>(Set.of("AWS::AccountId", "AWS::Partition"));
        all.path("Parameters").fieldNames().forEachRemaining(known::add);
        all.path("Resources").fieldNames().forEachRemaining(known::add);
        Set<String> asked = Pattern.compile("!Ref ([A-Za-z:]+)|!GetAtt ([A-Za-z]+)\\.Arn|\\$\\{([A-Za-z:]+)}")
                .matcher(template)
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2), found.group(3)))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        assertThat(known).containsAll(asked);
        assertThat(asked).contains("Image", "Night", "NightRole", "Bucket");
    }

    private static JsonNode resource(String name) throws IOException {
        JsonNode resource = documents("lambda.yml").get(0).path("Resources").path(name);
        assertThat(resource.path("Type").asText()).as(name).startsWith("AWS::");
        return resource.path("Properties");
    }

    private static JsonNode kind(String file, String kind) throws IOException {
        return documents(file).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyAlertAsksForMetricsThatExist() throws IOException {
        Set<String> existing = MetricNames.all();
        List<String> expressions = new ArrayList<>();
        documents("prometheus-rules.yml")
                .get(0)
                .at("/groups/0/rules")
                .forEach(rule -> expressions.add(rule.path("expr").asText()));
        assertThat(expressions).hasSizeGreaterThan(5);
        Set<String> asked = expressions.stream()
                .flatMap(expression ->
                        Pattern.compile("dumplink_[a-z_]+").matcher(expression).results())
                .map(found -> found.group())
                .collect(Collectors.toSet());
        assertThat(existing).containsAll(asked);
    }

    @Test
    void theImageAgreesWithTheProgram() throws IOException {
        String image = Files.readString(Path.of("Dockerfile"));
        assertThat(image).contains("EXPOSE " + server.port() + " " + server.managementPort());
        assertThat(image)
                .contains("ENV DUMPLINK_HEALTH_URL=http://127.0.0.1:" + server.managementPort() + "/health/live\n");
        assertThat(image).contains("USER " + USER + ":" + USER);
        assertThat(image)
                .contains("openjdk-25-jre-headless postgresql-client-17 ")
                .contains("ENV PATH=/usr/lib/postgresql/17/bin:$PATH\n")
                .contains("COPY src/deploy/jvm.options src/deploy/night.options /opt/dumplink/\n");
        assertThat(image)
                .contains("image.version=\""
                        + Pattern.compile("<artifactId>dumplink</artifactId>\\s*<version>([^<]+)<")
                                .matcher(Files.readString(Path.of("pom.xml")))
                                .results()
                                .findFirst()
                                .orElseThrow()
                                .group(1)
                        + "\"");
        assertThat(image.lines().filter(line -> line.startsWith("FROM ")))
                .allMatch(line -> line.matches("FROM (debian:trixie-slim|runtime)( AS [a-z]+)?"));
    }

    @ParameterizedTest
    @CsvSource({
        "/health/live, 127.0.0.1, 200, true",
        "/health/live, localhost, 200, true",
        "/health/live, 127.0.0.1, 503, false",
        "/elsewhere,   127.0.0.1, 200, false"
    })
    void theImagesHealthCheckAsksWhereItIsTold(String path, String host, int status, boolean healthy) throws Exception {
        HttpServer management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        management.createContext("/health/live", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        management.start();
        try {
            String url = "http://" + host + ":" + management.getAddress().getPort() + path;
            assertThat(healthCheck(url)).isEqualTo(healthy);
        } finally {
            management.stop(0);
        }
        assertThat(healthCheck("nonsense")).isFalse();
    }

    /** Runs the command of the Dockerfile's HEALTHCHECK as Docker does. */
    private static boolean healthCheck(String url) throws Exception {
        String command = Pattern.compile("HEALTHCHECK .*\\\\\n +CMD (\\[.*])\n")
                .matcher(Files.readString(Path.of("Dockerfile")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        ProcessBuilder check =
                new ProcessBuilder(new JsonMapper().readValue(command, String[].class)).redirectErrorStream(true);
        check.environment().put("DUMPLINK_HEALTH_URL", url);
        return Patience.exit(check.start()) == 0;
    }
}
