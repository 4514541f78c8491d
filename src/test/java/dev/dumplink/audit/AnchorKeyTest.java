package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorKeyTest {
    /** RFC 8032, section 7.1, test 1: the private key, its public one, and the signature of nothing. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String SIGNATURE = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
    private static final String PRIVATE_KEY = base64("302e020100300506032b657004220420" + SEED);
    private static final String PUBLIC_KEY = base64("302a300506032b6570032100" + PUBLIC);

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Test
    void signsAsTheStandardSays() {
        assertThat(AnchorKey.parse(PRIVATE_KEY).sign(new byte[0])).isEqualTo(base64(SIGNATURE));
    }

    @Test
    void thePublicKeyIsDerivedFromThePrivateOne() {
        AnchorKey key = AnchorKey.parse(PRIVATE_KEY);
        TrustedKeys configured = TrustedKeys.parse(PUBLIC_KEY);
        assertThat(configured.ids()).containsExactly(key.id());
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        assertThat(configured.signed(key.id(), text, key.sign(text))).isTrue();
        assertThat(configured.signed(key.id(), new byte[0], key.sign(text))).isFalse();
        assertThat(configured.signed(key.id(), text, "AAAA")).isFalse();
        assertThat(configured.signed(key.id(), text, "!")).isFalse();
    }

    @Test
    void aKeyIsTakenInEveryFormThatPeopleCarryItIn() {
        String id = AnchorKey.parse(PRIVATE_KEY).id();
        String pem = "-----BEGIN PRIVATE KEY-----\n" + PRIVATE_KEY + "\n-----END PRIVATE KEY-----\n";
        for (String form : List.of(pem, pem.replace("\n", "\r\n"), pem.replace("\n", "\\n"), pem.replace("\n", " "))) {
            assertThat(AnchorKey.parse(form).id()).isEqualTo(id);
        }
        assertThat(TrustedKeys.parse("-----BEGIN PUBLIC KEY-----\n" + PUBLIC_KEY + "\n-----END PUBLIC KEY-----")
                        .ids())
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "AAAA", "-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----"})
    void whatIsNoKeyIsRefusedWithoutAWordOfIt(String text) {
        assertThatThrownBy(() -> AnchorKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key is no Ed25519 private key in PKCS #8, as PEM or base64")
                .hasNoCause();
        assertThatThrownBy(() -> TrustedKeys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("public_keys holds what is no Ed25519 public key, as PEM or base64")
                .hasNoCause();
    }

    @Test
    void aKeyOfAnotherKindIsRefused() throws Exception {
        for (String kind : List.of("Ed448", "EC", "RSA")) {
            var pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
            String text = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
            assertThatThrownBy(() -> AnchorKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> AnchorKey.parse(PUBLIC_KEY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustedKeys.parse(PRIVATE_KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(PRIVATE_KEY.substring(0, 8));
    }

    @Test
    void settingsAreCheckedAndShowNoKey() {
        AnchorSettings settings = new AnchorSettings(PRIVATE_KEY, List.of(PUBLIC_KEY), 10, " ", "s3://acme/a", "");
        assertThat(settings.toString()).doesNotContain(PRIVATE_KEY);
        assertThat(settings.file()).isNull();
        assertThat(settings.channel()).isNull();
        assertThat(settings.trusted().ids()).hasSize(1);
        assertThatThrownBy(() -> new AnchorSettings(null, null, 9, null, null, null))
                .hasMessage("every_rows must be at least 10, not 9");
        assertThatThrownBy(() -> new AnchorSettings(null, null, null, null, "acme/a", null))
                .hasMessage("s3 must be s3://bucket/prefix");
        assertThatThrownBy(() -> new AnchorSettings(null, List.of("x"), null, null, null, null))
                .hasMessageStartingWith("public_keys");
        assertThat(AnchorSettings.none().signer()).isEmpty();
        assertThat(AnchorSettings.none().trusted().isEmpty()).isTrue();
    }
}
