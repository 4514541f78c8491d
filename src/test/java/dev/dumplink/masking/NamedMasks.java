package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Masks by their real names that fit the types they say and do nothing else: enough to suggest with. */
final class NamedMasks {
    private static final Set<String> TEXT = Set.of("text", "varchar", "bpchar", "citext");
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8", "money");
    private static final List<String> UNIQUE =
            List.of("email", "username", "url", "phone", "hash", "letters", "digits", "key", "uuid", "iban");

    private NamedMasks() {}

    static Map<String, MaskType> all() {
        return Arrays.stream(("first_name last_name full_name username email phone street city postcode company job url"
                                + " ip mac iban card date number digits letters key uuid hash text redact json hstore"
                                + " composite")
                        .split(" "))
                .collect(Collectors.toMap(name -> name, Named::new));
    }

    private record Named(String name) implements MaskType {
        @Override
        public String describe() {
            return "for tests";
        }

        @Override
        public Set<String> options() {
            return Set.of("paths", "fields", "within");
        }

        @Override
        public Fit fit(MaskTarget target, MaskOptions options) {
            return fits(target.type())
                    ? new Fit.Fits(UNIQUE.contains(name) ? Uniqueness.PRACTICAL : Uniqueness.LOSSY, true)
                    : new Fit.Misfit("it does not");
        }

        private boolean fits(DataType type) {
            DataType base = type.base();
            if (base instanceof DataType.Array array) {
                return fits(array.element());
            }
            return base instanceof DataType.Base plain
                    ? fits(plain)
                    : name.equals("composite") && base instanceof DataType.Composite;
        }

        private boolean fits(DataType.Base plain) {
            boolean room = !name.equals("hash") || plain.length().orElse(99) >= 32;
            return switch (name) {
                case "json" -> plain.name().startsWith("json");
                case "hstore" -> plain.name().equals("hstore");
                case "ip" -> Set.of("inet", "cidr").contains(plain.name()) || TEXT.contains(plain.name());
                case "mac" -> plain.name().equals("macaddr") || TEXT.contains(plain.name());
                case "uuid" -> plain.name().equals("uuid");
                case "date" -> Set.of("date", "timestamp", "timestamptz").contains(plain.name());
                case "number" -> NUMBERS.contains(plain.name());
                case "digits" -> NUMBERS.contains(plain.name()) || TEXT.contains(plain.name());
                case "redact" -> true;
                case "composite", "key" -> false;
                default -> room && TEXT.contains(plain.name());
            };
        }

        @Override
        public Mask create(MaskTarget target, MaskOptions options, MaskingKey key) {
            return (value, from, to, out) -> out.append(value, from, to);
        }
    }
}
