package dev.dumplink.masking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Masks named inside a mask's options: {@code email} or {@code {mask: date, within: 10d}}, or {@code keep}. */
record Nested(Map<String, MaskType> types) {
    /** Every value as it was. */
    static final Mask KEEP = (value, from, to, out) -> out.append(value, from, to);

    /** A mask named for something inside a value; {@code type} is absent for {@code keep}. */
    record Inner(Optional<MaskType> type, MaskOptions options) {
        /** @throws Unfit if it cannot mask such a thing */
        Inner fitting(MaskTarget target, String where) {
            type.map(each -> each.fit(target, options)).ifPresent(fit -> {
                if (fit instanceof MaskType.Fit.Misfit misfit) {
                    throw new Unfit(where + ": " + misfit.why());
                }
            });
            return this;
        }

        boolean fits(MaskTarget target) {
            return type.isEmpty() || type.get().fit(target, options) instanceof MaskType.Fit.Fits;
        }

        Mask make(MaskTarget target, MaskingKey root) {
            return type.map(each -> each.create(target, options, root)).orElse(KEEP);
        }

        boolean keeps() {
            return type.isEmpty();
        }

        /** Whether it says the same of everything, so that it can stand for an object or array as a whole. */
        boolean whole() {
            return type.map(each -> Set.of("null", "redact", "constant").contains(each.name()))
                    .orElse(false);
        }
    }

    /** A mask without options. */
    Inner named(String name) {
        return new Inner(Optional.of(types.get(name)), MaskOptions.NONE);
    }

    /** @param where what is masked by it, for the message */
    Inner read(JsonNode said, String where) {
        if (said.isTextual() || said.isNull()) {
            // YAML's null and the mask's name are the same word
            return inner(said.asText(), JsonNodeFactory.instance.objectNode(), where);
        } else if (said instanceof ObjectNode mapping && mapping.path("mask").isTextual()) {
            ObjectNode options = mapping.deepCopy();
            return inner(options.remove("mask").asText(), options, where);
        }
        throw new Unfit(where + " needs a mask's name, or a mapping with mask");
    }

    private Inner inner(String name, ObjectNode options, String where) {
        MaskOptions given = new MaskOptions(options);
        if (name.equals("keep") && options.isEmpty()) {
            return new Inner(Optional.empty(), given);
        }
        MaskType type = Optional.ofNullable(types.get(name))
                .orElseThrow(() -> new Unfit(where + " names '" + name + "', which is no mask"));
        for (String option : given.names()) {
            if (!type.options().contains(option)) {
                throw new Unfit(where + ": " + name + " has no option '" + option + "'");
            }
        }
        return new Inner(Optional.of(type), given);
    }
}
