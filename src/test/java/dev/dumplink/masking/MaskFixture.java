package dev.dumplink.masking;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.dumplink.schema.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Masks as a policy would name them, on columns of any type. */
final class MaskFixture {
    static final Map<String, MaskType> MASKS = MaskTypes.all();
    static final MaskingKey KEY = key("the key of most tests");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private MaskFixture() {}

    static MaskingKey key(String secret) {
        return new MaskingKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** A plain type by its name in pg_type. */
    static DataType.Base type(String name) {
        return sized(name, OptionalInt.empty());
    }

    static DataType.Base varchar(int length) {
        return sized("varchar", OptionalInt.of(length));
    }

    static DataType.Base numeric(int precision, int scale) {
        String sql = "numeric(" + precision + "," + scale + ")";
        return new DataType.Base(
                "pg_catalog", "numeric", sql, OptionalInt.empty(), OptionalInt.of(precision), OptionalInt.of(scale));
    }

    static DataType.Base sized(String name, OptionalInt length) {
        String sql = length.isPresent() ? name + "(" + length.getAsInt() + ")" : name;
        return new DataType.Base("pg_catalog", name, sql, length, OptionalInt.empty(), OptionalInt.empty());
    }

    static DataType.Array array(DataType element) {
        return new DataType.Array(element.sql() + "[]", element);
    }

    static MaskTarget column(DataType type) {
        return new MaskTarget(type, false, false);
    }

    static MaskTarget unique(DataType type) {
        return new MaskTarget(type, true, true);
    }

    /** Options as they stand in a policy, e.g. {@code {within: 30d}}. */
    static MaskOptions options(String yaml) {
        try {
            return new MaskOptions((ObjectNode) YAML.readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static UnaryOperator<String> mask(String name, DataType type) {
        return mask(name, column(type), "{}", KEY);
    }

    static UnaryOperator<String> mask(String name, DataType type, String options) {
        return mask(name, column(type), options, KEY);
    }

    static UnaryOperator<String> mask(String name, MaskTarget target, String options, MaskingKey key) {
        MaskType.Fit fit = MASKS.get(name).fit(target, options(options));
        if (fit instanceof MaskType.Fit.Misfit misfit) {
            throw new IllegalArgumentException(name + ": " + misfit.why());
        }
        return strings(MASKS.get(name).create(target, options(options), key));
    }

    /** Values lie inside of larger buffers, as they do in rows. */
    static UnaryOperator<String> strings(Mask mask) {
        Bytes out = new Bytes(16);
        return value -> {
            Bytes row = new Bytes(16).append("before").append(value).append("behind");
            out.clear();
            out.append("|");
            mask.mask(row.array(), 6, row.size() - 6, out);
            return out.toString().substring(1);
        };
    }

    static Uniqueness uniqueness(String name, MaskTarget target, String options) {
        MaskType.Fit fit = MASKS.get(name).fit(target, options(options));
        if (fit instanceof MaskType.Fit.Fits fits) {
            return fits.uniqueness();
        }
        throw new IllegalArgumentException(((MaskType.Fit.Misfit) fit).why());
    }

    /** Why it does not fit; empty where it does. */
    static String misfit(String name, MaskTarget target, String options) {
        return MASKS.get(name).fit(target, options(options)) instanceof MaskType.Fit.Misfit misfit ? misfit.why() : "";
    }
}
