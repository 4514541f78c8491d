package dev.dumplink.audit;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A decision, a code and a database (empty for none) that occur together. The log holds a few dozen kinds of rows, however
 * many rows; which of them a query means is decided here, before a row is read.
 */
record Kind(String decision, String code, String database) {
    // each step jumps to the next value in the index; the last step of a code finds no database, which stands for none
    private static final String ALL =
            """
            WITH RECURSIVE
            decisions (decision) AS (
              SELECT min(decision) FROM audit_event
              UNION ALL
              SELECT (SELECT min(e.decision) FROM audit_event e WHERE e.decision > d.decision)
              FROM decisions d WHERE d.decision IS NOT NULL),
            codes (decision, code) AS (
              SELECT d.decision, (SELECT min(e.code) FROM audit_event e WHERE e.decision = d.decision)
              FROM decisions d WHERE d.decision IS NOT NULL
              UNION ALL
              SELECT c.decision,
                (SELECT min(e.code) FROM audit_event e WHERE e.decision = c.decision AND e.code > c.code)
              FROM codes c WHERE c.code IS NOT NULL),
            kinds (decision, code, database_name) AS (
              SELECT c.decision, c.code,
                (SELECT min(e.database_name) FROM audit_event e
                 WHERE e.decision = c.decision AND e.code = c.code AND e.database_name > '')
              FROM codes c WHERE c.code IS NOT NULL
              UNION ALL
              SELECT k.decision, k.code,
                (SELECT min(e.database_name) FROM audit_event e
                 WHERE e.decision = k.decision AND e.code = k.code AND e.database_name > k.database_name)
              FROM kinds k WHERE k.database_name IS NOT NULL)
            SELECT decision, code, coalesce(database_name, '') FROM kinds
            """;

    static List<Kind> all(Handle handle) {
        return handle.createQuery(ALL)
                .map((row, context) -> new Kind(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    boolean isMeantBy(AuditQuery query) {
        return query.outcomes().accepts(decision)
                && query.codes().accepts(code)
                && query.databases().accepts(database);
    }

    /** The condition for rows of this kind, its parameters told apart by {@code number}. */
    String sql(int number) {
        return "decision = :decision" + number + " AND code = :code" + number + " AND database_name "
                + (database.isEmpty() ? "IS NULL" : "= :database" + number);
    }

    void bind(Query query, int number) {
        query.bind("decision" + number, decision).bind("code" + number, code).bind("database" + number, database);
    }
}
