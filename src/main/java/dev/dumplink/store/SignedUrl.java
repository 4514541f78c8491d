package dev.dumplink.store;

import java.net.URI;
import java.time.Instant;

/**
 * A presigned GET.
 *
 * @param url a bearer secret until it ends
 * @param expires the first moment at which the store refuses it
 */
public record SignedUrl(URI url, Instant expires) {
    @Override
    public String toString() {
        return "SignedUrl[url=***, expires=" + expires + "]";
    }
}
