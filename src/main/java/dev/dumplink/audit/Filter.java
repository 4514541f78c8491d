package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** A query as SQL: conditions on {@code audit_event}, and what is bound to them. */
final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Collection<String>> lists = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    /** @param actors the references of the persons that the query names */
    static Filter of(AuditQuery query, Choice actors, Instant now) {
        Filter filter = new Filter();
        filter.choose("actor_ref", actors);
        filter.choose("decision", query.outcomes());
        filter.choose("code", query.codes());
        filter.choose("database_name", query.databases());
        filter.choose("request_id", query.requests());
        query.period().start(now).ifPresent(start -> filter.number("time_ms >= :", "start", start.toEpochMilli()));
        query.period().until().ifPresent(until -> filter.number("time_ms < :", "until", until.toEpochMilli()));
        return filter;
    }

    Filter olderThan(long seq) {
        number("seq < :", "older", seq);
        return this;
    }

    Filter newerThan(long seq) {
        number("seq > :", "newer", seq);
        return this;
    }

    private void choose(String column, Choice choice) {
        if (!choice.wanted().isEmpty()) {
            list(column + " IN (<", column, choice.wanted(), ">)");
        }
        if (!choice.unwanted().isEmpty()) {
            // what has no database is not of that database either
            list("coalesce(" + column + ", '') NOT IN (<", "not_" + column, choice.unwanted(), ">)");
        }
    }

    private void list(String before, String name, Collection<String> values, String after) {
        conditions.add(before + name + after);
        lists.put(name, values);
    }

    private void number(String before, String name, long value) {
        conditions.add(before + name);
        numbers.put(name, value);
    }

    /** The condition, true if there is none. */
    String sql() {
        return conditions.isEmpty() ? "1 = 1" : String.join(" AND ", conditions);
    }

    Query bind(Query query) {
        lists.forEach((name, values) -> query.bindList(name, List.copyOf(values)));
        numbers.forEach(query::bind);
        return query;
    }
}
