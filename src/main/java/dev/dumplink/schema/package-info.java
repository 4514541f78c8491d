/**
 * The shape of a database as plain values: tables, columns, types, keys, and a fingerprint of them all.
 *
 * <p>Fed by {@code postgres}, which reads live catalogs; read by {@code masking}, which compiles a policy against a
 * shape, and by {@code dump} and {@code check}. Nothing here opens a connection or knows what a mask is.
 */
package dev.dumplink.schema;
