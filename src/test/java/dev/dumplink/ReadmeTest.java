package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.EventCode;
import dev.dumplink.link.DatabaseSettings;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says of keys, defaults, codes, columns, metrics and examples what the program says. */
class ReadmeTest {
    private static final String SECRET = "8f742231b10e8888abcd990f0e0085a5";
    private static final String BOT_TOKEN = "xoxb-1029384756-Local3BotToken";
    private static final String APP_TOKEN = "xapp-demo-Socket5Token9";
    private static final Map<String, String> HTTP =
            Map.of("SLACK_BOT_TOKEN", BOT_TOKEN, "SLACK_SIGNING_SECRET", SECRET);
    private static final Map<String, String> SOCKET =
            Map.of("SLACK_BOT_TOKEN", BOT_TOKEN, "SLACK_APP_TOKEN", APP_TOKEN);
    private static final String LEAST =
            """
            slack: {bot_token: xoxb-1029384756-Local3BotToken, signing_secret: 8f742231b10e8888abcd990f0e0085a5}
            access: {teams: [T01ACME]}
            storage: {bucket: acme-dumps, region: eu-central-1}
            databases: {NAME: {prefix: anonymized/shop/}}
            """;

    private static final String DUMP =
            """
            databases:
              shop: {dump: {url: 'postgres://reader@db/shop', policy: shop.yml, masking_key: 8f742231b10e8888abcd990f0e0085a5}}
            """;

    private static final Pattern CODED = Pattern.compile("`([^`]+)`");

    private final String readme = read("README.md");

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines between a heading and the next one. */
    private String chapter(String heading) {
        int start = readme.indexOf("\n" + heading + "\n");
        assertThat(start).as("the heading " + heading).isPositive();
        int end = readme.indexOf("\n#", start + 1);
        return readme.substring(start, end < 0 ? readme.length() : end);
    }

    /** The cells of every row of the tables in {@code text}, headings left out. */
    private static List<List<String>> rows(String text) {
        List<List<String>> rows = text.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        return rows.stream().filter(row -> row.get(0).startsWith("`")).toList();
    }

