package dev.dumplink.masking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON read and written without a tree, as large and as deep as PostgreSQL takes it. */
final class Json {
    private static final byte[] HEX = HashMask.HEX;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    static JsonParser parser(byte[] text, int from, int to) throws IOException {
        return FACTORY.createParser(text, from, to - from);
    }

    /** Whether it is one JSON value. */
    static boolean valid(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = parser(bytes, 0, bytes.length)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Appends a string; halves of surrogate pairs, which the type json holds, stay escaped. */
    static void string(char[] text, int from, int to, Bytes out) {
        out.append('"');
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text[i + 1])) {
                Text.put(Character.toCodePoint(c, text[++i]), out);
            } else if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                escape(c, out);
            } else {
                Text.put(c, out);
            }
        }
        out.append('"');
    }

    /** Appends UTF-8 as a string. */
    static void string(Bytes text, Bytes out) {
        out.append('"');
        for (int i = 0; i < text.size(); i++) {
            byte c = text.array()[i];
            if (c >= 0 && c < ' ' || c == '"' || c == '\\') {
                escape((char) c, out);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static void escape(char c, Bytes out) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
            return;
        }
        out.append('\\').append('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX[c >>> shift & 15]);
        }
    }

    /** Appends characters in UTF-8. */
    static void utf8(char[] text, int from, int to, Bytes out) {
        for (int i = from; i < to; i++) {
            boolean pair = Character.isHighSurrogate(text[i]) && i + 1 < to && Character.isLowSurrogate(text[i + 1]);
            Text.put(
                    pair ? Character.toCodePoint(text[i], text[++i]) : Character.isSurrogate(text[i]) ? '?' : text[i],
                    out);
        }
    }
}
