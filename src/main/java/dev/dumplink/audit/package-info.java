/**
 * The record of who asked, what they were told and what left the house: append-only, chained, durable before anything
 * else happens.
 *
 * <p>Everything that hands something out writes here first and stops when it cannot. Depends on nothing, so that
 * everything may. Open {@link dev.dumplink.audit.AuditLog} first; {@code Commit} is one transaction of it, and
 * {@code Row} says what exactly is hashed. {@link dev.dumplink.audit.AuditStreams} is how rows leave.
 *
 * <p>The proof: {@link dev.dumplink.audit.ChainVerifier} walks the rows and compares them with {@link
 * dev.dumplink.audit.Anchor}s, signed statements about the log's end that {@link dev.dumplink.audit.Anchoring} makes and
 * brings to every {@link dev.dumplink.audit.AnchorPlace}. Every anchor also says how far the log was pruned, so that the
 * newest one is all that verification needs to begin.
 *
 * <p>Decisions: the embedded store is SQLite in WAL mode with {@code synchronous=FULL} (H2's defaults lose committed
 * rows when the process is killed). Several requests share one transaction (group commit), because the cost of a row is
 * the wait for the disk. What happens to be unknown after COMMIT was sent counts as not written.
 */
package dev.dumplink.audit;
