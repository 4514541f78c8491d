package dev.dumplink.link;

import java.net.URI;
import java.time.Instant;

/**
 * A link that may leave the house, because its row is in the log.
 *
 * @param url a bearer secret until it ends
 * @param expires the first moment at which the store refuses it
 */
public record Link(URI url, Instant expires) {
    @Override
    public String toString() {
        return "Link[url=***, expires=" + expires + "]";
    }
}
