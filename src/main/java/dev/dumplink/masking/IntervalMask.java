package dev.dumplink.masking;

import java.math.BigDecimal;

/** A number between two, whatever it was. */
final class IntervalMask {
    private IntervalMask() {}

    static Plan plan(Ask ask) {
        if (ask.kind() == Kind.RANGE) {
            throw new Unfit("masks ranges by within alone");
        }
        BigDecimal from = NumberMask.decimal("from", ask.required("from"));
        BigDecimal to = NumberMask.decimal("to", ask.required("to"));
        int scale = Math.max(0, Math.max(from.scale(), to.scale()));
        if (from.compareTo(to) > 0) {
            throw new Unfit("from must not be above to");
        } else if (from.abs().max(to.abs()).compareTo(NumberMask.most(ask)) > 0
                || ask.kind() == Kind.INTEGER && scale > 0) {
            throw new Unfit("has a from or to that " + ask.target().type().sql() + " does not hold");
        }
        long least = units(from, scale);
        long count = units(to, scale) - least + 1;
        return Plan.lossy(keys -> {
                    Keyed keyed = keys.keyed();
                    return (value, start, end, out) -> {
                        long bits = keyed.start(value, start, end).bits64();
                        write(least + Long.remainderUnsigned(bits, count), scale, out);
                    };
                })
                .cached();
    }

    private static void write(long units, int scale, Bytes out) {
        if (units < 0) {
            out.append('-');
        }
        DecimalText.write(Math.abs(units), scale, '.', out);
    }

    private static long units(BigDecimal number, int scale) {
        BigDecimal units = number.movePointRight(scale);
        if (units.abs().compareTo(BigDecimal.valueOf(1L << 60)) > 0) {
            throw new Unfit("from and to have 18 digits at most");
        }
        return units.longValueExact();
    }
}
