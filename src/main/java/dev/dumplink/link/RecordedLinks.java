package dev.dumplink.link;

import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditQuery.Choice;
import dev.dumplink.audit.AuditQuery.Period;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.Cursor;
import dev.dumplink.audit.EventCode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the log says of links. */
final class RecordedLinks {
    /** Everything that an access log can tell. */
    private static final Set<String> TOLD = Set.copyOf(Stream.of(
                    EventCode.DOWNLOADED,
                    EventCode.DOWNLOADED_PARTLY,
                    EventCode.SEVERAL_ADDRESSES,
                    EventCode.REFUSED_AFTER_END,
                    EventCode.UNRECORDED_LINK,
                    EventCode.NEVER_USED,
                    EventCode.REFUSED_BEFORE_END,
                    EventCode.EXCEEDED,
                    EventCode.CRAWLED)
            .map(EventCode::code)
            .toList());

    private static final Set<String> ISSUED = Set.of(EventCode.LINK_ISSUED.code());

    private final AuditReader reader;

    RecordedLinks(AuditReader reader) {
        this.reader = reader;
    }

    /** When the oldest row was written that is still there. */
    Optional<Instant> oldest() {
        return reader.page(AuditQuery.all(), Cursor.newerThan(0), 1).entries().stream()
                .findFirst()
                .map(AuditEntry::time);
    }

    /** Those of these requests that are links, by request. */
    Map<String, AuditEntry> named(Collection<String> requests) {
        Map<String, AuditEntry> links = new HashMap<>();
        if (!requests.isEmpty()) {
            reader.stream(query(ISSUED, requests, Period.always()), link -> links.put(link.requestId(), link));
        }
        return links;
    }

    /** Every link issued since then, oldest first. */
    void since(Instant moment, Consumer<AuditEntry> each) {
        reader.stream(
                query(ISSUED, Set.of(), new Period(Optional.empty(), Optional.of(moment), Optional.empty())), each);
    }

    /** What earlier readings of access logs have found out, by request. */
    Map<String, Set<String>> found(Collection<String> requests) {
        Map<String, Set<String>> codes = new HashMap<>();
        if (!requests.isEmpty()) {
            reader.stream(query(TOLD, requests, Period.always()), row -> codes.computeIfAbsent(
                            row.requestId(), request -> new HashSet<>())
                    .add(row.code()));
        }
        return codes;
    }

    private static AuditQuery query(Set<String> codes, Collection<String> requests, Period period) {
        return new AuditQuery(
                Choice.any(), Choice.any(), Choice.any(), chosen(codes), chosen(requests), period, OptionalInt.empty());
    }

    private static Choice chosen(Collection<String> values) {
        return new Choice(new TreeSet<>(values), new TreeSet<>());
    }
}
