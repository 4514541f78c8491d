package dev.dumplink.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.masking.MaskingKey;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingKeyTextTest {
    private static final byte[] KEY = HexFormat.of().parseHex("8f742231b10e8888abcd990f0e0085a5");

    @Test
    void theSameBytesInHexAndBase64AreTheSameKey() {
        String base64 = Base64.getEncoder().encodeToString(KEY);
        byte[] expected = mac(new MaskingKey(KEY));
        assertThat(mac(MaskingKeyText.parse("8F742231b10e8888abcd990f0e0085a5")))
                .isEqualTo(expected);
        assertThat(mac(MaskingKeyText.parse(base64))).isEqualTo(expected);
        assertThat(mac(MaskingKeyText.parse(" " + base64 + "\n"))).isEqualTo(expected);
        assertThat(mac(MaskingKeyText.parse("correct horse battery staple and more")))
                .isNotEqualTo(expected);
    }

    private static byte[] mac(MaskingKey key) {
        return key.mac().doFinal(new byte[] {1});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "secret", "change-me", "correct horse battery", "8f742231b10e8888", "short+base64AAAA"
            })
    void whatIsTooShortIsRefusedWithTheWayToMakeOne(String key) {
        assertThatThrownBy(() -> MaskingKeyText.parse(key))
                .hasMessageMatching("masking_key is (missing|too short); make one with: openssl rand -base64 32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000",
                "abcabcabcabcabcabcabcabcabcabcabc+",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "xx xx xx xx xx xx xx xx xx xx xx xx xx"
            })
    void whatCanBeGuessedIsRefusedAndNotRepeated(String key) {
        assertThatThrownBy(() -> MaskingKeyText.parse(key))
                .hasMessageContaining("can be guessed")
                .hasMessageNotContaining(key);
    }
}
