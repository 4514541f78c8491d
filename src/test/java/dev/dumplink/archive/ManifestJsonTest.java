package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.audit.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {
    private static final String SHA = "0123456789abcdef".repeat(4);

    @Test
    void whatIsWrittenIsReadAgain() {
        Manifest manifest = new Manifest(
                new DatabaseName("shop"), Instant.parse("2026-11-22T01:00:03Z"), 1_503_238_553L, new Sha256(SHA));
        assertThat(ManifestJson.read(ManifestJson.write(manifest))).isEqualTo(manifest);
    }

    @Test
    void everythingWeKnowOfADumpIsWrittenAndReadAgain() {
        assertThat(ManifestJson.read(ManifestJson.write(whole()))).isEqualTo(whole());
        Manifest signed = ManifestJson.read(ManifestJson.write(whole(), key(1)));
        assertThat(signed).usingRecursiveComparison().ignoringFields("seal").isEqualTo(whole());
        assertThat(new String(ManifestJson.write(whole()), StandardCharsets.UTF_8))
                .contains("\"snapshot_at\"", "\"without_rows\"", "\"leak_scan\"")
                .doesNotContain("signature", "7654321", "production_db");
    }

    @Test
    void aSignatureHoldsForWhatWasSignedHoweverItIsLaidOut() throws Exception {
        byte[] signed = ManifestJson.write(whole(), key(1));
        assertThat(ManifestSignature.of(signed, key(1).own())).isEqualTo(ManifestSignature.VALID);
        assertThat(ManifestSignature.of(signed, key(2).own().and(key(1).own()))).isEqualTo(ManifestSignature.VALID);
        assertThat(ManifestSignature.of(signed, key(2).own())).isEqualTo(ManifestSignature.UNKNOWN_KEY);
        assertThat(ManifestSignature.of(signed, ManifestKeys.none())).isEqualTo(ManifestSignature.UNKNOWN_KEY);
        assertThat(ManifestSignature.of(ManifestJson.write(whole()), key(1).own()))
                .isEqualTo(ManifestSignature.UNSIGNED);
        byte[] canonical = new org.erdtman.jcs.JsonCanonicalizer(signed).getEncodedUTF8();
        assertThat(ManifestSignature.of(canonical, key(1).own())).isEqualTo(ManifestSignature.VALID);
    }

    @Test
    void aSealProvesWhatALinkTellsAndNothingElse() {
        Manifest manifest = ManifestJson.read(ManifestJson.write(whole(), key(1)));
        ArchiveSeal seal = ArchiveSeal.parse(manifest.seal().orElseThrow().toString());
        ArchiveSeal.Claims claims = ArchiveSeal.Claims.of(manifest);
        assertThat(seal.check(claims, key(1).own())).isEqualTo(ManifestSignature.VALID);
        assertThat(seal.check(claims, key(2).own())).isEqualTo(ManifestSignature.UNKNOWN_KEY);
        for (ArchiveSeal.Claims others : List.of(
                new ArchiveSeal.Claims(new DatabaseName("blog"), claims.madeAt(), claims.size(), claims.sha256()),
                new ArchiveSeal.Claims(
                        claims.database(), claims.madeAt().plusSeconds(1), claims.size(), claims.sha256()),
                new ArchiveSeal.Claims(claims.database(), claims.madeAt(), claims.size() + 1, claims.sha256()),
                new ArchiveSeal.Claims(claims.database(), claims.madeAt(), claims.size(), Sha256.of(new byte[] {1})))) {
            assertThat(seal.check(others, key(1).own())).isEqualTo(ManifestSignature.BROKEN);
        }
        assertThat(seal.toString()).hasSize(103).doesNotContain("+", "/", "=");
        assertThatThrownBy(() -> ArchiveSeal.parse("0123456789abcdef.AAAA")).hasMessageContaining("a seal is");
    }

    @Test
    void aSignatureBreaksWithEveryChange() {
        String signed = new String(ManifestJson.write(whole(), key(1)), StandardCharsets.UTF_8);
        for (String change : List.of(
                "\"rows\" : 7=\"rows\" : 8",
                "\"shop\"=\"blog\"",
                "\"format\" : 1,=\"format\" : 1, \"more\" : 2,",
                "\"email\"=\"phone\"",
                "Ed25519=none")) {
            String changed = signed.replace(change.split("=")[0], change.split("=")[1]);
            assertThat(changed).isNotEqualTo(signed);
            assertThat(ManifestSignature.of(changed.getBytes(StandardCharsets.UTF_8), key(1).own()))
                    .as(change)
                    .isEqualTo(ManifestSignature.BROKEN);
        }
        String twice = signed.replace("\"format\" : 1,", "\"format\" : 1, \"format\" : 1,");
        assertThatThrownBy(() -> ManifestSignature.of(twice.getBytes(StandardCharsets.UTF_8), key(1).own()))
                .isInstanceOf(ManifestJson.UnreadableManifest.class);
    }

    @Test
    void keysAreWrittenAsTheAuditLogsAreAndNeverRepeated() {
        assertThat(ManifestKeys.parse(TestKeys.publicText(1)).ids())
                .isEqualTo(key(1).own().ids());
        assertThatThrownBy(() -> ManifestKeys.parse(TestKeys.text(1)))
                .hasMessageNotContaining(TestKeys.text(1).substring(20, 40))
                .hasNoCause();
        assertThatThrownBy(() -> ManifestKey.parse(TestKeys.publicText(1))).hasNoCause();
    }

    @Test
    void theSourceIsKnownAgainByWhoeverCanAskIt() {
        SourceIdentity source = SourceIdentity.of(7654321, 16384, "production_db");
        assertThat(SourceIdentity.of(7654321, 16384, "production_db")).isEqualTo(source);
        assertThat(SourceIdentity.of(7654321, 16385, "other").server()).isEqualTo(source.server());
        assertThat(SourceIdentity.of(7654321, 16385, "production_db").database())
                .isNotEqualTo(source.database());
        assertThat(SourceIdentity.of(7654322, 16384, "production_db").server()).isNotEqualTo(source.server());
    }

    private static ManifestKey key(int number) {
        return ManifestKey.parse(TestKeys.text(number));
    }

    private static Manifest whole() {
        Instant night = Instant.parse("2026-11-22T01:00:03Z");
        Contents contents = new Contents(
                night.minusSeconds(2),
                List.of(new Contents.Rows("public.\"Größe\"", 7, 99, List.of("email"), List.of("id", "at"))),
                List.of("public.log"),
                List.of(
                        new LeftOut("SUBSCRIPTION", Optional.empty(), "sub", "can hold connection strings"),
                        new LeftOut("FOREIGN TABLE", Optional.of("public"), "far", "elsewhere")),
                new Sha256(SHA),
                new Contents.Tools("0.1.0", "15.18", "15.20"),
                SourceIdentity.of(7654321, 16384, "production_db"),
                new Contents.LeakScan(10_000, 1));
        return new Manifest(new DatabaseName("shop"), night, 1_503_238_553L, new Sha256(SHA), Optional.of(contents));
    }

    @Test
    void fieldsOfALaterWriterAreLeftAlone() {
        String json = "{\"format\":1,\"database\":\"shop\",\"made_at\":\"2026-11-22T01:00:03Z\",\"tables\":[1],"
                + "\"archive\":{\"size\":5,\"sha256\":\"" + SHA + "\",\"parts\":3}}";
        assertThat(ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)).size())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"format\":2}",
                "{\"format\":1,\"database\":\"SHOP\",\"made_at\":\"2026-11-22T01:00:03Z\"}",
                "{\"format\":1,\"database\":\"shop\",\"made_at\":\"yesterday\"}",
                "{\"format\":1,\"database\":\"shop\",\"made_at\":\"2026-11-22T01:00:03Z\",\"archive\":{\"size\":5}}",
                "{\"format\":1,\"database\":\"shop\",\"made_at\":\"2026-11-22T01:00:03Z\","
                        + "\"archive\":{\"size\":0,\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}}"
            })
    void anythingElseIsRefusedInWords(String json) {
        assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ManifestJson.UnreadableManifest.class)
                .message()
                .isNotBlank();
    }
}
