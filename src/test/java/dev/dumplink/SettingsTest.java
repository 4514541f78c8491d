package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.Limits;
import dev.dumplink.audit.StreamSettings;
import dev.dumplink.audit.WebhookSettings;
import dev.dumplink.slack.ServerSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String SECRET = "8f742231b10e8888abcd990f0e0085a5";
    private static final String BOT_TOKEN = "xoxb-1029384756-Local3BotToken";
    private static final String APP_TOKEN = "xapp-demo-Socket5Token9";
    private static final String AUDIT_SECRET = "hush-hush-hush-hush";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SLACK_BOT_TOKEN", BOT_TOKEN, "SLACK_SIGNING_SECRET", SECRET, "AUDIT_SECRET", AUDIT_SECRET);

    private static final String FULL =
            """
            slack:
              bot_token: ${SLACK_BOT_TOKEN}
              signing_secret: ${SLACK_SIGNING_SECRET}
              app_token: ${SLACK_APP_TOKEN:-}
              command: /getdump
              api_url: https://slack-gov.com/api/
              response_hosts: [hooks.slack-gov.com]
            access:
              teams: [T01ACME]
              members: {user_groups: [S01DEVS], users: [U01ANN]}
              admins: {user_groups: [], users: [U01BOSS]}
              limits: {per_user_hour: 3, per_user_day: 7}
            storage: {bucket: acme-dumps, region: eu-central-1, endpoint: null, path_style: false, refresh: 10s, max_age: 1m, access_logs: "s3://acme-logs/dumps/"}
            link: {expires_in: 90s}
            audit: {url: "jdbc:postgresql://db/audit", user: bot, password: secret, retain: 400d, stdout: false, webhook: {url: "https://siem.example/in", secret: "${AUDIT_SECRET}"}}
            server: {host: 127.0.0.1, port: 4000, management_host: 127.0.0.2, management_port: 4001}
            alerts: {channel: null}
            databases:
              shop:
                prefix: anonymized/shop/
                manifest: optional
                stale_after: 30h
                dump:
                  url: ${SHOP_DATABASE_URL}
                  policy: policies/shop.yml
                  masking_key: ${SHOP_MASKING_KEY}
                  keep: 14
                  jobs: 2
            """;

    @Test
    void everyKeyOfTheFileReachesItsRecord() {
        Settings settings = parse(FULL);
        assertThat(settings.slack().command()).isEqualTo("/getdump");
        assertThat(settings.slack().signingSecret()).isEqualTo(SECRET);
        assertThat(settings.slack().appToken()).isNull();
        assertThat(settings.slack().apiUrl()).isEqualTo(URI.create("https://slack-gov.com/api/"));
        assertThat(settings.slack().responseHosts()).isEqualTo(Set.of("hooks.slack-gov.com"));
        assertThat(settings.access().teams()).isEqualTo(Set.of("T01ACME"));
        assertThat(settings.access().members().userGroups()).isEqualTo(Set.of("S01DEVS"));
        assertThat(settings.access().admins().users()).isEqualTo(Set.of("U01BOSS"));
        assertThat(settings.access().limits()).isEqualTo(new Limits(3, 7));
        assertThat(settings.storage().refresh()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.storage().maxAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.storage().endpoint()).isNull();
        assertThat(settings.storage().accessLogs()).isEqualTo("s3://acme-logs/dumps/");
        assertThat(settings.link().expiresIn()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.audit())
                .isEqualTo(new AuditSettings("jdbc:postgresql://db/audit", "bot", "secret", Duration.ofDays(400)));
        assertThat(settings.streams())
                .isEqualTo(new StreamSettings(
                        false, new WebhookSettings(URI.create("https://siem.example/in"), AUDIT_SECRET)));
        assertThat(settings.server()).isEqualTo(new ServerSettings("127.0.0.1", 4000, "127.0.0.2", 4001));
        assertThat(settings.databases()).hasSize(1).allSatisfy(shop -> {
            assertThat(shop.location().prefix()).isEqualTo("anonymized/shop/");
            assertThat(shop.location().manifestRequired()).isFalse();
            assertThat(shop.staleAfter()).isEqualTo(Duration.ofHours(30));
        });
    }

    @Test
    void whatIsLeftOutHasADefault() {
        Settings settings = parse("slack: {bot_token: " + BOT_TOKEN + ", signing_secret: " + SECRET + "}\n"
                + "access: {teams: [T01ACME]}\nstorage: {bucket: abc, region: r}\ndatabases: {shop: {prefix: ''}}\n");
        assertThat(settings.slack().command()).isEqualTo("/dump");
        assertThat(settings.slack().apiUrl()).isEqualTo(URI.create("https://slack.com/api/"));
        assertThat(settings.slack().responseHosts()).isEqualTo(Set.of("hooks.slack.com"));
        assertThat(settings.access().limits()).isEqualTo(new Limits(10, 50));
        assertThat(settings.storage().refresh()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.storage().maxAge()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.storage().pathStyle()).isFalse();
        assertThat(settings.storage().accessLogs()).isNull();
        assertThat(settings.link().expiresIn()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.audit().url()).isEqualTo("jdbc:sqlite:dumplink-audit.db");
        assertThat(settings.audit().retain()).isEqualTo(Duration.ofDays(365));
        assertThat(settings.streams()).isEqualTo(new StreamSettings(true, WebhookSettings.none()));
        assertThat(settings.server()).isEqualTo(new ServerSettings("0.0.0.0", 3000, "0.0.0.0", 3001));
        assertThat(settings.databases().get(0).location().manifestRequired()).isTrue();
        assertThat(settings.databases().get(0).staleAfter()).isEqualTo(Duration.ofHours(26));
    }

    @Test
    void bothPortsAreBoundToOneAddressUnlessTheOtherIsNamed() {
        assertThat(parse(FULL.replace("management_host: 127.0.0.2, ", "")).server())
                .isEqualTo(new ServerSettings("127.0.0.1", 4000, "127.0.0.1", 4001));
    }

    @Test
    void theNightlyJobsSecretsAreNotAskedOfTheBot() {
        assertThat(parse(FULL).databases()).hasSize(1);
        Settings job = Settings.parse("dumplink.yml", FULL, Map.of());
        assertThat(job.storage().bucket()).isEqualTo("acme-dumps");
        assertThat(job.audit().user()).isEqualTo("bot");
        assertThatThrownBy(job::streams).hasMessageContaining("audit.webhook.secret: the environment variable");
        assertThatThrownBy(job::slack)
                .isInstanceOf(SettingsError.class)
                .hasMessageMatching(
                        "dumplink.yml:[23]:\\d+: slack\\.\\w+: the environment variable SLACK_\\w+ is not set.*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "link: {expires_in: 90s}        | link: {expire_in: 90s}         | dumplink.yml:14:8: link.expire_in: nobody reads this key; did you mean expires_in?",
                "alerts: {channel: null}        | allerts: {}                    | allerts: nobody reads this key; did you mean alerts?",
                "prefix: anonymized/shop/   | prefx: x                 | databases.shop.prefx: nobody reads this key; did you mean prefix?",
                "link: {expires_in: 90s}        | link: {expires_in: 10m}        | dumplink.yml:14:8: link.expires_in must be between 10s and 3m, not 600s",
                "link: {expires_in: 90s}        | link: {expires_in: soon}       | link.expires_in: this should be a length of time such as 30s, 3m, 26h or 14d",
                "port: 4000                     | port: many                     | server.port: this should be a whole number",
                "port: 4000                     | port: 4001                     | server.management_port must differ from port",
                "port: 4000                     | port: 70000                    | server.port must be between 0 and 65535",
                "teams: [T01ACME]               | teams: []                      | access.teams must name at least one Slack workspace",
                "teams: [T01ACME]               | teams: [acme]                  | access.teams holds 'acme', which is no Slack id",
                "users: [U01BOSS]               | users: ['@boss']               | access.admins.users holds '@boss'",
                "per_user_day: 7                | per_user_day: 2                | access.limits.per_user_day must be at least per_user_hour (3)",
                "per_user_hour: 3               | per_user_hour: 0               | access.limits.per_user_hour must be at least 1",
                "manifest: optional             | manifest: maybe                | databases.shop.manifest: this should be required or optional",
                "bucket: acme-dumps             | bucket: ''                     | storage.bucket is missing",
                "bucket: acme-dumps             | bucket: Acme_Dumps!            | storage.bucket is no name of a bucket",
                "region: eu-central-1           | region: eu central             | storage.region is no name of a region",
                "bucket: acme-dumps             | bucket: logs--x-s3             | storage.bucket logs--x-s3 is a directory bucket",
                "endpoint: null                 | endpoint: 'ftp://x'            | storage.endpoint must be an http or https URL",
                "max_age: 1m                    | max_age: 5s                    | storage.max_age must be longer than refresh",
                "command: /getdump              | command: dump                  | slack.command must be a slash",
                "jdbc:postgresql://db/audit     | jdbc:h2:mem:x                  | audit.url must begin with jdbc:sqlite: or jdbc:postgresql:",
                "jdbc:postgresql://db/audit     | jdbc:sqlite::memory:           | audit.url must name a file",
                "https://siem.example/in        | http://siem.example/in         | audit.webhook.url must begin with https://",
                "https://siem.example/in        | https://u:p@siem.example/      | audit.webhook.url must be an https URL without a password",
                "\"${AUDIT_SECRET}\"              | short                          | audit.webhook.secret must have at least 16 characters",
                "stdout: false                  | stdout: perhaps                | audit.stdout: this should be true or false",
                "webhook: {url                  | webhook: {uri                  | audit.webhook.uri: nobody reads this key; did you mean url?",
                "shop:                        | Shop:                      | databases.Shop: a database's name is 1 to 40 lower-case letters",
                "shop:                        | list:                      | databases.list: a database cannot be called 'list'",
                "host: 127.0.0.1                | host: not a host               | server.host must be an address or a name of this machine",
                "management_host: 127.0.0.2     | management_host: ''            | server.management_host must be an address",
                "[hooks.slack-gov.com]          | []                             | slack.response_hosts must name a host, or be left out",
                "prefix: anonymized/shop/       | prefix: '${PREFIX:anonymized}/shop/' | databases.shop.prefix: a ${ in it begins no ${NAME} or ${NAME:-text}; write $${ where",
                "password: secret               | password: 'a${b'               | audit.password: a ${ in it begins no ${NAME}",
                "password: secret               | password: '${A:-${B}}'         | audit.password: a ${ in it begins no ${NAME}",
                "teams: [T01ACME]             | teams: [T01ACME]¶  teams: [] | dumplink.yml:10:3: access.teams: this key stands here for the second time",
                "access:                        | access: ]                    | this is not valid YAML",
                "link: {expires_in: 90s}        | link: fast                     | link: this should be a group of keys",
            })
    void aMistakeIsOneLineThatNamesPlaceKeyAndMend(String right, String wrong, String message) {
        String yaml = FULL.replace(right, wrong.replace('¶', '\n'));
        assertThat(yaml).isNotEqualTo(FULL);
        assertThatThrownBy(() -> readAll(yaml))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining(message.strip())
                .message()
                .doesNotContain(SECRET, BOT_TOKEN, "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                | signing_secret is missing",
                "'   '                             | signing_secret is missing",
                "---                               | signing_secret must be the 32 hexadecimal digits",
                "changeme                          | signing_secret must be the 32 hexadecimal digits",
                "8f742231b10e8888abcd990f0e0085a   | signing_secret must be the 32 hexadecimal digits",
                "8F742231B10E8888ABCD990F0E0085A5  | signing_secret must be the 32 hexadecimal digits",
                "00000000000000000000000000000000  | signing_secret is a placeholder",
                "0123012301230123012301230123012f0 | signing_secret must be the 32 hexadecimal digits",
            })
    void aSigningSecretThatIsNoneIsRefusedWithoutBeingShown(String secret, String message) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("SLACK_SIGNING_SECRET", secret);
        assertThatThrownBy(
                        () -> Settings.parse("dumplink.yml", FULL, environment).slack())
                .isInstanceOf(SettingsError.class)
                .hasMessageStartingWith("dumplink.yml:3:3: slack." + message)
                .message()
                .doesNotContain(secret.isBlank() ? "\u0000" : secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "endpoint: null                   | endpoint: 'https://key:canary@s3.example.com' | storage.endpoint must not hold a key",
                "endpoint: null                   | endpoint: 'https://canary@s3.example.com'     | storage.endpoint must not hold a key",
                "endpoint: null                   | endpoint: 'https://key:canary@s_3'            | storage.endpoint must be an http or https URL",
                "endpoint: null                   | endpoint: 'https://key:can ary@s3'            | storage.endpoint: this should be a URL",
                "https://slack-gov.com/api/       | https://u:canary@slack-gov.com/api/           | slack.api_url must not hold a user or password",
                "jdbc:postgresql://db/audit       | jdbc:postgresql://bot:canary@db/audit         | audit.url must hold no user before an @",
                "jdbc:postgresql://db/audit       | jdbc:postgresql://bot:can/ary@db/audit        | audit.url must hold no user before an @",
                "jdbc:postgresql://db/audit       | jdbc:postgresql://db/a?user=b&Password=canary | audit.url must hold no user before an @ and no password",
            })
    void aSecretInAnAddressEndsServeAndIsNotPrinted(String right, String wrong, String message, @TempDir Path directory)
            throws Exception {
        assertThat(FULL).contains(right);
        Path file = Files.writeString(directory.resolve("dumplink.yml"), FULL.replace(right, wrong));
        ShellRun serve = ShellRun.of(ENVIRONMENT, "serve", "--config", file.toString());
        assertThat(serve.exit()).isEqualTo(Main.WRONG_USAGE);
        assertThat(serve.out() + serve.err()).contains(message).doesNotContain("canary", "ary@");
    }

    @Test
    void whatLooksLikeAReferenceMayBeMeantAsItStands() {
        String yaml = FULL.replace("password: secret", "password: 'a$${b}${NONE:-$c}$$d$'");
        assertThat(parse(yaml).audit().password()).isEqualTo("a${b}$c$$d$");
    }

    @Test
    void aMountedSecretIsReadWhereTheVariableIsNotSet(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), SECRET + "\r\n");
        Map<String, String> mounted =
                Map.of("SLACK_BOT_TOKEN", BOT_TOKEN, "SLACK_SIGNING_SECRET_FILE", file.toString());
        assertThat(Settings.parse("f", FULL, mounted).slack().signingSecret()).isEqualTo(SECRET);
        Map<String, String> both = new HashMap<>(mounted);
        both.put("SLACK_SIGNING_SECRET", SECRET.replace('8', '7'));
        assertThat(Settings.parse("f", FULL, both).slack().signingSecret()).startsWith("7f");
        Map<String, String> lost = Map.of("SLACK_BOT_TOKEN", BOT_TOKEN, "SLACK_SIGNING_SECRET_FILE", "/no/such/file");
        assertThatThrownBy(() -> Settings.parse("f", FULL, lost))
                .hasMessageContaining("SLACK_SIGNING_SECRET_FILE")
                .hasMessageNotContaining("/no/such");
    }

    @Test
    void aPrefixWhoseVariableIsNotSetDoesNotBecomeTheWholeBucket() {
        String yaml = FULL.replace("prefix: anonymized/shop/", "prefix: ${SHOP_PREFIX}");
        assertThatThrownBy(() -> parse(yaml).databases())
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining("databases.shop.prefix: the environment variable SHOP_PREFIX is not set");
    }

    @Test
    void otherToolsDumpsUnderOnePrefixWouldBeEverybodys() {
        String yaml = FULL + "  blog: {prefix: anonymized/shop/blog/}\n";
        assertThatThrownBy(() -> readAll(yaml))
                .hasMessageContaining(
                        "databases.shop.prefix: with manifest: optional it must not contain the dumps of blog");
    }

    @Test
    void socketModeNeedsNoSigningSecret() {
        Settings settings = parse("slack: {bot_token: " + BOT_TOKEN + ", app_token: " + APP_TOKEN + "}\n");
        assertThat(settings.slack().appToken()).isEqualTo(APP_TOKEN);
        assertThatThrownBy(() -> parse("slack: {bot_token: " + BOT_TOKEN + ", app_token: " + BOT_TOKEN + "}\n")
                        .slack())
                .hasMessageContaining("app_token must begin with xapp-");
    }

    @Test
    void noRecordShowsItsSecrets() {
        Settings settings = parse(FULL);
        assertThat(settings.slack().toString() + settings.audit() + settings.streams())
                .doesNotContain(SECRET, AUDIT_SECRET, BOT_TOKEN, "secret", "siem");
    }

    private static void readAll(String yaml) {
        Settings settings = parse(yaml);
        settings.slack();
        settings.access();
        settings.storage();
        settings.link();
        settings.audit();
        settings.streams();
        settings.server();
        settings.databases();
    }

    private static Settings parse(String yaml) {
        return Settings.parse("dumplink.yml", yaml, ENVIRONMENT);
    }
}
