package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/** A few masks of different kinds, to compile with. */
final class TinyMasks {
    private TinyMasks() {}

    static Map<String, MaskType> all() {
        return Arrays.stream(new MaskType[] {
                    new Tiny("city", Uniqueness.LOSSY, key -> value -> "Town"),
                    new Tiny("hash", Uniqueness.PRACTICAL, TinyMasks::hash),
                    new Tiny("turn", Uniqueness.BIJECTIVE, key -> TinyMasks::turned),
                    new Tiny("tabs", Uniqueness.LOSSY, key -> value -> value + "\t\\N\n" + value),
                    new Tiny("next", Uniqueness.BIJECTIVE, key -> value -> String.valueOf(Long.parseLong(value) + 1)),
                    new Tiny("loud", Uniqueness.LOSSY, key -> value -> {
                        throw new IllegalStateException("cannot mask " + value);
                    })
                })
                .collect(Collectors.toMap(MaskType::name, type -> type));
    }

    private static Function<String, String> hash(MaskingKey key) {
        Mac mac = key.mac();
        return value -> HexFormat.of()
                .formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 32);
    }

    private static String turned(String value) {
        return new StringBuilder(value).reverse().toString();
    }

    private record Tiny(String name, Uniqueness uniqueness, Function<MaskingKey, Function<String, String>> make)
            implements MaskType {
        @Override
        public String describe() {
            return "for tests";
        }

        @Override
        public Set<String> options() {
            return Set.of("locale", "within");
        }

        @Override
        public Fit fit(MaskTarget target, MaskOptions options) {
            boolean room = !(target.type().base() instanceof DataType.Base base)
                    || base.length().orElse(100) >= 32;
            if (name.equals("hash") && !room) {
                return new Fit.Misfit("it needs 32 characters");
            }
            return new Fit.Fits(uniqueness, true);
        }

        @Override
        public Mask create(MaskTarget target, MaskOptions options, MaskingKey key) {
            Function<String, String> of = make.apply(key);
            return (value, from, to, out) ->
                    out.append(of.apply(new String(value, from, to - from, StandardCharsets.UTF_8)));
        }
    }
}
