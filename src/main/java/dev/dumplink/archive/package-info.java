/**
 * What a dump is: its name in the bucket, the manifest beside it, and its digest.
 *
 * <p>A dump exists when its manifest exists; the manifest is written last. Everything that reads or writes dumps speaks
 * in these values: {@code store} finds them, {@code link} hands them out. Open {@link dev.dumplink.archive.DumpId}
 * first, then {@link dev.dumplink.archive.Manifest}.
 */
package dev.dumplink.archive;
