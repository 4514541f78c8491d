package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Places that must not be loaded into and files that must not be loaded, each by address and by alias, on real servers:
 * nothing may change anywhere, the reason must be the right one, and a row must tell of it. Whatever is asked is answered
 * with yes, as people do.
 */
final class HostileTargetsIT {
    private static final String POLICY =
            """
            version: 1
            tables:
              public.customer: {columns: {id: keep, name: full_name, at: keep}}
            """;
    private static final String SOURCE = "this is the server that the dump was taken from";

    @AutoClose
    private static EmbeddedPostgres production;

    @AutoClose
    private static HostileServers servers;

    @TempDir
    static Path folder;

    private static RestoreRun laptop;
    private static Path archive;
    private static String publicKey;
    private static Map<String, String> untouched;

    @BeforeAll
    static void start() throws Exception {
        production = EmbeddedPostgres.open();
        production.createDatabase("shop");
        production.execute("shop", HostileServers.ROWS);
        NightRun.grant(production, "shop");
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        NightRun night = NightRun.of(folder.resolve("night"), production, "shop")
                .policy(POLICY)
                .with(", signing_key: '"
                        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "'");
        ShellRun made = night.toFolder();
        assertThat(made.exit()).as(made.err()).isZero();
        archive = night.archive();
        servers = HostileServers.around(production, Files.createDirectories(folder.resolve("servers")));
        laptop = new RestoreRun(folder.resolve("home"));
        untouched = servers.state();
    }

    /** After each case the databases are compared; after all of them, every row. */
    @AfterAll
    static void noRowHasChangedAnywhere() throws Exception {
        assertThat(servers.state()).isEqualTo(untouched);
    }

    /**
     * One thing that must not happen.
     *
     * @param more keys of {@code restore}, as YAML
     * @param options further words of the command
     */
    private record Case(String name, Path source, String url, String reason, String more, String... options) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case into(String name, String url, String reason, String... options) {
        return new Case(name, archive, url, reason, "", options);
    }

    private static Case never(String place) {
        return new Case(
                "never: " + place,
                archive,
                staging("fresh"),
                "nothing is ever loaded there",
                "never: ['" + place + "']");
    }

    private static String staging(String database) {
        return "postgres://dev@127.0.0.1:" + servers.staging.port() + "/" + database;
    }

    private static String tunnel(String database) {
        return "postgres://postgres@localhost:" + servers.tunnel.port() + "/" + database;
    }

    static Stream<Case> targets() {
        return Stream.of(
                into("production", production.uri("shop"), SOURCE),
                into("a new database beside production", production.uri("shop_dev"), SOURCE),
                into("the end of a tunnel", tunnel("shop"), SOURCE),
                into("a new database at the end of a tunnel", tunnel("shop_dev"), SOURCE),
                into("a copy of its disks", servers.copy.uri("shop_dev"), SOURCE),
                into("a copy that a setting calls staging", servers.copy.uri("shop"), SOURCE),
                into("a copy that a comment calls staging", servers.copy.uri("commented"), SOURCE),
                into("production renamed to staging", servers.renamed.uri("staging"), SOURCE),
                into(
                        "what a client says of itself",
                        production.uri("shop") + "?options=-c%20dumplink.environment%3Dstaging",
                        SOURCE),
                into("production, by a role that reads", NightRun.url(production.port(), "shop"), SOURCE),
                into("marked by a setting", staging("said"), "is marked as production"),
                into("marked by a comment", staging("sat"), "speaks of production"),
                into("called so in a comment", staging("written"), "speaks of production"),
                into("a name that says so", staging("shop_prod"), "'shop_prod' is what production is called"),
                into("a new name that says so", staging("live"), "'live' is what production is called"),
                into(
                        "a superuser over somebody's database",
                        servers.staging.uri("unmarked"),
                        "role postgres is a superuser"),
                into(
                        "a role that may make no database",
                        staging("fresh").replace("dev@", "poor@"),
                        "may not make a database"),
                into(
                        "a server that does not tell who it is",
                        staging("fresh").replace("dev@", "blind@"),
                        "could be production"),
                into("somebody else's database", staging("owned"), "belongs to postgres"),
                into("a standby", "postgres://postgres@127.0.0.1:" + servers.standby.port() + "/fresh", "is a standby"),
                into("a server with a replica", servers.primary.uri("fresh"), "others replicate from this server"),
                into("a database that publishes", staging("published"), "publishes its changes"),
                into("somebody connected", staging("busy"), "1 session is connected"),
                into("the server's own database", staging("postgres"), "is the server's own"),
                into("a template", staging("template1"), "is the server's own"),
                into("words that were not asked for", staging("unmarked"), "not confirmed"),
                into("more rows than the dump", staging("more"), "has more rows than the dump's 300"),
                into("newer rows than the dump", staging("newer"), "which is newer than the dump"),
                into(
                        "a plan of something else",
                        staging("unmarked"),
                        "of something else",
                        "--plan",
                        "plan-20200101T000000Z-0123456789abcdef"),
                never("127.0.0.1:" + servers.staging.port()),
                never("127.0.0.0/8"),
                never("127.0.0.1/fresh"));
    }

