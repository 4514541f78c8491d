package dev.dumplink.demo;

import java.util.Optional;

/** A Slack workspace as seen from outside: its id, its domain, its name and the organisation it may belong to. */
public record Team(String id, String domain, String name, Optional<Enterprise> enterprise) {
    /** The workspace of the demo and of most tests. */
    public static final Team ACME = new Team("T01ACME", "acme", "Acme", Optional.empty());

    /** An organisation on Enterprise Grid. */
    public record Enterprise(String id, String name) {}

    public Team in(String enterpriseId, String enterpriseName) {
        return new Team(id, domain, name, Optional.of(new Enterprise(enterpriseId, enterpriseName)));
    }
}
