package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tries a mask on values that a column's checks accept, as those in it do, to see whether they accept what becomes of them.
 * Where no such value can be made up, any others have to do.
 */
final class Probe {
    // a drawing that only one in ten passes is a night that may fail
    private static final int DRAWINGS = 400;
    private static final int PASSING = DRAWINGS / 10;

    private final String name;
    private final Mask mask;
    private final boolean bijective;
    private final List<Demand> demands;

    /**
     * @param name the mask's
     * @param bijective whether a walk by it comes back to where it began
     */
    Probe(String name, Mask mask, boolean bijective, List<Demand> demands) {
        this.name = name;
        this.mask = mask;
        this.bijective = bijective;
        this.demands = demands;
    }

    void run(DataType type, Findings findings) {
        Optional<Demand> refused = Stream.concat(demands.stream().map(List::of), Stream.of(demands))
                .filter(some -> !holds(type, some))
                .map(some -> some.get(0))
                .findFirst();
        refused.ifPresent(demand -> findings.add(
                demand.column(),
                "it is not proved that the mask " + name + " gives values that " + demand.what() + " accepts",
                "choose a mask or options of which it is clear, or if it is so, say why under vouched as "
                        + demand.constraint(),
                demand.constraint()));
    }

    private boolean holds(DataType type, List<Demand> some) {
        List<Condition> checks = some.stream().map(Demand::condition).toList();
        List<String> made =
                Examples.of(type, some.stream().map(Demand::definition).toList());
        List<String> accepted = made.stream()
                .filter(value -> checks.stream().allMatch(check -> check.holds(value)))
                .toList();
        List<String> tried = accepted.isEmpty() ? made : accepted;
        Optional<Redrawn> redrawn = Redrawn.of(mask);
        return tried.isEmpty()
                || (redrawn.isPresent() && !accepted.isEmpty()
                        ? accepted.stream().allMatch(value -> often(redrawn.get(), value, checks))
                        : passes(tried, !bijective && !accepted.isEmpty(), checks));
    }

    private static boolean often(Redrawn redrawn, String value, List<Condition> checks) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, DRAWINGS)
                        .mapToObj(attempt -> {
                            Bytes out = new Bytes(32);
                            redrawn.redraw(bytes, 0, bytes.length, attempt, out);
                            return out.toString();
                        })
                        .filter(result -> checks.stream().allMatch(check -> check.holds(result)))
                        .count()
                >= PASSING;
    }

    /** A walk by a mask that is no bijection may go round and round beside what is accepted, from any of the values. */
    private boolean passes(List<String> tried, boolean every, List<Condition> checks) {
        return every
                ? tried.stream().allMatch(value -> passes(value, checks))
                : tried.stream().anyMatch(value -> passes(value, checks));
    }

    private boolean passes(String value, List<Condition> checks) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        try {
            String result = FieldMask.of(name, mask, checks)
                    .apply(bytes, 0, bytes.length)
                    .toString();
            // a walk that only ends where it began masks nothing
            return !result.equals(value) || result.equals(unchecked(bytes));
        } catch (MaskingFailed e) {
            return false;
        }
    }

    private String unchecked(byte[] value) {
        return FieldMask.of(name, mask, List.of()).apply(value, 0, value.length).toString();
    }
}
