package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;

/** How values are written inside other values: elements of arrays, fields of rows, bounds of ranges, parts of hstore. */
final class Literal {
    static final byte[] NULL = "NULL".getBytes(StandardCharsets.US_ASCII);

    /** The same in JSON. */
    static final byte[] NIL = "null".getBytes(StandardCharsets.US_ASCII);

    private Literal() {}

    /** Whether it says NULL, in any case of letters. */
    static boolean isNull(Bytes text) {
        return text.size() == 4 && text.toString().equalsIgnoreCase("NULL");
    }

    /** Appends it in quotes unless it is of letters and digits alone and not NULL; all four kinds of literals read that. */
    static void quote(Bytes text, Bytes out) {
        if (bare(text)) {
            out.append(text.array(), 0, text.size());
            return;
        }
        out.append('"');
        escape(text, out);
        out.append('"');
    }

    /** Appends what may stand between quotes. */
    static void escape(Bytes text, Bytes out) {
        for (int i = 0; i < text.size(); i++) {
            byte c = text.array()[i];
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
    }

    private static boolean bare(Bytes text) {
        byte[] bytes = text.array();
        for (int i = 0; i < text.size(); i++) {
            byte c = bytes[i];
            boolean fine = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '.';
            if (!fine) {
                return false;
            }
        }
        return text.size() > 0 && !isNull(text);
    }
}
