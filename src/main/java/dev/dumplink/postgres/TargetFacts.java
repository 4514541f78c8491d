package dev.dumplink.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A server that somebody wants to load a dump into, as it was when it was asked.
 *
 * @param systemIdentifier drawn by initdb; empty where the role may not know it
 * @param major its version's first number, e.g. 15
 * @param address the server's own, empty over a socket; behind a balancer or a tunnel, not the one connected to
 * @param client the machine that we come from, as the server sees it; empty over a socket
 * @param inRecovery whether it is a standby
 * @param environment the mark {@code ALTER ROLE ALL SET dumplink.environment = …}, which counts for every database
 * @param replicas servers that stream from it, and replication slots that are in use
 * @param strangers sessions from other machines than its own and ours, in all databases, as far as the role may see
 */
public record TargetFacts(
        OptionalLong systemIdentifier,
        String version,
        int major,
        Optional<String> address,
        Optional<String> client,
        boolean inRecovery,
        Optional<String> environment,
        int replicas,
        int strangers,
        Role role,
        List<Database> databases) {
    public TargetFacts {
        databases = List.copyOf(databases);
    }

    /** The database of that name, if there is one. */
    public Optional<Database> database(String name) {
        return databases.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * Who we are there.
     *
     * @param powers predefined and providers' roles by which it can do what no restore needs
     */
    public record Role(String name, boolean superuser, boolean createsDatabases, Set<String> powers) {
        public Role {
            powers = Set.copyOf(powers);
        }
    }

    /**
     * A database of that server; templates are none.
     *
     * @param ours whether we own it, by ourselves or by a membership that is inherited, and so may rename it
     * @param comment whoever owns it wrote it, and nobody else can
     * @param environment the mark {@code ALTER DATABASE … SET dumplink.environment = …}
     * @param size in bytes; empty where the role may not know
     * @param sessions who is connected, without ourselves
     */
    public record Database(
            long oid,
            String name,
            String owner,
            boolean ours,
            Optional<String> comment,
            Optional<String> environment,
            OptionalLong size,
            List<Session> sessions) {
        public Database {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * Somebody who is connected.
     *
     * @param client the machine they come from; empty for the server's own, and where the role may not know
     */
    public record Session(String user, String application, Optional<String> client) {
        @Override
        public String toString() {
            return user
                    + (application.isEmpty() ? "" : " (" + application + ")")
                    + client.map(address -> " from " + address).orElse("");
        }
    }

    /**
     * What is inside of one database.
     *
     * @param others views, sequences, functions, large objects and the like that no extension brought
     * @param publications and subscriptions, in number
     * @param lastActivity when its tables were last vacuumed or analyzed, which the server does after changes; rough
     */
    public record Inside(int tables, int others, int publications, Optional<Instant> lastActivity) {}
}
