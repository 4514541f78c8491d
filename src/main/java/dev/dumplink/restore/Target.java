package dev.dumplink.restore;

import dev.dumplink.postgres.SourceSettings;
import dev.dumplink.postgres.TargetDatabase;
import dev.dumplink.postgres.TargetFacts;
import dev.dumplink.postgres.TargetServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where somebody wants a dump to go, as it was when it was looked at.
 *
 * @param alias its name in the configuration
 * @param addresses what the host's name stands for
 * @param existing the database of that name
 * @param inside what is in it; empty where there is none, or it lets us not in
 */
public record Target(
        Optional<String> alias,
        SourceSettings address,
        List<InetAddress> addresses,
        TargetFacts facts,
        Optional<TargetFacts.Database> existing,
        Optional<TargetFacts.Inside> inside) {
    public Target {
        addresses = List.copyOf(addresses);
    }

    static Target look(Optional<String> alias, SourceSettings address, TargetServer server) {
        TargetFacts facts = server.facts();
        Optional<TargetFacts.Database> existing = facts.database(address.database());
        return new Target(
                alias,
                address,
                TargetServer.addresses(address),
                facts,
                existing,
                existing.map(database -> inside(server, database.name())));
    }

    private static TargetFacts.Inside inside(TargetServer server, String name) {
        try (TargetDatabase database = server.database(name)) {
            return database.inside();
        }
    }

    /** The database's name. */
    public String name() {
        return address.database();
    }

    /** How a person calls it. */
    public String called() {
        return alias.orElse(name());
    }

    /** Whether the host is this machine, as far as its name tells: a tunnel's end is, too. */
    public boolean loopback() {
        return addresses.stream().allMatch(InetAddress::isLoopbackAddress);
    }

    /** What dumplink wrote of the database that is there. */
    public Optional<Mark> mark() {
        return existing.flatMap(TargetFacts.Database::comment).flatMap(Mark::parse);
    }

    /** Whether it is a database that a restore of ours put into its place. */
    public boolean made() {
        return mark().filter(mark -> mark.kind() == Mark.Kind.TARGET).isPresent();
    }

    /** Whether there is nothing that could be lost. */
    public boolean empty() {
        return existing.isEmpty()
                || inside.filter(content -> content.tables() + content.others() == 0)
                        .isPresent();
    }

    /** What people have written of the database that is there. */
    String said() {
        String comment = existing.flatMap(TargetFacts.Database::comment).orElse("");
        return mark().map(Mark::before).orElse(comment);
    }

    /** Whether it is ours, or there is nothing in it: only then somebody may be disconnected from it. */
    boolean disposable() {
        return made() || empty();
    }

    /** By name, and as the server calls itself. */
    Stream<InetAddress> everyAddress() {
        return Stream.concat(addresses.stream(), facts.address().flatMap(Target::literal).stream());
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            // the server writes numbers only, which nobody has to be asked about
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
