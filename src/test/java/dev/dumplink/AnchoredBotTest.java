package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.AnchorFile;
import dev.dumplink.audit.AnchorSettings;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.audit.TestKeys;
import dev.dumplink.demo.ApiCall;
import dev.dumplink.demo.Channel;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import dev.dumplink.store.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot with a key: its anchors arrive in a file, in a bucket and in a channel, and are the same everywhere. */
class AnchoredBotTest {
    private static final Channel PROOF = Channel.open("C01PROOF", "audit-proof", "");
    private static final Pattern LINE = Pattern.compile("```(\\{.*})```");

    @TempDir
    Path folder;

    @Test
    void aRunningBotAnchorsWhereverItIsTold() throws Exception {
        Path file = folder.resolve("anchors.jsonl");
        String place = "s3://acme-dumps/proof";
        try (FakeSlack slack = slack();
                EmbeddedS3 s3 = EmbeddedS3.open()) {
            SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofHours(3)));
            String section = "{url: 'jdbc:sqlite:%s', anchor: {key: '%s', file: '%s', s3: '%s', channel: %s}}"
                    .formatted(folder.resolve("audit.db"), TestKeys.text(1), file, place, PROOF.id());
            try (Stage stage = new Stage(slack, s3, folder, Map.of("audit", section))) {
                stage.awaitRow("code = 'AN001I'");
                Patience.until(
                        Duration.ofSeconds(10),
                        "the anchor's age to be shown",
                        () -> stage.manage("/metrics").body().contains("dumplink_audit_anchor_age_seconds 0.0")
                                || stage.manage("/metrics").body().matches("(?s).*anchor_age_seconds \\d.*"));
            }
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSize(1);
            assertThat(said(slack)).isEqualTo(lines);
            assertThat(s3.keys()).anyMatch(key -> key.matches("proof/[0-9a-f-]{36}/000000000001\\.json"));
            AnchorSettings anchor =
                    new AnchorSettings(null, List.of(TestKeys.publicText(1)), null, file.toString(), place, null);
            AuditSettings settings =
                    new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null, anchor);
            StoreSettings storage = new StoreSettings(s3.bucket(), s3.region(), s3.uri(), true, null, null);
            try (AnchorTargets targets = AnchorTargets.open(anchor, settings.retain(), () -> storage)) {
                assertThat(targets.copies()).hasSize(2);
                ChainVerifier.Proof proof = ChainVerifier.prove(
                        settings, targets.copies(), Instant.now().plus(Duration.ofHours(2)), row -> {});
                assertThat(proof.damage()).isEmpty();
                assertThat(proof.newest().orElseThrow().line()).isEqualTo(lines.get(0));
                String own = s3.keys().stream()
                        .filter(key -> key.startsWith("proof/"))
                        .findFirst()
                        .orElseThrow();
                byte[] noise = "noise".getBytes(StandardCharsets.UTF_8);
                s3.put(own.replace("000000000001.json", "000000000002.json.bak"), noise);
                s3.put("proof/00000000-0000-0000-0000-000000000000/000000000001.json", noise);
                assertThat(ChainVerifier.prove(
                                        settings,
                                        targets.copies(),
                                        Instant.now().plus(Duration.ofHours(2)),
                                        row -> {})
                                .damage())
                        .as("what looks alike and is none of ours")
                        .isEmpty();
                s3.delete(own);
                assertThat(ChainVerifier.prove(
                                        settings,
                                        targets.copies(),
                                        Instant.now().plus(Duration.ofHours(2)),
                                        row -> {})
                                .damage())
                        .singleElement()
                        .asString()
                        .startsWith(place + " lacks anchor 1 of ");
            }
            assertThat(new AnchorFile(file).lines("")).isEqualTo(lines);
        }
    }

    private static FakeSlack slack() throws Exception {
        return FakeSlack.builder()
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .channel(PROOF)
                .start();
    }

    private static List<String> said(FakeSlack slack) {
        return slack.requests("chat.postMessage").stream()
                .map(ApiCall::arguments)
                .map(arguments -> LINE.matcher(arguments.path("text").asText()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }
}
