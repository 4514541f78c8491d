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

    @Test
    void everyCharacterBeyondAsciiIsAWordOrASign() {
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            byte[] bytes = ("a" + Character.toString(c)).getBytes(StandardCharsets.UTF_8);
            Bytes out = new Bytes(16);
            SearchText.value(bytes, 0, bytes.length, out);
            boolean word = Character.isLetter(c)
                    || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                    || Character.getType(c) == Character.NON_SPACING_MARK;
            boolean wide = c >= 0xff01 && c <= 0xff5e;
            boolean apostrophe = c == 0x2b9 || c == 0x2bb || c == 0x2bc;
            if (word && !wide && !apostrophe) {
                assertThat(out.toArray()).as("U+%04X", c).isEqualTo(bytes);
            } else if (Character.isSpaceChar(c)) {
                assertThat(out).as("U+%04X", c).hasToString("a ");
            } else if (Character.getType(c) >= Character.DASH_PUNCTUATION) {
                assertThat(out.size()).as("U+%04X", c).isEqualTo(2);
                assertThat(SearchText.isWord(out.array()[1])).as("U+%04X", c).isFalse();
            }
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
