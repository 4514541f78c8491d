package dev.dumplink.restore;

import dev.dumplink.archive.Guard;
import dev.dumplink.archive.SourceIdentity;
import dev.dumplink.postgres.TargetFacts;
import dev.dumplink.postgres.TargetServer;
import dev.dumplink.restore.Finding.Kind;
import dev.dumplink.restore.Finding.Weight;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at a target and says what speaks against loading a dump into it. It believes the server's own identity, what only an
 * owner can write, and the configuration; names and addresses only when they speak against.
 */
final class RestoreGuard {
    /** In a sentence that a person wrote, {@code live} and {@code primary} mean other things. */
    private static final Set<String> SPOKEN = Set.of("production", "prod");

    private final List<Never> never;
    private final boolean endSessions;

    /** @param endSessions whether whoever is connected to a database that dumplink made may be disconnected */
    RestoreGuard(List<Never> never, boolean endSessions) {
        this.never = List.copyOf(never);
        this.endSessions = endSessions;
    }

    /** What can be said before there is a dump. */
    List<Finding> before(Target target) {
        return Stream.of(
                        identity(target),
                        named(target),
                        marked(target),
                        server(target),
                        role(target),
                        sessions(target),
                        asked(target),
                        leftovers(target))
                .flatMap(found -> found)
                .toList();
    }

    /** Everything that can be said without looking into the target's tables. */
    List<Finding> of(Target target, Inspection.Sound dump) {
        return Stream.concat(source(target, dump), before(target).stream()).toList();
    }

    private static Stream<Finding> when(boolean holds, Supplier<Finding> finding) {
        return holds ? Stream.of(finding.get()) : Stream.empty();
    }

    private static Finding fatal(Kind kind, String what, String mend) {
        return new Finding(kind, Weight.FATAL, what, mend);
    }

    private static Finding ask(Kind kind, String what, String mend) {
        return new Finding(kind, Weight.ASK, what, mend);
    }

