package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
