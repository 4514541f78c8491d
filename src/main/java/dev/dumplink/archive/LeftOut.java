package dev.dumplink.archive;

import java.util.Optional;

/**
 * An object of the source that the archive does not hold.
 *
 * @param type as in the table of contents, e.g. {@code SUBSCRIPTION}
 * @param why for people
 */
public record LeftOut(String type, Optional<String> schema, String tag, String why) {
    static LeftOut of(TocEntry entry, String why) {
        return new LeftOut(entry.type(), entry.schema().filter(name -> !name.isEmpty()), entry.tag(), why);
    }
}
