package dev.dumplink.masking;

import java.util.Optional;

/** What a policy says of one column. */
sealed interface Rule {
    /** Left as it is. */
    record Keep() implements Rule {
        @Override
        public Optional<Masked> masked() {
            return Optional.empty();
        }
    }

    /** Put through a mask. */
    record Masked(String mask, MaskOptions options) implements Rule {
        @Override
        public Optional<Masked> masked() {
            return Optional.of(this);
        }

        /** Whether the column is emptied: that needs no mask, which only ever sees and makes values. */
        boolean empties() {
            return mask.equals(NULL);
        }

        boolean same(Masked other) {
            return mask.equals(other.mask)
                    && options.names().equals(other.options.names())
                    && options.names().stream()
                            .allMatch(name -> options.node(name).equals(other.options.node(name)));
        }

        @Override
        public String toString() {
            return mask + (options.names().isEmpty() ? "" : " with options");
        }
    }

    /** The word of a policy for columns that are to be empty. */
    String NULL = "null";

    Optional<Masked> masked();
}
