package dev.dumplink.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SearchTextTest {
    private static final String SIGNS = "\\\\\\\"\"nt\t\nabcd\u00e9";

    @Test
    void rowsAreReadWithoutBackslashesAndQuotesWhereverTheyStand() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int plain = random.nextInt(12);
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(random.nextInt(12) < plain ? 'y' : SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            byte[] bytes = ("--" + text + "\\\"").getBytes(StandardCharsets.UTF_8);
            Bytes out = new Bytes(16).append("held");
            SearchText.rows(bytes, 2, bytes.length - 2, out);
            assertThat(out.toString()).isEqualTo("held" + plainly(text.toString()));
        }
    }

    private static String plainly(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                while (i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                    i++;
                }
                if (i + 1 < text.length() && "bfnrtv".indexOf(text.charAt(i + 1)) >= 0) {
                    i++;
                    plain.append(plain.toString().endsWith(" ") ? "" : " ");
                }
            } else if (c != '"') {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
