package dev.dumplink.masking;

/** The parts of JSON, arrays, rows and hstore, as they stand between the signs that part them. */
final class ValueParts {
    private static final int SHORTEST = 5;

    private ValueParts() {}

    /** Told of each part. */
    @FunctionalInterface
    interface Part {
        /** @param to exclusive */
        void part(int from, int to);
    }

    /**
     * Goes through the parts of five bytes and more, without blanks around them; what is quoted is one as a whole too, if
     * it has parts.
     */
    static void each(byte[] value, int from, int to, Part part) {
        int at = from;
        int quoted = -1;
        for (int i = from; i <= to; i++) {
            if (i < to && !isBorder(value[i])) {
                continue;
            }
            one(value, at, i, part);
            if (i < to && value[i] == '"' && (i == from || value[i - 1] != '\\')) {
                if (quoted >= 0 && quoted < at) {
                    one(value, quoted, i, part);
                }
                quoted = quoted >= 0 ? -1 : i + 1;
            }
            at = i + 1;
        }
    }

    private static void one(byte[] value, int from, int to, Part part) {
        int start = from;
        int end = to;
        while (start < end && value[start] == ' ') {
            start++;
        }
        while (end > start && value[end - 1] == ' ') {
            end--;
        }
        if (end - start >= SHORTEST) {
            part.part(start, end);
        }
    }

    private static boolean isBorder(byte b) {
        return switch (b) {
            case '{', '}', '[', ']', '(', ')', ',', ':', '"' -> true;
            default -> false;
        };
    }
}
