package dev.dumplink.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpSettingsTest {
    private static final String URL = "postgres://reader:s3cret@db.acme.test/shop";
    private static final String KEY = "8f742231b10e8888abcd990f0e0085a5";

    @Test
    void whatIsNotSaidHasADefault() {
        DumpSettings settings = new DumpSettings(URL, "shop.yml", KEY, null, null, null, null, null);
        assertThat(settings.keep()).isEqualTo(14);
        assertThat(settings.jobs()).isEqualTo(2);
        assertThat(settings.compression()).isEqualTo(6);
        assertThat(settings.signing()).isEmpty();
        assertThat(settings.source()).hasToString("db.acme.test:5432/shop");
        assertThat(settings).hasToString("DumpSettings[db.acme.test:5432/shop, policy=shop.yml]");
    }

    @ParameterizedTest
    @CsvSource({"0,2,6,keep", "14,0,6,jobs", "14,17,6,jobs", "14,2,0,compression", "14,2,10,compression"})
    void aNumberOutOfItsRangeIsNamed(int keep, int jobs, int compression, String key) {
        assertThatThrownBy(() -> new DumpSettings(URL, "shop.yml", KEY, null, keep, jobs, compression, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ");
    }

    @Test
    void whatIsMissingOrWrongIsNamedWithoutItsValue() {
        assertThatThrownBy(() -> new DumpSettings(null, "shop.yml", KEY, null, null, null, null, null))
                .hasMessageStartingWith("url is missing");
        assertThatThrownBy(() -> new DumpSettings(URL, " ", KEY, null, null, null, null, null))
                .hasMessageStartingWith("policy is missing");
        assertThatThrownBy(() -> new DumpSettings(URL, "shop.yml", null, null, null, null, null, null))
                .hasMessageStartingWith("masking_key is missing");
        assertThatThrownBy(() -> new DumpSettings(URL, "shop.yml", KEY, "s3cret", null, null, null, null))
                .hasMessageStartingWith("signing_key is no Ed25519 private key")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(
                        () -> new DumpSettings("mysql://a:s3cret@b/c", "shop.yml", KEY, null, null, null, null, null))
                .hasMessageStartingWith("url must be")
                .hasMessageNotContaining("s3cret");
    }
}