    private static Stream<Finding> identity(Target target) {
        return when(
                target.facts().systemIdentifier().isEmpty(),
                () -> fatal(
                        Kind.UNKNOWN_SERVER,
                        "the server does not tell role " + target.facts().role().name()
                                + " which server it is, so it could" + " be production",
                        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO the role, there"));
    }

    private Stream<Finding> source(Target target, Inspection.Sound dump) {
        if (target.facts().systemIdentifier().isEmpty()) {
            return Stream.empty();
        }
        long identifier = target.facts().systemIdentifier().getAsLong();
        SourceIdentity own = SourceIdentity.of(identifier, 0, "");
        boolean same = dump.guardedServer().stream().anyMatch(refused -> refused == identifier)
                || dump.source()
                        .filter(source -> source.server().equals(own.server()))
                        .isPresent();
        boolean unknown = dump.source().isEmpty() && dump.guardedServer().isEmpty();
        return Stream.concat(
                when(
                        same,
                        () -> fatal(
                                Kind.SOURCE,
                                "this is the server that the dump was taken from, or a copy of its disks",
                                "load it into another server")),
                when(
                        unknown && never.stream().noneMatch(Never.Server.class::isInstance),
                        () -> fatal(
                                Kind.UNKNOWN_SOURCE,
                                "the dump does not tell which server it was taken from, so it cannot be ruled out that this"
                                        + " is the one",
                                "dumps made by dumplink tell; or name production in the configuration:"
                                        + " restore: {never: ['id:…']}, from SELECT system_identifier FROM"
                                        + " pg_control_system() there")));
    }

    private Stream<Finding> named(Target target) {
        return Stream.concat(
                Stream.concat(
                        when(
                                TargetServer.SYSTEM.contains(target.name()),
                                () -> fatal(
                                        Kind.SYSTEM,
                                        "database " + target.name() + " is the server's own",
                                        "name another")),
                        when(
                                !Names.fits(target.name()),
                                () -> fatal(
                                        Kind.NAME,
                                        "the database's name is longer than the 63 bytes that PostgreSQL heeds",
                                        "name a shorter one"))),
                never.stream()
                        .filter(each -> each.meets(target))
                        .limit(1)
                        .map(each -> fatal(
                                Kind.NEVER,
                                "the configuration says that nothing is ever loaded there",
                                "see restore.never and the databases that are dumped")));
    }

    private static Stream<Finding> marked(Target target) {
        Optional<String> comment = target.existing().flatMap(TargetFacts.Database::comment);
        Optional<String> setting = target.existing().flatMap(TargetFacts.Database::environment);
        Stream<Finding> marks = Stream.of(
                        setting.map(value -> Map.entry("database " + target.name(), value)),
                        target.facts().environment().map(value -> Map.entry("the server", value)))
                .flatMap(Optional::stream)
                .filter(mark -> Guard.PRODUCTION.contains(mark.getValue().toLowerCase(Locale.ROOT)))
                .map(mark -> fatal(
                        Kind.PRODUCTION,
                        mark.getKey() + " is marked as production, by the setting dumplink.environment",
                        "name another database"));
        Stream<Finding> words = comment
                .filter(text -> Mark.parse(text)
                                .filter(mark -> Guard.PRODUCTION.contains(
                                        mark.environment().toLowerCase(Locale.ROOT)))
                                .isPresent()
                        || saysOneOf(Mark.parse(text).map(Mark::before).orElse(text), SPOKEN))
                .map(text -> fatal(
                        Kind.PRODUCTION,
                        "the comment of database " + target.name() + " speaks of production",
                        "if it is none, change the comment: COMMENT ON DATABASE"))
                .stream();
        Stream<Finding> names = Stream.of(
                        target.name(), target.address().host(), target.alias().orElse(""))
                .filter(name -> saysOneOf(name, Set.copyOf(Guard.PRODUCTION)))
                .distinct()
                .map(name -> fatal(
                        Kind.PRODUCTION,
                        "'" + name + "' is what production is called",
                        "name another place, or another name"));
        return Stream.of(marks, words, names).flatMap(each -> each);
    }

    private static boolean saysOneOf(String text, Set<String> words) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .map(word -> word.replaceFirst("\\d+$", ""))
                .anyMatch(words::contains);
    }

    private static Stream<Finding> server(Target target) {
        TargetFacts facts = target.facts();
        return Stream.of(
                        when(
                                facts.inRecovery(),
                                () -> fatal(
                                        Kind.STANDBY,
                                        "the server is a standby of another one",
                                        "name a server of its own")),
                        when(
                                facts.replicas() > 0,
                                () -> fatal(
                                        Kind.REPLICAS,
                                        "others replicate from this server, " + facts.replicas()
                                                + " of them: that is what production looks like",
                                        "name a server from which nobody does")),
                        when(
                                target.inside()
                                        .filter(inside -> inside.publications() > 0)
                                        .isPresent(),
                                () -> fatal(
                                        Kind.PUBLISHED,
                                        "database " + target.name()
                                                + " publishes its changes, or subscribes to another's",
                                        "drop the publication or subscription there, if it is none that matters")))
                .flatMap(found -> found);
    }

    private static Stream<Finding> role(Target target) {
        TargetFacts.Role role = target.facts().role();
        boolean powerful = role.superuser() || !role.powers().isEmpty();
        boolean harmless = target.loopback() && (target.empty() || target.made());
        String powers = role.superuser() ? "is a superuser" : "is a member of " + String.join(", ", role.powers());
        return Stream.of(
                        when(
                                powerful && !harmless,
                                () -> fatal(
                                        Kind.ROLE,
                                        "role " + role.name() + " " + powers + ", for which there is no need",
                                        "load into another name than " + target.name()
                                                + ", or connect with a role that may only make databases: CREATE ROLE …"
                                                + " LOGIN CREATEDB")),
                        when(
                                !role.createsDatabases(),
                                () -> fatal(
                                        Kind.ROLE,
                                        "role " + role.name()
                                                + " may not make a database, which is how a dump is loaded",
                                        "ALTER ROLE … CREATEDB")),
                        target.existing().filter(database -> !database.ours()).stream()
                                .map(database -> fatal(
                                        Kind.OWNER,
                                        "database " + database.name() + " belongs to " + database.owner()
                                                + ", and only its owner may put it aside",
                                        "connect as its owner")))
                .flatMap(found -> found);
    }

    /** Whoever is connected keeps a database from being renamed, and perhaps has a reason. */
    private Stream<Finding> sessions(Target target) {
        List<TargetFacts.Session> all =
                target.existing().map(TargetFacts.Database::sessions).orElse(List.of());
        if (all.isEmpty()) {
            return Stream.empty();
        }
        String who = all.size() + (all.size() == 1 ? " session is" : " sessions are") + " connected to database "
                + target.name() + ": "
                + all.stream().map(Object::toString).distinct().limit(3).collect(Collectors.joining(", "))
                + (all.size() > 3 ? ", …" : "");
        if (!target.disposable()) {
            return Stream.of(
                    fatal(Kind.SESSIONS, who + "; it is in use, and dumplink did not make it", "stop them first"));
        }
        return Stream.of(
                endSessions
                        ? new Finding(Kind.SESSIONS, Weight.NOTE, who, "they are disconnected at the swap")
                        : fatal(Kind.SESSIONS, who, "close them, or have them disconnected with --end-sessions"));
    }

    private static Stream<Finding> asked(Target target) {
        return Stream.of(
                        when(
                                !target.loopback(),
                                () -> ask(
                                        Kind.REMOTE,
                                        target.address().host() + " is another machine than this one",
                                        "")),
                        when(
                                target.loopback()
                                        && !target.made()
                                        && target.facts().strangers() > 0,
                                () -> ask(
                                        Kind.FOREIGN,
                                        "other machines are connected to this server, "
                                                + target.facts().strangers() + " times: it may be the end of a tunnel",
                                        "")),
                        when(
                                !target.empty() && !target.made(),
                                () -> ask(
                                        Kind.UNMARKED,
                                        "database " + target.name() + " is there already, and dumplink did not make it",
                                        "it is kept under another name")))
                .flatMap(found -> found);
    }

    /** What its tables say. */
    static List<Finding> newer(Target target, Comparison comparison) {
        Weight weight = target.loopback() ? Weight.ASK : Weight.FATAL;
        return comparison.ahead().stream()
                .map(what -> new Finding(
                        Kind.NEWER,
                        weight,
                        what,
                        weight == Weight.FATAL
                                ? "if it really is no production, see 'Why this cannot happen to you' in dumplink's README"
                                : "it is kept under another name"))
                .toList();
    }

    private static Stream<Finding> leftovers(Target target) {
        return target.facts().databases().stream()
                .filter(database -> database.comment()
                        .flatMap(Mark::parse)
                        .filter(mark ->
                                mark.kind() == Mark.Kind.LOADING && mark.name().equals(target.name()))
                        .isPresent())
                .map(database -> new Finding(
                        Kind.LEFTOVER,
                        Weight.NOTE,
                        "database " + database.name() + " was left by a restore that did not end",
                        "restore prune deletes it"));
    }
}
