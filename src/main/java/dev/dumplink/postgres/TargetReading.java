package dev.dumplink.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server tells of itself and its databases. */
final class TargetReading {
    private TargetReading() {}

    static TargetFacts facts(Connection server) throws SQLException {
        TargetFacts.Role role = Rows.one(server, TargetSql.ROLE, TargetReading::role);
        Map<Long, List<TargetFacts.Session>> sessions =
                Rows.of(server, TargetSql.SESSIONS, TargetReading::session).stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<TargetFacts.Database> databases = Rows.of(
                server,
                TargetSql.DATABASES,
                row -> database(row, sessions.getOrDefault(row.getLong("oid"), List.of())));
        return Rows.one(
                server,
                TargetSql.SERVER,
                row -> new TargetFacts(
                        identifier(server),
                        row.getString("version"),
                        Source.major(server),
                        Rows.text(row, "address"),
                        Rows.text(row, "client"),
                        row.getBoolean("in_recovery"),
                        Rows.text(row, "environment"),
                        row.getInt("replicas"),
                        row.getInt("strangers"),
                        role,
                        databases));
    }

    /** Whoever may not ask gets no answer, which is no proof of anything. */
    static OptionalLong identifier(Connection server) {
        try {
            return OptionalLong.of(Rows.one(server, TargetSql.IDENTIFIER, row -> row.getLong(1)));
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    private static TargetFacts.Role role(ResultSet row) throws SQLException {
        return new TargetFacts.Role(
                row.getString("rolname"),
                row.getBoolean("rolsuper"),
                row.getBoolean("createdb"),
                Set.copyOf(Rows.texts(row, "powers")));
    }

    private static Map.Entry<Long, TargetFacts.Session> session(ResultSet row) throws SQLException {
        return Map.entry(
                row.getLong("datid"),
                new TargetFacts.Session(
                        row.getString("usename"), row.getString("application"), Rows.text(row, "client")));
    }

    private static TargetFacts.Database database(ResultSet row, List<TargetFacts.Session> sessions)
            throws SQLException {
        long size = row.getLong("size");
        return new TargetFacts.Database(
                row.getLong("oid"),
                row.getString("datname"),
                row.getString("owner"),
                row.getBoolean("ours"),
                Rows.text(row, "comment"),
                Rows.text(row, "environment"),
                size == 0 ? OptionalLong.empty() : OptionalLong.of(size),
                sessions);
    }
}
