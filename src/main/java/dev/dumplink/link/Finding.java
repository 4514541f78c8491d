package dev.dumplink.link;

import dev.dumplink.audit.EventCode;

/**
 * Something that the store's log tells of a link.
 *
 * @param numbers how much of it, in words
 */
record Finding(EventCode code, String numbers) {
    static String some(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
