/**
 * What a dump is: its name in the bucket, the manifest beside it, its digest, and the archive itself, in the custom format
 * of pg_dump, read and written as a stream.
 *
 * <p>A dump exists when its manifest exists; the manifest is written last. Everything that reads or writes dumps speaks
 * in these values: {@code store} finds and keeps them, {@code link} hands them out, {@code dump} makes them. Open
 * {@link dev.dumplink.archive.DumpId} first, then {@link dev.dumplink.archive.Manifest}.
 *
 * <p>The way of an archive: {@link dev.dumplink.archive.TocReader} reads what {@code pg_dump --schema-only} says,
 * {@link dev.dumplink.archive.EntryPolicy} decides what of it may leave the house,
 * {@link dev.dumplink.archive.ArchivePlan} adds the rows' entries and the {@link dev.dumplink.archive.Guard}, and
 * {@link dev.dumplink.archive.ArchiveWriter} writes it while many threads bring packed rows;
 * {@link dev.dumplink.archive.ArchiveReader} reads it back and believes nothing.
 */
package dev.dumplink.archive;
