package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A number near the one it was, within a ratio ({@code within: 10%}) or an amount ({@code within: 5}), or any one of a
 * range ({@code from}, {@code to}). Noise keeps the sign, the digits behind the point, and 0; it moves by one unit of the
 * last place at least.
 */
final class NumberMask implements Noise {
    private static final Map<String, BigDecimal> MOST = Map.of(
            "int2",
            BigDecimal.valueOf(Short.MAX_VALUE),
            "int4",
            BigDecimal.valueOf(Integer.MAX_VALUE),
            "int8",
            BigDecimal.valueOf(Long.MAX_VALUE),
            "float4",
            new BigDecimal(Float.MAX_VALUE),
            "float8",
            new BigDecimal(Double.MAX_VALUE),
            "money",
            new BigDecimal("92233720368547758.07"));

    private final Keyed keyed;
    private final Span span;
    private final Kind kind;
    private final BigDecimal most;
    private final long[] ceilings = new long[18];
    private final TextMask otherwise;
    private final DecimalText number = new DecimalText();
    private double drawn;
    private boolean several;

    private NumberMask(Keys keys, Span span, Ask ask) {
        keyed = keys.keyed();
        this.span = span;
        kind = ask.kind();
        most = most(ask);
        otherwise = new TextMask(keys.keyed());
        for (int scale = 0; scale < ceilings.length; scale++) {
            BigDecimal units = most.movePointRight(scale);
            ceilings[scale] = units.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
        }
    }

    static Plan plan(Ask ask) {
        Kind kind = ask.needs(Kind.INTEGER, Kind.NUMERIC, Kind.FLOAT, Kind.MONEY, Kind.TEXT, Kind.RANGE);
        if (kind == Kind.TEXT && ask.room() != Ask.ENDLESS) {
            throw new Unfit("may need more characters than the column holds; use digits");
        }
        boolean interval = ask.options().node("from").isPresent()
                || ask.options().node("to").isPresent();
        if (interval && ask.options().node("within").isPresent()) {
            throw new Unfit("takes within, or from and to, not both");
        }
        if (interval) {
            return IntervalMask.plan(ask);
        }
        Span span = Span.of(ask.required("within"));
        if (kind == Kind.RANGE) {
            return range(ask, span);
        }
        Plan plan = Plan.lossy(keys -> Noise.single(new NumberMask(keys, span, ask)))
                .cached();
        return kind == Kind.TEXT || kind == Kind.MONEY ? plan.escaped() : plan;
    }

    private static Plan range(Ask ask, Span span) {
        DataType of = ((DataType.Range) ask.target().type().base()).of();
        Ask bound = new Ask(new MaskTarget(of, false, false), ask.options());
        bound.needs(Kind.INTEGER, Kind.NUMERIC);
        return Plan.lossy(keys -> new RangeMask(new NumberMask(keys, span, bound)))
                .escaped();
    }

    /**
     * How far noise goes.
     *
     * @param relative whether {@code within} is a part of the number
     */
    private record Span(boolean relative, double within) {
        static Span of(String text) {
            boolean relative = text.endsWith("%");
            BigDecimal within = decimal("within", relative ? text.substring(0, text.length() - 1) : text);
            if (within.signum() <= 0 || relative && within.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new Unfit("within is an amount, or a ratio of at most 100%, not '" + text + "'");
            }
            return new Span(relative, within.doubleValue() / (relative ? 100 : 1));
        }
    }

    /** The greatest number the column holds. */
    static BigDecimal most(Ask ask) {
        if (ask.target().type().base() instanceof DataType.Base base
                && base.precision().isPresent()) {
            int scale = base.scale().orElse(0);
            return BigDecimal.TEN
                    .pow(base.precision().getAsInt())
                    .subtract(BigDecimal.ONE)
                    .movePointLeft(scale);
        }
        return MOST.getOrDefault(ask.typeName(), new BigDecimal(Double.MAX_VALUE));
    }

    static BigDecimal decimal(String name, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new Unfit(name + " is a number, not '" + text + "'");
        }
    }

    @Override
    public void draw(byte[] value, int from, int to, boolean forSeveral) {
        drawn = 2 * keyed.start(value, from, to).unit() - 1;
        several = forSeveral;
    }

    @Override
    public void apply(byte[] value, int from, int to, Bytes out) {
        if (number.read(value, from, to, kind == Kind.MONEY)) {
            number.write(value, from, to, moved(number.units(), number.scale(), number.negative()), out);
        } else if (kind == Kind.TEXT) {
            otherwise.mask(value, from, to, out);
        } else if (kind == Kind.MONEY) {
            // sums beyond a quadrillion, in the signs of some locale
            out.append('0');
        } else {
            large(new String(value, from, to - from, StandardCharsets.US_ASCII), out);
        }
    }

    private long moved(long units, int scale, boolean negative) {
        if (units == 0) {
            return 0;
        }
        double reach = span.relative() ? units * span.within() : span.within() * Math.pow(10, scale);
        // what is added to a negative number is taken from its amount
        double push = negative && !span.relative() ? -drawn : drawn;
        long step = Math.max(1, Math.round(Math.min(reach, 1e17) * Math.abs(push)));
        long ceiling = ceilings[scale];
        long result = push > 0 ? Math.min(ceiling, units + step) : Math.max(1, units - step);
        if (result != units || several) {
            return result;
        }
        return units < ceiling ? units + 1 : Math.max(1, units - 1);
    }

    // of more digits than a long holds, with an exponent, or NaN and the infinities, which stay
    private void large(String text, Bytes out) {
        if (text.endsWith("NaN") || text.endsWith("Infinity")) {
            out.append(text);
            return;
        }
        BigDecimal original = new BigDecimal(text);
        BigDecimal within = BigDecimal.valueOf(span.within());
        BigDecimal reach = span.relative() ? original.multiply(within) : within;
        boolean exponent = text.indexOf('e') >= 0;
        BigDecimal moved = original.add(reach.multiply(BigDecimal.valueOf(drawn)))
                .setScale(original.scale() + (exponent ? 4 : 0), RoundingMode.HALF_UP)
                .min(most)
                .max(most.negate());
        out.append(exponent ? moved.toString() : moved.toPlainString());
    }
}
