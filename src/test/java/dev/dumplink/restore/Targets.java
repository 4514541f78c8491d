package dev.dumplink.restore;

import dev.dumplink.postgres.SourceSettings;
import dev.dumplink.postgres.TargetFacts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Targets as tests need them: a laptop's, where nothing speaks against anything, and what is changed of it. */
final class Targets {
    static final long IDENTIFIER = 7312345678901234821L;
    static final TargetFacts.Role MODEST = new TargetFacts.Role("dev", false, true, Set.of());
    static final TargetFacts.Role SUPERUSER = new TargetFacts.Role("postgres", true, true, Set.of());

    private Targets() {}

    static TargetFacts facts(TargetFacts.Role role, TargetFacts.Database... databases) {
        return new TargetFacts(
                OptionalLong.of(IDENTIFIER),
                "15.18",
                15,
                Optional.of("127.0.0.1"),
                Optional.of("127.0.0.1"),
                false,
                Optional.empty(),
                0,
                0,
                role,
                List.of(databases));
    }

    static TargetFacts.Database database(String name, String comment) {
        return new TargetFacts.Database(
                16384,
                name,
                "dev",
                true,
                Optional.of(comment).filter(text -> !text.isEmpty()),
                Optional.empty(),
                OptionalLong.of(8_000_000),
                List.of());
    }

    static TargetFacts.Database with(TargetFacts.Database database, TargetFacts.Session... sessions) {
        return new TargetFacts.Database(
                database.oid(),
                database.name(),
                database.owner(),
                database.ours(),
                database.comment(),
                database.environment(),
                database.size(),
                List.of(sessions));
    }

    /** Whether a database of that name is there, the facts say; it has so many tables. */
    static Target target(String url, TargetFacts facts, int tables) {
        SourceSettings address = SourceSettings.parse(url);
        Optional<TargetFacts.Database> existing = facts.database(address.database());
        return new Target(
                Optional.empty(),
                address,
                List.of(address(address.host())),
                facts,
                existing,
                existing.map(database -> new TargetFacts.Inside(tables, 0, 0, Optional.<Instant>empty())));
    }

    static Target laptop(TargetFacts.Database... databases) {
        return target("postgres://dev@127.0.0.1/shop", facts(MODEST, databases), 3);
    }

    static Target staging(TargetFacts.Database... databases) {
        return target("postgres://dev@10.1.2.3/shop", facts(MODEST, databases), 3);
    }

    static Target changed(Target target, UnaryOperator<TargetFacts> change) {
        return new Target(
                target.alias(),
                target.address(),
                target.addresses(),
                change.apply(target.facts()),
                target.existing(),
                target.inside());
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host.startsWith("db") ? "10.1.2.9" : host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
