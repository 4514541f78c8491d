package dev.dumplink.link;

import dev.dumplink.audit.IdempotencyKey;
import dev.dumplink.audit.RequestId;
import dev.dumplink.store.AccessLogLine;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The strangers among the lines, a bounded number of them: whoever forges ids must not fill the memory or the log. */
final class Strangers {
    private static final int MOST = 10_000;
    private static final int HEXADECIMAL = 16;

    private final Map<RequestId, Stranger> all = new LinkedHashMap<>();
    private long left;

    void add(AccessLogLine line) {
        RequestId id = id(line);
        Stranger stranger = all.get(id);
        if (stranger == null && all.size() < MOST) {
            stranger = new Stranger(id, line.served() ? line.key() : "", line.time(), line.served());
            all.put(id, stranger);
        }
        if (stranger == null) {
            left++;
        } else {
            stranger.add(line.address());
        }
    }

    private static RequestId id(AccessLogLine line) {
        String day = LocalDate.ofInstant(line.time(), ZoneOffset.UTC).toString();
        if (!line.served()) {
            return named("refused", day);
        }
        return line.link().flatMap(Strangers::parsed).orElseGet(() -> named(line.key(), day));
    }

    /** Empty for what is no id of ours by its form. */
    static Optional<RequestId> parsed(String text) {
        try {
            return Optional.of(new RequestId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Always the same id for the same thing, so that it is recorded once however often it is read. */
    private static RequestId named(String what, String day) {
        String digits = IdempotencyKey.of("stranger", what, day).hex().substring(0, HEXADECIMAL);
        return RequestId.next(() -> Long.parseUnsignedLong(digits, HEXADECIMAL));
    }

    Collection<Stranger> all() {
        return all.values();
    }

    /** Requests beyond what was kept. */
    long left() {
        return left;
    }
}
