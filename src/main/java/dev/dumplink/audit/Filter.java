package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.Choice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** Conditions on {@code audit_event}, and the values to be bound to them. */
record Filter(List<Condition> conditions) {
    private static final Filter NONE = new Filter(List.of());

    /**
     * One of them.
     *
     * @param sql with {@code %s} where the name of the parameter belongs
     */
    private record Condition(String sql, Collection<?> values) {}

    static Filter none() {
        return NONE;
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** And {@code column} holds what was chosen. */
    Filter with(String column, Choice choice) {
        Filter wanted = choice.wanted().isEmpty() ? this : and(column + " IN (<%s>)", choice.wanted());
        // what has no database is not of that database either
        return choice.unwanted().isEmpty()
                ? wanted
                : wanted.and("(" + column + " IS NULL OR " + column + " NOT IN (<%s>))", choice.unwanted());
    }

    /** And {@code column} is one of these. */
    Filter withOneOf(String column, Collection<Long> values) {
        return and(column + " IN (<%s>)", values);
    }

    Filter withAtLeast(String column, long value) {
        return and(column + " >= <%s>", List.of(value));
    }

    Filter withLessThan(String column, long value) {
        return and(column + " < <%s>", List.of(value));
    }

    Filter and(Filter others) {
        List<Condition> all = new ArrayList<>(conditions);
        all.addAll(others.conditions);
        return new Filter(all);
    }

    private Filter and(String sql, Collection<?> values) {
        return and(new Filter(List.of(new Condition(sql, List.copyOf(values)))));
    }

    /** The conditions, true if there is none. */
    String sql() {
        if (conditions.isEmpty()) {
            return "1 = 1";
        }
        return conditions.stream()
                .map(condition -> String.format(condition.sql(), name(condition)))
                .collect(Collectors.joining(" AND "));
    }

    Query bind(Query query) {
        conditions.forEach(condition -> query.bindList(name(condition), List.copyOf(condition.values())));
        return query;
    }

    private String name(Condition condition) {
        return "filter" + conditions.indexOf(condition);
    }
}
