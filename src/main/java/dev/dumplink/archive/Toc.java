package dev.dumplink.archive;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An archive's header and its table of contents, in its order. */
public record Toc(ArchiveHeader header, List<TocEntry> entries) {
    public Toc {
        entries = List.copyOf(entries);
    }

    /** The entries of that type. */
    public Stream<TocEntry> ofType(String type) {
        return entries.stream().filter(entry -> entry.is(type));
    }

    /** The entry of that type, schema and name. */
    public Optional<TocEntry> find(String type, String schema, String tag) {
        return ofType(type)
                .filter(entry ->
                        entry.tag().equals(tag) && entry.schema().orElse("").equals(schema))
                .findFirst();
    }
}
