package dev.dumplink.link;

import dev.dumplink.audit.RequestId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Requests with links that the log knows nothing of: one such link; all links without an id to one object on one day; or
 * all that were refused on one day, which anybody can cause.
 */
public final class Stranger {
    private static final int MOST_ADDRESSES = 16;

    private final RequestId id;
    private final String object;
    private final Instant first;
    private final boolean served;
    private final Set<String> addresses = new LinkedHashSet<>(4);
    private long requests;

    Stranger(RequestId id, String object, Instant first, boolean served) {
        this.id = id;
        this.object = object;
        this.first = first;
        this.served = served;
    }

    void add(String address) {
        requests++;
        if (addresses.size() < MOST_ADDRESSES) {
            addresses.add(address);
        }
    }

    /** The link's own, or one made up for what has none. */
    public RequestId id() {
        return id;
    }

    /** The object's key as the store logged it; empty where there were several. */
    public String object() {
        return object;
    }

    public Instant first() {
        return first;
    }

    /** Whether the store gave something out. */
    public boolean served() {
        return served;
    }

    public long requests() {
        return requests;
    }

    /** Where from, in the order in which they came, up to sixteen. */
    public List<String> addresses() {
        return List.copyOf(addresses);
    }

    /** For the row. */
    String numbers() {
        return Finding.some(requests, "request")
                + (served ? " served, object " + object : " refused with ids that nobody was given");
    }
}
