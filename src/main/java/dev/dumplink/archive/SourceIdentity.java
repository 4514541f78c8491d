package dev.dumplink.archive;

import java.nio.charset.StandardCharsets;

/**
 * Which server and database a dump was taken from, as digests: whoever can ask a server for its system identifier can tell
 * whether it is the one, and the manifest names none. Not keyed, because a laptop must be able to compare; what is hashed
 * is no secret, only nobody's business.
 *
 * @param server of the system identifier, which standbys and physical copies share
 * @param database of the system identifier and the database's oid and name
 */
public record SourceIdentity(Sha256 server, Sha256 database) {
    /**
     * @param systemIdentifier of {@code pg_control_system()}
     * @param oid of {@code pg_database}
     * @param name the database's own
     */
    public static SourceIdentity of(long systemIdentifier, long oid, String name) {
        return new SourceIdentity(
                digest("server", Long.toString(systemIdentifier)),
                digest("database", systemIdentifier + "\n" + oid + "\n" + name));
    }

    private static Sha256 digest(String what, String text) {
        return Sha256.of(("dumplink source " + what + " 1\n" + text).getBytes(StandardCharsets.UTF_8));
    }
}
