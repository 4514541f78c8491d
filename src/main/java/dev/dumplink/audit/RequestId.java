package dev.dumplink.audit;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one request: shown to the person, signed into the link and written in every row that belongs to it.
 *
 * <p>{@code r-} and 12 characters of Crockford's base 32: 60 random bits, easy to read aloud.
 */
public record RequestId(String value) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("r-[" + ALPHABET + "]{12}");

    public RequestId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a request id");
        }
    }

    public static RequestId next(RandomGenerator random) {
        long bits = random.nextLong();
        StringBuilder id = new StringBuilder("r-");
        for (int i = 0; i < 12; i++) {
            id.append(ALPHABET.charAt((int) (bits >>> (5 * i)) & 31));
        }
        return new RequestId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
