package dev.dumplink.dump;

import dev.dumplink.masking.MaskingKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A masking key as people write it: hexadecimal digits (32 or more), base64 (of 16 bytes or more), or any other text of 32
 * characters or more. Whoever guesses it can try out names, so what is easily guessed is refused.
 */
final class MaskingKeyText {
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){16,}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{22,}={0,2}");
    private static final int SHORTEST_TEXT = 32;
    private static final int FEWEST_DIFFERENT = 8;
    private static final String MEND = "; make one with: openssl rand -base64 32";

    private MaskingKeyText() {}

    /** @throws IllegalArgumentException saying what is wrong, and nothing of the key */
    static MaskingKey parse(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("masking_key is missing" + MEND);
        }
        byte[] key = bytes(text.strip());
        if (key.length < MaskingKey.SHORTEST) {
            throw new IllegalArgumentException("masking_key is too short" + MEND);
        }
        if (text.strip().chars().distinct().count() < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException(
                    "masking_key can be guessed: it is few characters again and again" + MEND);
        }
        return new MaskingKey(key);
    }

    private static byte[] bytes(String text) {
        if (HEX.matcher(text).matches()) {
            return HexFormat.of().parseHex(text);
        }
        if (BASE64.matcher(text).matches() && text.length() % 4 != 1) {
            return decoded(text);
        }
        return text.length() < SHORTEST_TEXT ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // the padding is wrong: then it is text
            return text.length() < SHORTEST_TEXT ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
