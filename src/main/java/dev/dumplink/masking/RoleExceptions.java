package dev.dumplink.masking;

import java.util.Optional;

/**
 * What the dumping role may be although it should not, with the reason.
 *
 * @param superuser why a superuser may read
 * @param writes why a role that can write may read
 */
public record RoleExceptions(Optional<String> superuser, Optional<String> writes) {
    /** No exceptions. */
    public static final RoleExceptions NONE = new RoleExceptions(Optional.empty(), Optional.empty());
}
