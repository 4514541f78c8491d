package dev.dumplink.masking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a mask does to the parts of a value: what a scan may look for in the result follows from it.
 *
 * @param masks named for parts of it
 * @param keeps whether some of it stays
 * @param names whether names of members stay because they look like names, and not because somebody says so
 */
record Inside(Set<String> masks, boolean keeps, boolean names) {
    /** Of a column that is not masked by parts. */
    static final Inside NOTHING = new Inside(Set.of(), false, false);

    private static final Set<String> BY_PARTS = Set.of("json", "hstore", "composite");
    private static final Set<String> INVENTED =
            Set.of("first_name", "last_name", "full_name", "street", "city", "company", "job", "username");
    // what these make is of no form
    private static final Set<String> FORMLESS = Set.of(
            "first_name",
            "last_name",
            "full_name",
            "street",
            "city",
            "company",
            "job",
            "username",
            "hash",
            "uuid",
            "redact",
            "constant",
            "null",
            "url",
            "ip",
            "mac");

    static Inside of(Rule.Masked rule) {
        if (!BY_PARTS.contains(rule.mask())) {
            return NOTHING;
        }
        Set<String> named = new TreeSet<>();
        for (String option : Set.of("paths", "keys", "fields")) {
            rule.options()
                    .node(option)
                    .filter(JsonNode::isObject)
                    .ifPresent(node -> node.forEach(each ->
                            named.add(each.isObject() ? each.path("mask").asText() : each.asText())));
        }
        boolean keepsOther = rule.options().text("other").filter("keep"::equals).isPresent();
        boolean keeps = named.remove("keep") | keepsOther;
        if (!keepsOther && !rule.mask().equals("composite")) {
            named.add("text");
        }
        boolean names =
                !rule.mask().equals("composite") && rule.options().text("keys").isEmpty();
        return new Inside(named, keeps, names);
    }

    /** Whether the result holds no name, street or town that somebody else has too. */
    boolean inventsNothing() {
        return masks.stream().noneMatch(INVENTED::contains);
    }

    /** By which forms a value that stayed is told from one that was made up. */
    Set<Shape> telling() {
        Set<Shape> telling = EnumSet.noneOf(Shape.class);
        if (keeps) {
            for (Shape shape : Shape.values()) {
                if (masks.stream().allMatch(mask -> FORMLESS.contains(mask) || makesAnother(mask, shape))) {
                    telling.add(shape);
                }
            }
        }
        return telling;
    }

    // an address that is made up is at a reserved domain
    private static boolean makesAnother(String mask, Shape shape) {
        return switch (mask) {
            case "email" -> true;
            case "phone" -> shape != Shape.PHONE && shape != Shape.CARD;
            case "iban" -> shape == Shape.EMAIL || shape == Shape.PHONE;
            case "card", "date", "postcode" -> shape != Shape.CARD;
            default -> false;
        };
    }
}
