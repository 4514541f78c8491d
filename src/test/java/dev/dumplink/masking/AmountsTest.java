package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$6,066,342.52 | 6066342.52",
                "6 066,00 kr | 6066.00",
                "6.066,00 \u20ac | 6066.00",
                "1.5e3 | 1500",
                "4711 | 4711"
            })
    void moneyIsReadWhereverItsCurrencyStands(String written, String plain) {
        assertThat(new String(Amounts.plain(written.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo(plain);
    }
}
