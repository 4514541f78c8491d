package dev.dumplink.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Percent-encoded text from a log: whatever is no proper encoding stands for itself, because nobody is there to complain to. */
final class UriText {
    private UriText() {}

    /** What {@code text} may mean: itself, decoded once, decoded twice, each also with plus signs as blanks. */
    static Stream<String> readings(String text) {
        String once = decode(text);
        String twice = decode(once);
        Stream<String> plain = Stream.of(text, once, twice);
        return text.indexOf('+') < 0 && once.indexOf('+') < 0
                ? plain
                : Stream.concat(plain, Stream.of(blanks(text), decode(blanks(text)), decode(blanks(once))));
    }

    private static String blanks(String text) {
        return text.replace('+', ' ');
    }

    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (isEncoding(bytes, i)) {
                decoded.write(digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static boolean isEncoding(byte[] bytes, int at) {
        return bytes[at] == '%' && at + 2 < bytes.length && digit(bytes[at + 1]) >= 0 && digit(bytes[at + 2]) >= 0;
    }

    private static int digit(byte character) {
        return Character.digit(character, 16);
    }
}
