package dev.dumplink.archive;

import java.util.List;
import java.util.function.Function;

/** What {@link EntryPolicy} makes of a schema's entries. */
public sealed interface Selection {
    <R> R fold(Function<Kept, R> kept, Function<Refused, R> refused);

    /**
     * Every entry is known.
     *
     * @param entries in their order
     * @param leftOut in theirs
     */
    record Kept(List<TocEntry> entries, List<LeftOut> leftOut) implements Selection {
        public Kept {
            entries = List.copyOf(entries);
            leftOut = List.copyOf(leftOut);
        }

        @Override
        public <R> R fold(Function<Kept, R> kept, Function<Refused, R> refused) {
            return kept.apply(this);
        }
    }

    /** @param unknown entries of which nobody has decided whether they may leave the house; at least one */
    record Refused(List<TocEntry> unknown) implements Selection {
        public Refused {
            unknown = List.copyOf(unknown);
        }

        @Override
        public <R> R fold(Function<Kept, R> kept, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
