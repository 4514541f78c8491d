package dev.dumplink;

import java.util.regex.Pattern;

/** Text in a place of a fixed width on a terminal, whatever is in it. */
final class Cell {
    // they would move the cursor, turn the direction of writing, or worse
    private static final Pattern CONTROLS = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    // East Asian Wide and Fullwidth, as blocks (Unicode's EastAsianWidth.txt), and pictographs
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x2e80, 0xa4cf},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f300, 0x1faff},
        {0x20000, 0x3fffd}
    };

    private Cell() {}

    /** {@code text} in exactly {@code width} places: cut with an ellipsis, or filled up with blanks. */
    static String padded(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(width - places(cut));
    }

    /** {@code text} in at most {@code width} places, of which there is at least one. */
    static String cut(String text, int width) {
        String harmless = CONTROLS.matcher(text).replaceAll("\u00b7");
        if (places(harmless) <= width) {
            return harmless;
        }
        StringBuilder cut = new StringBuilder();
        int left = width - 1;
        for (int i = 0; i < harmless.length(); i += Character.charCount(harmless.codePointAt(i))) {
            int character = harmless.codePointAt(i);
            left -= places(character);
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(character);
        }
        return cut.append('\u2026').toString();
    }

    /** How many places {@code text} takes. */
    static int places(String text) {
        return text.codePoints().map(Cell::places).sum();
    }

    private static int places(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] block : WIDE) {
            if (character >= block[0] && character <= block[1]) {
                return 2;
            }
        }
        return 1;
    }
}
