package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Telephone numbers out of {@link Telephones}. There are few, so that a column whose rows must stay different has an
 * extension of 31 digits at the end, a hundred bits.
 */
final class PhoneMask implements Mask {
    private static final int EXTENSION = 31;
    private static final byte[] EXT = " ext. ".getBytes(StandardCharsets.US_ASCII);

    private final Keyed keyed;
    private final byte[][] starts;
    private final int free;
    private final boolean extended;

    private PhoneMask(Keyed keyed, List<String> starts, int free, boolean extended) {
        this.keyed = keyed;
        this.starts =
                starts.stream().map(s -> s.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
        this.free = free;
        this.extended = extended;
    }

    static Plan plan(Ask ask) {
        if (ask.needs(Kind.TEXT, Kind.INTEGER, Kind.NUMERIC) != Kind.TEXT) {
            return number(ask);
        }
        Telephones telephones = ask.region().telephones();
        int free = telephones.free();
        List<String> dense = telephones.dense();
        if (ask.unique()) {
            ask.needsRoom(longest(dense) + free + EXT.length + EXTENSION);
            return Plan.practical(keys -> new PhoneMask(keys.keyed(), dense, free, true))
                    .cached();
        }
        List<String> starts = written(telephones, ask.room() - free);
        return Plan.lossy(keys -> new PhoneMask(keys.keyed(), starts, free, false))
                .cached();
    }

    private static Plan number(Ask ask) {
        Telephones telephones = ask.region().telephones();
        List<String> starts = unsigned(telephones.dense());
        int digits = telephones.free() + longest(starts);
        if (ask.unique()) {
            throw new Unfit("has too few numbers to keep rows different; use digits");
        } else if (room(ask) < digits) {
            throw new Unfit("needs a number of " + digits + " digits; use digits");
        }
        return Plan.lossy(keys -> new PhoneMask(keys.keyed(), starts, telephones.free(), false))
                .cached();
    }

    /** How many digits a column of numbers holds for certain. */
    private static int room(Ask ask) {
        DataType.Base type = (DataType.Base) ask.target().type().base();
        return switch (type.name()) {
            case "int2", "int4" -> 9;
            case "int8" -> 18;
            default -> type.precision().orElse(18) - type.scale().orElse(0);
        };
    }

    private static List<String> written(Telephones telephones, int room) {
        for (List<String> form : List.of(telephones.spaced(), telephones.dense(), unsigned(telephones.dense()))) {
            if (longest(form) <= room) {
                return form;
            }
        }
        throw new Unfit(
                "needs " + (longest(unsigned(telephones.dense())) + telephones.free()) + " characters; use digits");
    }

    private static List<String> unsigned(List<String> dense) {
        return dense.stream().map(start -> start.substring(1)).toList();
    }

    private static int longest(List<String> starts) {
        return starts.stream().mapToInt(String::length).max().orElseThrow();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        keyed.start(value, from, to);
        out.append(starts[keyed.below(starts.length)]);
        keyed.digits(free, out);
        if (extended) {
            out.append(EXT);
            keyed.digits(EXTENSION, out);
        }
    }
}
