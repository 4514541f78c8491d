package dev.dumplink.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a value lies inside a JSON document: the part of JSONPath (RFC 9535) without filters, slices and unions:
 * {@code $.a.b}, {@code $.a[*].b}, {@code $.a[0]}, {@code $.*}, {@code $..email}, {@code $['odd name']}.
 */
final class JsonPath {
    private static final Pattern STEP = Pattern.compile(
            "(\\.\\.)?\\[(?:(\\*)|(\\d{1,9})|'([^']*)'|\"([^\"]*)\")]|(\\.\\.?)(?:(\\*)|([^.\\[\\]*'\"\\s]+))");

    /**
     * @param name of a member; empty for any
     * @param index of an element; -1 for any
     * @param deep whether it may lie at any depth below
     */
    private record Step(String name, int index, boolean any, boolean deep) {
        boolean fits(String member, int element) {
            return any || (index >= 0 ? index == element : element < 0 && name.equals(member));
        }
    }

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /** @throws Unfit if it is not such a path */
    static JsonPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 1;
        while (at < text.length() && matcher.find(at) && matcher.start() == at) {
            steps.add(step(matcher));
            at = matcher.end();
        }
        if (!text.startsWith("$") || at != text.length()) {
            throw new Unfit("'" + text + "' is not a path like $.a.b, $.a[*].b or $..email");
        }
        return new JsonPath(steps);
    }

    private static Step step(Matcher found) {
        boolean deep = "..".equals(found.group(1)) || "..".equals(found.group(6));
        for (int group : new int[] {4, 5, 8}) {
            if (found.group(group) != null) {
                return new Step(found.group(group), -1, false, deep);
            }
        }
        return found.group(3) != null
                ? new Step("", Integer.parseInt(found.group(3)), false, deep)
                : new Step("", -1, true, deep);
    }

    /** The names of members that stand in it. */
    Stream<String> names() {
        return steps.stream().filter(step -> !step.any() && step.index() < 0).map(Step::name);
    }

    /**
     * Whether it leads there.
     *
     * @param members the name of each step down, of which those into arrays do not count
     * @param elements the index of each step down, -1 for those into objects
     */
    boolean leadsTo(List<String> members, int[] elements) {
        return leads(0, 0, members, elements);
    }

    private boolean leads(int step, int depth, List<String> members, int[] elements) {
        if (step == steps.size()) {
            return depth == members.size();
        }
        for (int at = depth; at < members.size(); at++) {
            if (steps.get(step).fits(members.get(at), elements[at]) && leads(step + 1, at + 1, members, elements)) {
                return true;
            }
            if (!steps.get(step).deep()) {
                return false;
            }
        }
        return false;
    }
}
