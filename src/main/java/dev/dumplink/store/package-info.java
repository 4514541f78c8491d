/**
 * Dumps in an S3 bucket, AWS's or any compatible server's: find the newest, read their manifests, sign links to them, and
 * read in the store's own access logs what became of those ({@link dev.dumplink.store.AccessLogs}).
 *
 * <p>Written are they through a {@link dev.dumplink.store.DumpShelf}, a bucket's or a folder's, by one night at a time
 * ({@link dev.dumplink.store.Turn}): the archive as a stream whose first part goes last, then, when it has been read back
 * and searched, the manifest that makes the dump exist; {@link dev.dumplink.store.Retention} takes old ones away.
 *
 * <p>The only package that may touch the AWS SDK. Fed by {@code link}, {@code dump} and {@code restore} with a
 * {@link dev.dumplink.store.Location}; hands out {@link dev.dumplink.archive.StoredDump}s. Open
 * {@link dev.dumplink.store.DumpStore} first.
 *
 * <p>Decisions: an endpoint of one's own gets no chunked encoding, the one setting that three independent servers all
 * understood. Of a link's headers only {@code host} is signed, so that a browser can use it. The end that is promised is
 * the signature's own, whole seconds. Credentials are resolved in the background, never while somebody waits.
 */
package dev.dumplink.store;
