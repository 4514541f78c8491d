package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.postgres.TargetFacts;
import dev.dumplink.restore.Finding.Kind;
import dev.dumplink.restore.Finding.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What speaks against a target, and how much. That the facts are read as they are is held by tests on real servers. */
class RestoreGuardTest {
    private static final String MADE = new Mark(Mark.Kind.TARGET, "local", "1", "shop", Instant.EPOCH, "d", "").text();
    private static final TargetFacts.Session LOCAL = new TargetFacts.Session("dev", "psql", Optional.of("127.0.0.1"));
    private static final TargetFacts.Session FAR = new TargetFacts.Session("app", "web", Optional.of("10.9.9.9"));

    private static final TargetFacts.Session UNSEEN = new TargetFacts.Session("app", "", Optional.empty());

    private static Map<Kind, Weight> found(Target target) {
        return found(target, false);
    }

    private static Map<Kind, Weight> found(Target target, boolean endSessions) {
        Map<Kind, Weight> found = new TreeMap<>();
        new RestoreGuard(List.of(), endSessions)
                .before(target)
                .forEach(each -> found.merge(each.kind(), each.weight(), (a, b) -> a.compareTo(b) < 0 ? a : b));
        return found;
    }

    private static Target with(Target target, TargetFacts facts) {
        return Targets.changed(target, same -> facts);
    }

    @Test
    void aLaptopsNewDatabaseAsksNothing() {
        assertThat(found(Targets.laptop())).isEmpty();
    }

    @Test
    void noMoreDoesOneThatDumplinkMadeEvenForASuperuser() {
        assertThat(found(Targets.laptop(Targets.database("shop", MADE)))).isEmpty();
        TargetFacts facts = Targets.facts(Targets.SUPERUSER, Targets.database("shop", MADE));
        assertThat(found(Targets.target("postgres://postgres@127.0.0.1/shop", facts, 3)))
                .isEmpty();
    }

    @Test
    void noMoreDoesAnEmptyOne() {
        TargetFacts facts = Targets.facts(Targets.SUPERUSER, Targets.database("shop", ""));
        assertThat(found(Targets.target("postgres://postgres@127.0.0.1/shop", facts, 0)))
                .isEmpty();
    }

    @Test
    void whatSomebodyElseMadeAsksAndASuperuserMayNot() {
        assertThat(found(Targets.laptop(Targets.database("shop", "")))).isEqualTo(Map.of(Kind.UNMARKED, Weight.ASK));
        TargetFacts facts = Targets.facts(Targets.SUPERUSER, Targets.database("shop", ""));
        assertThat(found(Targets.target("postgres://postgres@127.0.0.1/shop", facts, 3)))
                .isEqualTo(Map.of(Kind.UNMARKED, Weight.ASK, Kind.ROLE, Weight.FATAL));
    }

