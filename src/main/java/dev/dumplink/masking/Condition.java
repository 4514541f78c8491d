package dev.dumplink.masking;

/** What a check constraint asks of one column's value, in its text form. */
@FunctionalInterface
interface Condition {
    boolean holds(String value);
}
