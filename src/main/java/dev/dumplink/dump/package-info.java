/**
 * The night's conductor: one consistent read of production, masked in flight, written as one archive, searched for
 * real values, and only then published.
 *
 * <p>Fed by the command line and the nightly function. It owns the order of the steps and none of their details. Open
 * {@link dev.dumplink.dump.Night} first: its {@code withTurn} is the list. {@code RowCopy} is where the time goes, {@code
 * Budget} says what may be held in memory meanwhile. What a person should know beforehand is an
 * {@link dev.dumplink.dump.Outcome.Refused}; what goes wrong is a {@link dev.dumplink.dump.DumpFailed}, of which the audit log
 * has been told.
 */
package dev.dumplink.dump;
