package dev.dumplink.restore;

import java.util.List;
import java.util.function.Function;

/** Whether a dump may be loaded into a target. */
public sealed interface Clearance {
    <R> R fold(Function<Granted, R> granted, Function<Asked, R> asked, Function<Denied, R> denied);

    /** Of everything that was found, the heaviest decides. */
    static Clearance of(List<Finding> findings) {
        List<Finding> fatal = findings.stream()
                .filter(each -> each.weight() == Finding.Weight.FATAL)
                .toList();
        if (!fatal.isEmpty()) {
            // where it is production, nobody needs advice on how to get past the rest
            List<Finding> decisive =
                    fatal.stream().filter(each -> each.kind().isProduction()).toList();
            return new Denied(decisive.isEmpty() ? fatal : decisive);
        }
        return findings.stream().anyMatch(each -> each.weight() == Finding.Weight.ASK)
                ? new Asked(findings)
                : new Granted(findings);
    }

    /** It may; what is worth knowing comes with it. */
    record Granted(List<Finding> notes) implements Clearance {
        @Override
        public <R> R fold(Function<Granted, R> granted, Function<Asked, R> asked, Function<Denied, R> denied) {
            return granted.apply(this);
        }
    }

    /** It may once somebody has said that they mean it. */
    record Asked(List<Finding> findings) implements Clearance {
        @Override
        public <R> R fold(Function<Granted, R> granted, Function<Asked, R> asked, Function<Denied, R> denied) {
            return asked.apply(this);
        }
    }

    /** It may not, whatever anybody says. */
    record Denied(List<Finding> findings) implements Clearance {
        @Override
        public <R> R fold(Function<Granted, R> granted, Function<Asked, R> asked, Function<Denied, R> denied) {
            return denied.apply(this);
        }
    }
}
