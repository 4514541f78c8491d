/**
 * A live PostgreSQL server: its schema, its identity, one consistent snapshot, COPY in both directions, and the
 * {@code pg_dump} and {@code pg_restore} programs.
 *
 * <p>The only package that may touch the JDBC driver and those programs. Fed by {@code dump}, {@code restore} and
 * {@code check} with addresses and credentials; hands out values of {@code schema} and streams of rows.
 */
package dev.dumplink.postgres;
