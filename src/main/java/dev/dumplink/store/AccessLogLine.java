package dev.dumplink.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One request, as the store's access log tells it. Of the request's URI only the link's id is kept: the rest of a link's
 * URI is the link, and works until it ends.
 *
 * @param time when the store received it, by the store's clock, whole seconds
 * @param address from where; another machine's where a proxy stands between
 * @param storeId the store's own name for the request
 * @param operation such as {@code REST.GET.OBJECT}; empty if the store did not tell
 * @param key as the log has it: encoded, how often depends on the store; empty where there is none
 * @param link what the request said in {@code x-dumplink-request}; anybody may say anything there
 * @param presigned whether the signature was in the address
 * @param status of the answer; 0 if the store did not tell
 * @param sent bytes of the answer
 * @param size of the whole object; 0 if the store did not tell
 * @param userAgent what the client called itself
 */
public record AccessLogLine(
        String bucket,
        Instant time,
        String address,
        String storeId,
        String operation,
        String key,
        Optional<String> link,
        boolean presigned,
        int status,
        String error,
        long sent,
        long size,
        String userAgent) {

    /**
     * Reads one line.
     *
     * @return empty if it is no line of an access log
     */
    public static Optional<AccessLogLine> parse(String line) {
        try {
            return Optional.of(new AccessLogParser(line).parse());
        } catch (AccessLogParser.Unreadable e) {
            return Optional.empty();
        }
    }

    /** Whether the store gave out something, and not an excuse. */
    public boolean served() {
        return status >= 200 && status < 300;
    }

    /** Whether what was asked for was an object's content. */
    public boolean gets() {
        return operation.equals("REST.GET.OBJECT");
    }

    /** Whether it is about an object whose key begins so. */
    public boolean isUnder(String prefix) {
        return !key.isEmpty() && UriText.readings(key).anyMatch(reading -> reading.startsWith(prefix));
    }

    /**
     * Whether the line is about this object. Stores encode keys once or twice, and write a blank as a plus sign or as
     * three characters: any reading that fits will do, because a link's path is signed.
     */
    public boolean isAbout(String wanted) {
        return UriText.readings(key).anyMatch(wanted::equals);
    }
}
