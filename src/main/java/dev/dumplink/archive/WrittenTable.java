package dev.dumplink.archive;

/**
 * A table's rows as they were written.
 *
 * @param start where its block begins in the archive
 * @param packed the block's length in the archive
 * @param unpacked bytes of COPY text
 */
public record WrittenTable(TocEntry entry, long start, long packed, long unpacked) {}