    private static Case file(String name, Path source, String reason) {
        return new Case(name, source, staging("fresh"), reason, "");
    }

    private static Case signed(String name, Path source, String key, String reason) {
        return new Case(name, source, staging("fresh"), reason, "public_keys: ['" + key + "']");
    }

    static Stream<Case> files() throws Exception {
        byte[] whole = Files.readAllBytes(archive);
        byte[] altered = whole.clone();
        altered[altered.length - 40] ^= 1;
        String manifest = Files.readString(manifest(archive));
        String other = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        Path plain = folder.resolve("shop.sql");
        EmbeddedPostgres.client("pg_dump").run("-f", plain.toString(), "-d", production.uri("shop"));
        Path stranger = folder.resolve("stranger.dump");
        production.pgDump("shop", stranger);
        Path tar = folder.resolve("shop.tar");
        EmbeddedPostgres.client("pg_dump").run("-Ft", "-f", tar.toString(), "-d", production.uri("shop"));
        return Stream.of(
                file("half of it", made("half", Arrays.copyOf(whole, whole.length / 2), manifest), "bytes"),
                file("half of it, and no manifest", made("half2", Arrays.copyOf(whole, whole.length / 2), ""), ""),
                file("one bit of it altered", made("bit", altered, manifest), "SHA-256"),
                file(
                        "another manifest",
                        made("swapped", whole, manifest.replaceFirst("\"sha256\" ?: ?\"..", "\"sha256\":\"00")),
                        ""),
                signed(
                        "a manifest without signature",
                        made("unsigned", whole, manifest.replaceFirst(",\\s*\"signature\"\\s*:\\s*\\{[^}]*\\}", "")),
                        publicKey,
                        "not signed"),
                signed(
                        "a manifest that was altered",
                        made(
                                "edited",
                                whole,
                                manifest.replaceFirst("\"database\" ?: ?\"shop\"", "\"database\":\"blog\"")),
                        publicKey,
                        ""),
                signed("a signature of somebody else", archive, other, "not among the trusted ones"),
                signed("no manifest where keys are known", made("bare", whole, ""), publicKey, ""),
                file("a dump of sixty days ago", made("stale", whole, aged(manifest)), "old"),
                file("SQL as text", plain, "SQL"),
                file("a tar", tar, "tar"),
                file("a dump that does not tell its source", stranger, "does not tell which server"),
                file("nothing", made("empty", new byte[0], ""), "empty"),
                file(
                        "a page instead of a dump",
                        made("page", "<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8), ""),
                        ""),
                file("a folder", folder, ""),
                file("nowhere", folder.resolve("nowhere.dump"), ""));
    }

    private static String aged(String manifest) {
        return manifest.replaceAll("(\"made_at\" ?: ?\")\\d{4}", "$12024");
    }

    private static Path manifest(Path dump) {
        return dump.resolveSibling(dump.getFileName().toString().replace(".dump", ".manifest.json"));
    }

    private static Path made(String name, byte[] bytes, String manifest) throws IOException {
        Path at = Files.createDirectories(folder.resolve("files").resolve(name)).resolve(archive.getFileName());
        Files.write(at, bytes);
        if (!manifest.isEmpty()) {
            Files.writeString(manifest(at), manifest);
        }
        return at;
    }

    static Stream<Case> all() throws Exception {
        return Stream.concat(targets(), files());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isRefusedByAddressAndByAliasAndChangesNothing(Case hostile) throws Exception {
        Map<String, String> before = servers.databases();
        int rows = laptop.audit().size();
        laptop.configured("restore: {targets: {there: {url: '%s'}}, %s}%n".formatted(hostile.url(), hostile.more()));
        for (String into : new String[] {hostile.url(), "there"}) {
            String[] arguments = Stream.concat(
                            Stream.of(hostile.source().toString(), "--into", into), Stream.of(hostile.options()))
                    .toArray(String[]::new);
            ShellRun refused = laptop.typing("yes", arguments);
            assertThat(refused.exit()).as(refused.err()).isIn(Main.REFUSED, Main.WRONG_USAGE);
            assertThat(refused.err()).contains(hostile.reason());
            assertThat(refused.out()).isEmpty();
        }
        assertThat(servers.databases()).isEqualTo(before);
        if (!hostile.name().equals("nowhere")) {
            List<String> codes = laptop.audit();
            assertThat(codes.subList(rows, codes.size())).containsExactly("RS001D", "RS001D");
        }
    }
}
