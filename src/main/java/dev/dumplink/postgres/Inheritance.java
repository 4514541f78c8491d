package dev.dumplink.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a database that takes the place of another gets from it: pg_restore brings none of this. */
final class Inheritance {
    private static final int PROVIDERS = 15;
    private static final int ONE_LOCALE = 17;

    private static final String SETTINGS =
            """
            SELECT r.rolname, split_part(c, '=', 1) AS name, substr(c, strpos(c, '=') + 1) AS value
            FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) c LEFT JOIN pg_roles r ON r.oid = s.setrole
            WHERE s.setdatabase = ?::oid AND (s.setrole = 0 OR r.oid IS NOT NULL)
            """;

    private static final String RIGHTS =
            """
            SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee,
                   a.privilege_type AS privilege, a.is_grantable AS grantable
            FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) a WHERE d.oid = ?::oid AND a.grantee <> d.datdba
            """;

    private Inheritance() {}

    /** The clauses of CREATE DATABASE that give it the same order of text. */
    static String locale(Connection server, long oid) throws SQLException {
        int major = Source.major(server);
        String icu = major >= ONE_LOCALE ? "d.datlocale" : major >= PROVIDERS ? "d.daticulocale" : "NULL";
        String provider = major >= PROVIDERS ? "d.datlocprovider" : "'c'";
        return Rows.one(
                server,
                "SELECT datcollate, datctype, " + provider + "::text AS provider, " + icu
                        + "::text AS locale FROM pg_database d WHERE oid = ?::oid",
                row -> " LC_COLLATE " + Quoted.text(row.getString("datcollate")) + " LC_CTYPE "
                        + Quoted.text(row.getString("datctype"))
                        + provider(row.getString("provider"), Rows.text(row, "locale")),
                Long.toString(oid));
    }

    private static String provider(String letter, Optional<String> locale) {
        return switch (letter) {
            case "i" -> " LOCALE_PROVIDER icu ICU_LOCALE " + Quoted.text(locale.orElse("und"));
            case "b" -> " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + Quoted.text(locale.orElse("C"));
            default -> "";
        };
    }

    /** Gives it settings and rights to connect. What the role may not give is told, and is no failure. */
    static List<String> pass(Connection server, TargetFacts.Database from, String to) throws SQLException {
        List<String> lost = new ArrayList<>();
        for (Setting each : Rows.of(server, SETTINGS, Setting::of, Long.toString(from.oid()))) {
            attempt(server, each.sql(to), "the setting " + each.name(), lost);
        }
        if (hasRights(server, from.oid())) {
            // by itself: a right that cannot be given on must not leave the door open for everybody
            Rows.execute(server, "REVOKE ALL ON DATABASE " + Quoted.name(to) + " FROM PUBLIC");
            for (String right : Rows.of(server, RIGHTS, row -> grant(row, to), Long.toString(from.oid()))) {
                attempt(server, right, "a right to connect", lost);
            }
        }
        return lost;
    }

    private static boolean hasRights(Connection server, long oid) throws SQLException {
        return Rows.one(
                server,
                "SELECT datacl IS NOT NULL FROM pg_database WHERE oid = ?::oid",
                row -> row.getBoolean(1),
                Long.toString(oid));
    }

    private static String grant(ResultSet row, String to) throws SQLException {
        return "GRANT " + row.getString("privilege") + " ON DATABASE " + Quoted.name(to) + " TO "
                + row.getString("grantee") + (row.getBoolean("grantable") ? " WITH GRANT OPTION" : "");
    }

    private static void attempt(Connection server, String sql, String what, List<String> lost) {
        try {
            Rows.execute(server, sql);
        } catch (SQLException e) {
            lost.add(what + " of the old database could not be taken over (" + SourceFailure.words(e) + ")");
        }
    }

    /** @param role for whom alone it is set; empty for everybody */
    private record Setting(Optional<String> role, String name, String value) {
        static Setting of(ResultSet row) throws SQLException {
            return new Setting(Rows.text(row, "rolname"), row.getString("name"), row.getString("value"));
        }

        /** By way of the session, because a list's quotes are no part of a quoted text. */
        String sql(String database) {
            String quoted = Quoted.setting(name);
            String whose = role.map(each -> "ALTER ROLE " + Quoted.name(each) + " IN DATABASE " + Quoted.name(database))
                    .orElse("ALTER DATABASE " + Quoted.name(database));
            return "SELECT set_config(" + Quoted.text(name) + ", " + Quoted.text(value) + ", false); " + whose + " SET "
                    + quoted + " FROM CURRENT; RESET " + quoted;
        }
    }
}