    @Test
    void anotherMachineAlwaysAsks() {
        assertThat(found(Targets.staging())).isEqualTo(Map.of(Kind.REMOTE, Weight.ASK));
        assertThat(found(Targets.staging(Targets.database("shop", MADE)))).isEqualTo(Map.of(Kind.REMOTE, Weight.ASK));
        TargetFacts powerful = Targets.facts(
                new TargetFacts.Role("dev", false, true, Set.of("pg_write_all_data")), Targets.database("shop", MADE));
        assertThat(found(Targets.target("postgres://dev@10.1.2.3/shop", powerful, 3)))
                .isEqualTo(Map.of(Kind.REMOTE, Weight.ASK, Kind.ROLE, Weight.FATAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dumplink:restore-target env=production id=1",
                "dumplink:restore-target env=Prod",
                "dumplink:restore-old env=live",
                "THE production database",
                "shop (prod1)",
                "dumplink:restore-target env=local id=1\nthis was production"
            })
    void aCommentThatSpeaksOfProductionIsFatal(String comment) {
        assertThat(found(Targets.laptop(Targets.database("shop", comment))))
                .containsEntry(Kind.PRODUCTION, Weight.FATAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reproduction of a bug", "products live here", "primary shop of the tests", "deliveries"})
    void aCommentThatOnlySoundsLikeItIsNot(String comment) {
        assertThat(found(Targets.laptop(Targets.database("shop", comment)))).doesNotContainKey(Kind.PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://dev@127.0.0.1/shop_production",
                "postgres://dev@127.0.0.1/prod",
                "postgres://dev@127.0.0.1/shop-live",
                "postgres://dev@127.0.0.1/primary2",
                "postgres://dev@db-prod.acme.com/shop",
                "postgres://dev@db.production.acme.com/shop"
            })
    void anythingCalledProductionIsFatal(String url) {
        assertThat(found(Targets.target(url, Targets.facts(Targets.MODEST), 0)))
                .containsEntry(Kind.PRODUCTION, Weight.FATAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "template1", "template0"})
    void theServersOwnDatabasesAreFatal(String name) {
        assertThat(found(Targets.target("postgres://dev@127.0.0.1/" + name, Targets.facts(Targets.MODEST), 0)))
                .containsEntry(Kind.SYSTEM, Weight.FATAL);
    }

    @Test
    void aSettingThatSaysProductionIsFatalForADatabaseAndForTheServer() {
        TargetFacts.Database plain = Targets.database("shop", MADE);
        TargetFacts.Database marked = new TargetFacts.Database(
                plain.oid(), "shop", "dev", true, plain.comment(), Optional.of("LIVE"), plain.size(), List.of());
        assertThat(found(Targets.laptop(marked))).isEqualTo(Map.of(Kind.PRODUCTION, Weight.FATAL));
        TargetFacts facts = Targets.facts(Targets.MODEST);
        TargetFacts everywhere = new TargetFacts(
                facts.systemIdentifier(),
                facts.version(),
                facts.major(),
                facts.address(),
                facts.client(),
                false,
                Optional.of("production"),
                0,
                0,
                facts.role(),
                List.of());
        assertThat(found(with(Targets.laptop(), everywhere))).isEqualTo(Map.of(Kind.PRODUCTION, Weight.FATAL));
    }

    private static TargetFacts server(OptionalLong identifier, boolean recovery, int replicas, int strangers) {
        TargetFacts facts = Targets.facts(Targets.MODEST);
        return new TargetFacts(
                identifier,
                facts.version(),
                facts.major(),
                facts.address(),
                facts.client(),
                recovery,
                Optional.empty(),
                replicas,
                strangers,
                facts.role(),
                List.of());
    }

    @Test
    void aServerThatDoesNotTellWhoItIsAStandbyAndOneWithReplicasAreFatal() {
        OptionalLong known = OptionalLong.of(Targets.IDENTIFIER);
        assertThat(found(with(Targets.laptop(), server(OptionalLong.empty(), false, 0, 0))))
                .isEqualTo(Map.of(Kind.UNKNOWN_SERVER, Weight.FATAL));
        assertThat(found(with(Targets.laptop(), server(known, true, 0, 0))))
                .isEqualTo(Map.of(Kind.STANDBY, Weight.FATAL));
        assertThat(found(with(Targets.laptop(), server(known, false, 1, 0))))
                .isEqualTo(Map.of(Kind.REPLICAS, Weight.FATAL));
    }

    @Test
    void aLoopbackAddressToWhichOtherMachinesConnectAsks() {
        assertThat(found(with(Targets.laptop(), server(OptionalLong.of(Targets.IDENTIFIER), false, 0, 2))))
                .isEqualTo(Map.of(Kind.FOREIGN, Weight.ASK));
    }

    @Test
    void aRoleThatMayMakeNoDatabaseAndADatabaseOfSomebodyElseAreFatal() {
        TargetFacts facts = Targets.facts(new TargetFacts.Role("dev", false, false, Set.of()));
        assertThat(found(with(Targets.laptop(), facts))).isEqualTo(Map.of(Kind.ROLE, Weight.FATAL));
        TargetFacts.Database theirs = new TargetFacts.Database(
                1, "shop", "app", false, Optional.of(MADE), Optional.empty(), OptionalLong.empty(), List.of());
        assertThat(found(Targets.laptop(theirs))).isEqualTo(Map.of(Kind.OWNER, Weight.FATAL));
    }

    @Test
    void whoeverIsConnectedIsOnlyDisconnectedFromWhatDumplinkMade() {
        TargetFacts.Database made = Targets.database("shop", MADE);
        assertThat(found(Targets.laptop(Targets.with(made, LOCAL)))).containsEntry(Kind.SESSIONS, Weight.FATAL);
        assertThat(found(Targets.laptop(Targets.with(made, LOCAL)), true)).containsEntry(Kind.SESSIONS, Weight.NOTE);
        assertThat(found(Targets.laptop(Targets.with(made, FAR)), true)).containsEntry(Kind.SESSIONS, Weight.NOTE);
        TargetFacts.Database theirs = Targets.database("shop", "");
        for (TargetFacts.Session each : List.of(LOCAL, FAR, UNSEEN)) {
            assertThat(found(Targets.laptop(Targets.with(theirs, each)), true))
                    .containsEntry(Kind.SESSIONS, Weight.FATAL);
        }
    }

    @Test
    void aNameThatTheServerWouldCutOffIsFatal() {
        String longest = "x".repeat(63);
        TargetFacts facts = Targets.facts(Targets.MODEST);
        assertThat(found(Targets.target("postgres://dev@127.0.0.1/" + longest, facts, 0)))
                .isEmpty();
        assertThat(found(Targets.target("postgres://dev@127.0.0.1/" + longest + "y", facts, 0)))
                .isEqualTo(Map.of(Kind.NAME, Weight.FATAL));
        assertThat(found(Targets.target("postgres://dev@127.0.0.1/" + "%E2%82%AC".repeat(22), facts, 0)))
                .isEqualTo(Map.of(Kind.NAME, Weight.FATAL));
    }

    @Test
    void aDatabaseThatPublishesItsChangesIsFatal() {
        Target target = Targets.laptop(Targets.database("shop", MADE));
        Target publishing = new Target(
                target.alias(),
                target.address(),
                target.addresses(),
                target.facts(),
                target.existing(),
                Optional.of(new TargetFacts.Inside(3, 0, 1, Optional.empty())));
        assertThat(found(publishing)).isEqualTo(Map.of(Kind.PUBLISHED, Weight.FATAL));
    }

    @Test
    void whatAnInterruptedRestoreLeftIsWorthKnowing() {
        String left = new Mark(Mark.Kind.LOADING, "local", "1", "shop", Instant.EPOCH, "d", "").text();
        assertThat(found(Targets.laptop(Targets.database("shop_restore_20261127T042000Z", left))))
                .isEqualTo(Map.of(Kind.LEFTOVER, Weight.NOTE));
        assertThat(found(Targets.laptop(Targets.database("blog_restore_1", left.replace("for=shop", "for=blog")))))
                .isEmpty();
    }

    @Test
    void whatTheConfigurationForbidsIsFatal() {
        List<Finding> found = new RestoreGuard(List.of(Never.parse("127.0.0.0/8")), false).before(Targets.laptop());
        assertThat(found).hasSize(1).allMatch(each -> each.kind() == Kind.NEVER && each.weight() == Weight.FATAL);
    }

    @Test
    void theHeaviestFindingDecides() {
        Finding note = new Finding(Kind.LEFTOVER, Weight.NOTE, "a", "");
        Finding ask = new Finding(Kind.REMOTE, Weight.ASK, "b", "");
        Finding fatal = new Finding(Kind.SOURCE, Weight.FATAL, "c", "");
        assertThat(Clearance.of(List.of(note))).isEqualTo(new Clearance.Granted(List.of(note)));
        assertThat(Clearance.of(List.of(note, ask))).isEqualTo(new Clearance.Asked(List.of(note, ask)));
        assertThat(Clearance.of(List.of(note, ask, fatal))).isEqualTo(new Clearance.Denied(List.of(fatal)));
        Finding role = new Finding(Kind.ROLE, Weight.FATAL, "d", "another role");
        assertThat(Clearance.of(List.of(role))).isEqualTo(new Clearance.Denied(List.of(role)));
        assertThat(Clearance.of(List.of(fatal, role)))
                .as("where it is production, no advice is given on how to get past the rest")
                .isEqualTo(new Clearance.Denied(List.of(fatal)));
    }
}
