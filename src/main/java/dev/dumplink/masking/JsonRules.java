package dev.dumplink.masking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the policy says of the values inside a JSON column.
 *
 * @param said rules by path, in the policy's order
 * @param other for what no path leads to
 * @param staying which names of members stay
 * @param names for the names of members that do not stay
 * @param notJson for what is no JSON, absent where the type allows none
 */
record JsonRules(List<Said> said, Rule other, MemberNames staying, Mask names, Optional<Mask> notJson) {
    /** What becomes of a value: how strings and how numbers are masked; {@code whole} also for objects and arrays. */
    record Rule(Mask strings, Optional<Mask> numbers, boolean keeps, boolean whole) {}

    /** A rule and the values it is for. */
    record Said(JsonPath path, Rule rule) {}

    private record Path(JsonPath path, Nested.Inner inner) {
        Said made(MaskingKey root, Rule otherwise) {
            Mask strings = inner.fits(Ask.TEXT) ? inner.make(Ask.TEXT, root) : otherwise.strings();
            Optional<Mask> numbers =
                    inner.fits(Ask.NUMERIC) ? Optional.of(inner.make(Ask.NUMERIC, root)) : Optional.empty();
            return new Said(path, new Rule(strings, numbers, inner.keeps(), inner.whole()));
        }
    }

    /** Reads the options; the masks are made when the key comes, anew for each thread. */
    static Function<MaskingKey, JsonRules> read(Ask ask, Nested nested) {
        Kind kind = ask.needs(Kind.JSON, Kind.TEXT);
        if (kind == Kind.TEXT && ask.room() != Ask.ENDLESS) {
            throw new Unfit("may need more characters than the column holds");
        }
        boolean keepOther = ask.choice("other", "mask", "keep").equals("keep");
        MemberNames.Said said =
                ask.options().text("keys").map(MemberNames::said).orElse(MemberNames.Said.NOTHING);
        List<Path> paths =
                ask.options().node("paths").map(node -> paths(node, nested)).orElse(List.of());
        MemberNames staying = new MemberNames(
                said, paths.stream().flatMap(each -> each.path().names()).collect(Collectors.toSet()));
        return root -> {
            Mask strings = nested.named("text").make(Ask.TEXT, root);
            Mask numbers = nested.named("digits").make(Ask.NUMERIC, root);
            Mask names = nested.named("hash").make(Ask.TEXT, root);
            Rule masked = new Rule(strings, Optional.of(numbers), false, false);
            return new JsonRules(
                    paths.stream().map(each -> each.made(root, masked)).toList(),
                    keepOther ? new Rule(Nested.KEEP, Optional.of(Nested.KEEP), true, false) : masked,
                    staying,
                    names,
                    kind == Kind.TEXT ? Optional.of(strings) : Optional.empty());
        };
    }

    private static List<Path> paths(JsonNode node, Nested nested) {
        if (!node.isObject()) {
            throw new Unfit("needs paths as a mapping of paths to masks");
        }
        List<Path> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            String where = each.getKey();
            Nested.Inner inner = nested.read(each.getValue(), where);
            if (!inner.fits(Ask.NUMERIC)) {
                inner.fitting(Ask.TEXT, where);
            }
            paths.add(new Path(JsonPath.parse(where), inner));
        }
        return paths;
    }

    /** What a path says of the value there; see {@link JsonPath#leadsTo}. */
    Optional<Rule> at(List<String> members, int[] elements) {
        for (Said each : said) {
            if (each.path().leadsTo(members, elements)) {
                return Optional.of(each.rule());
            }
        }
        return Optional.empty();
    }
}