    private static List<String> coded(String cell) {
        return CODED.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** The first example of the given language in a chapter. */
    private String example(String heading, String language) {
        return examples(heading, language).get(0);
    }

    private List<String> examples(String heading, String language) {
        List<String> found = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(chapter(heading))
                .results()
                .map(example -> example.group(1))
                .toList();
        assertThat(found).as(language + " in " + heading).isNotEmpty();
        return found;
    }

    @Test
    void everyKeyIsInItsTableAndNoOther() {
        Set<String> keys = new TreeSet<>();
        collect("", Settings.Shape.class, keys);
        Set<String> told = rows(chapter("## Every key")).stream()
                .map(row -> coded(row.get(0)).get(0))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(keys);
    }

    private static void collect(String path, Type type, Set<String> into) {
        if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                collect(
                        (path.isEmpty() ? "" : path + ".") + snake(component.getName()),
                        component.getGenericType(),
                        into);
            }
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            collect(path + ".NAME", map.getActualTypeArguments()[1], into);
        } else {
            into.add(path);
        }
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase();
    }

    @Test
    void everyDefaultIsTheProgramsOwn() {
        Settings settings = Settings.parse("least.yml", LEAST.replace("NAME", "shop"), Map.of());
        Map<String, String> defaults = new TreeMap<>();
        Map<String, Record> sections = new LinkedHashMap<>();
        sections.put("slack", settings.slack());
        sections.put("access", settings.access());
        sections.put("storage", settings.storage());
        sections.put("link", settings.link());
        sections.put("audit", settings.audit());
        sections.put("server", settings.server());
        sections.put("restore", settings.restore());
        sections.forEach((name, section) -> describe(name, section, defaults));
        describe("audit", settings.streams(), defaults);
        DatabaseSettings shop = settings.databases().get(0);
        defaults.put("databases.NAME.manifest", shop.location().manifestRequired() ? "`required`" : "`optional`");
        defaults.put("databases.NAME.stale_after", described(shop.staleAfter()));
        Map<String, String> told = rows(chapter("## Every key")).stream()
                .collect(Collectors.toMap(row -> coded(row.get(0)).get(0), row -> row.get(1)));
        required().forEach(key -> defaults.put(key, "required"));
        told.keySet().stream().filter(key -> key.startsWith("alerts.")).forEach(key -> defaults.put(key, "none"));
        describe(
                "databases.NAME.dump",
                Settings.parse("dump.yml", DUMP, Map.of()).dump("shop"),
                defaults);
        List.of("url", "policy", "masking_key").forEach(key -> defaults.put("databases.NAME.dump." + key, "required"));
        defaults.remove("restore.targets");
        defaults.put("restore.targets.NAME.url", "required");
        assertThat(new TreeMap<>(told)).isEqualTo(defaults);
    }

    private static Set<String> required() {
        return Set.of(
                "slack.bot_token",
                "slack.signing_secret",
                "access.teams",
                "storage.bucket",
                "storage.region",
                "databases.NAME.prefix");
    }

    /** That a configuration without one of them is refused. */
    @Test
    void whatIsCalledRequiredIs() {
        Map<String, String> without = Map.of(
                "bot_token: xoxb-1029384756-Local3BotToken, ",
                "",
                ", signing_secret: " + SECRET,
                "",
                "{teams: [T01ACME]}",
                "{}",
                "bucket: acme-dumps, ",
                "",
                ", region: eu-central-1",
                "",
                "{prefix: anonymized/shop/}",
                "{}");
        assertThat(without).hasSameSizeAs(required());
        without.forEach((part, instead) -> {
            String yaml = LEAST.replace("NAME", "shop");
            assertThat(yaml).contains(part);
            Settings settings = Settings.parse("least.yml", yaml.replace(part, instead), Map.of());
            assertThat(refuses(settings)).as("without " + part).isTrue();
        });
    }

    private static boolean refuses(Settings settings) {
        try {
            readAll(settings);
            return false;
        } catch (SettingsError expected) {
            return true;
        }
    }

    private static void readAll(Settings settings) {
        assertThat(settings.slack()).isNotNull();
        assertThat(settings.access()).isNotNull();
        assertThat(settings.storage()).isNotNull();
        assertThat(settings.link()).isNotNull();
        assertThat(settings.audit()).isNotNull();
        assertThat(settings.streams()).isNotNull();
        assertThat(settings.server()).isNotNull();
        assertThat(settings.databases()).isNotEmpty();
    }

    private static void describe(String path, Record record, Map<String, String> into) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String key = path + "." + snake(component.getName());
            Object value = value(record, component);
            if (value instanceof Record nested) {
                describe(key, nested, into);
            } else {
                into.put(key, described(value));
            }
        }
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String described(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return "`" + brief(duration) + "`";
        }
        if (value instanceof Collection<?> several) {
            return "`[" + several.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "]`";
        }
        return "`" + value + "`";
    }

    /** As the README writes it: days only from two weeks on. */
    private static String brief(Duration duration) {
        if (duration.toDays() >= 14) {
            return duration.toDays() + "d";
        }
        if (duration.toSeconds() % 3600 == 0) {
            return duration.toHours() + "h";
        }
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    /** With the six values filled in and nothing else changed. */
    @Test
    void theShortConfigurationIsEnough() {
        String yaml = example("### 4. The configuration", "yaml");
        assertThat(yaml.lines()).hasSizeLessThan(15);
        assertThat(Settings.parse("README.md", yaml, HTTP)).satisfies(ReadmeTest::saysWhatHoldsAnyway);
        String socket = yaml.replace("signing_secret: ${SLACK_SIGNING_SECRET} ", "app_token: ${SLACK_APP_TOKEN} ");
        assertThat(socket).isNotEqualTo(yaml);
        readAll(Settings.parse("README.md", socket, SOCKET));
    }

    /** So that whoever copies it and fills in the same six is no worse off. */
    @Test
    void theLongConfigurationIsAcceptedAndSpellsOutDefaults() {
        String yaml = examples("### 4. The configuration", "yaml").get(1);
        assertThat(yaml.lines()).hasSizeGreaterThan(50);
        assertThat(Settings.parse("README.md", yaml, HTTP)).satisfies(ReadmeTest::saysWhatHoldsAnyway);
        readAll(Settings.parse("README.md", yaml, SOCKET));
    }

    private static void saysWhatHoldsAnyway(Settings settings) {
        Settings least = Settings.parse("least.yml", LEAST.replace("NAME", "shop"), Map.of());
        assertThat(settings.slack()).isEqualTo(least.slack());
        assertThat(settings.access()).isEqualTo(least.access());
        assertThat(settings.storage()).isEqualTo(least.storage());
        assertThat(settings.link()).isEqualTo(least.link());
        assertThat(settings.audit()).isEqualTo(least.audit());
        assertThat(settings.streams()).isEqualTo(least.streams());
        assertThat(settings.server()).isEqualTo(least.server());
        assertThat(settings.databases()).isEqualTo(least.databases());
    }

    @Test
    void theManifestOfADumpIsOneTheProgramReads() {
        Manifest manifest =
                ManifestJson.read(example("### 2. The bucket", "json").getBytes(StandardCharsets.UTF_8));
        assertThat(manifest.database()).isEqualTo(new DatabaseName("shop"));
        String script = example("### 2. The bucket", "sh");
        String printed = Pattern.compile("printf '([^']+)'")
                .matcher(script)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        String filled = printed.replaceFirst("%s", manifest.madeAt().toString())
                .replaceFirst("%s", String.valueOf(manifest.size()))
                .replaceFirst("%s", manifest.sha256().hex());
        assertThat(ManifestJson.read(filled.getBytes(StandardCharsets.UTF_8))).isEqualTo(manifest);
    }

    @Test
    void everyCodeIsExplained() {
        Map<String, String> codes =
                Arrays.stream(EventCode.values()).collect(Collectors.toMap(EventCode::code, EventCode::decision));
        Map<String, String> told = rows(chapter("## What is recorded")).stream()
                .filter(row -> row.size() == 3)
                .collect(Collectors.toMap(row -> coded(row.get(0)).get(0), row -> row.get(1)));
        assertThat(told).isEqualTo(codes);
    }

    @Test
    void everyQualifierIsUnderstoodAsItIsWritten() {
        List<String> told = rows(chapter("## Audit")).stream()
                .flatMap(row -> Stream.of(row.get(0), row.get(1)))
                .flatMap(cell -> coded(cell).stream())
                .filter(word -> word.contains(":"))
                .map(word -> word.replace("NAME", "ann"))
                .toList();
        assertThat(told).hasSizeGreaterThan(8).allSatisfy(word -> assertThat(
                        AuditQuery.parse(word).fold(AuditQuery::toString, problem -> problem.sentence()))
                .isEqualTo(word));
    }

    @Test
    void everyColumnIsExplained() throws IOException {
        String sql;
        try (var resource = Settings.class.getResourceAsStream("audit/sqlite/V1__audit_log.sql")) {
            sql = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        String table = sql.substring(sql.indexOf("CREATE TABLE audit_event ("));
        Set<String> columns = table.substring(0, table.indexOf(");"))
                .lines()
                .skip(1)
                .map(line -> line.strip().split(" ")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = rows(chapter("## What is recorded")).stream()
                .filter(row -> row.size() == 2)
                .flatMap(row -> coded(row.get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(columns);
    }

    @Test
    void everyMetricIsExplained() {
        Set<String> told = rows(chapter("## Operations")).stream()
                .map(row -> coded(row.get(0)).get(0))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> existing = MetricNames.all().stream()
                .map(name -> name.replaceFirst("_(count|sum|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(existing);
    }

    /** As far as it is shown; what was left out there is dots. */
    @Test
    void theSuggestedPolicyIsTheOneThatIsShown() {
        String suggested = read("src/test/resources/dev/dumplink/shop-policy.yml");
        assertThat(example("## The policy", "console").lines().filter(line -> line.startsWith("  ")))
                .hasSizeGreaterThan(15)
                .allSatisfy(line -> assertThat(suggested.lines()).contains(line));
    }

    /** The picture is drawn by another part of the build; everything else that is linked lies here. */
    @Test
    void everyLinkLeadsSomewhere() {
        Stream<String> links = Pattern.compile("(?<!!)\\[[^\\]]+]\\(([^)]+)\\)")
                .matcher(readme)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(link -> !link.startsWith("https://"));
        assertThat(links).isNotEmpty().allMatch(link -> Files.exists(Path.of(link)));
    }

    @Test
    void theCommandsAreThoseOfTheBuild() {
        Optional<String> tests =
                read(".ci/run").lines().filter(line -> line.startsWith("mvn")).findFirst();
        assertThat(tests).isPresent();
        assertThat(example("## Two commands", "sh").lines()).anyMatch(line -> line.startsWith(tests.get() + " "));
    }
}
