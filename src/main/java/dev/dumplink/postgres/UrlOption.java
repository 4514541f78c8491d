package dev.dumplink.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options a source's URL may carry: those with the same meaning to libpq and to pgjdbc, by their names there. */
final class UrlOption {
    private static final Map<String, String> JDBC_NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("options", "options")));

    private UrlOption() {}

    /** What libpq calls an option that either of them may have named. */
    static Optional<String> libpqName(String name) {
        return JDBC_NAMES.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name) || entry.getValue().equalsIgnoreCase(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String jdbcName(String libpqName) {
        return JDBC_NAMES.get(libpqName);
    }

    static String known() {
        return String.join(", ", JDBC_NAMES.keySet());
    }
}
