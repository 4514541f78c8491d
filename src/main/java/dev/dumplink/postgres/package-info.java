/**
 * A live PostgreSQL server, 12 or newer: its schema, its identity, the rights of a role, one consistent snapshot, rows by COPY,
 * and the {@code pg_dump} program.
 *
 * <p>The only package that may touch the JDBC driver and that program. Fed by {@code dump}, {@code restore} and {@code check}
 * with addresses and credentials ({@link dev.dumplink.postgres.SourceSettings}); hands out values of {@code schema} and
 * streams of rows. Open {@link dev.dumplink.postgres.Source} first, then {@link dev.dumplink.postgres.Snapshot}. What goes
 * wrong is a {@link dev.dumplink.postgres.SourceFailure}: one line, with the mend, and nothing of a row in it.
 */
package dev.dumplink.postgres;
