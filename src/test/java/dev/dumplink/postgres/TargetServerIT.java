package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.EmbeddedPostgres;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What could be lost is only touched while it is what was looked at. */
final class TargetServerIT {
    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        postgres.execute("postgres", "create role team");
        postgres.execute("postgres", "create role dev login createdb noinherit in role team");
    }

    @AfterEach
    void clean() throws Exception {
        for (String name : names()) {
            postgres.execute("postgres", "drop database " + Quoted.name(name) + " with (force)");
        }
    }

    private static TargetServer open() {
        return TargetServer.open(TestServer.settings(postgres, "shop"));
    }

    private static List<String> names() {
        try (TargetServer server = open()) {
            return server.facts().databases().stream()
                    .map(TargetFacts.Database::name)
                    .filter(name -> !name.equals("postgres"))
                    .collect(Collectors.toList());
        }
    }

    private static TargetFacts.Database made(TargetServer server, String name, String comment) {
        server.create(name, Optional.empty(), Optional.empty());
        server.comment(name, comment);
        return server.facts().database(name).orElseThrow();
    }

    @Test
    void whatIsAnotherOneByNowIsNeitherRenamedNorDeleted() throws Exception {
        try (TargetServer server = open()) {
            TargetFacts.Database old = made(server, "shop", "seen");
            TargetFacts.Database fresh = made(server, "shop_2", "new");
            postgres.execute("postgres", "alter database shop rename to moved");
            postgres.execute("postgres", "create database shop");
            postgres.execute("postgres", "comment on database shop is 'seen'");
            assertThatThrownBy(() -> server.rename(
                            List.of(
                                    new TargetServer.Renaming(old, "shop_old", "old"),
                                    new TargetServer.Renaming(fresh, "shop", "target")),
                            false))
                    .isInstanceOf(TargetFailure.class)
                    .hasMessageContaining("shop: it is another database now than the one that was looked at");
            assertThatThrownBy(() -> server.drop(old)).isInstanceOf(TargetFailure.class);
            assertThat(names()).containsExactly("moved", "shop", "shop_2");
            assertThat(server.facts().database("shop").orElseThrow().comment()).contains("seen");
        }
    }

    @Test
    void norIsWhatSomebodyHasSaidSomethingOfSince() throws Exception {
        try (TargetServer server = open()) {
            TargetFacts.Database commented = made(server, "commented", "seen");
            TargetFacts.Database set = made(server, "set", "seen");
            postgres.execute("postgres", "comment on database commented is 'this is production now'");
            postgres.execute("postgres", "alter database \"set\" set dumplink.environment = 'production'");
            for (TargetFacts.Database each : List.of(commented, set)) {
                assertThatThrownBy(() ->
                                server.rename(List.of(new TargetServer.Renaming(each, each.name() + "_old", "")), true))
                        .isInstanceOf(TargetFailure.class);
                assertThatThrownBy(() -> server.drop(each)).isInstanceOf(TargetFailure.class);
            }
            assertThat(names()).containsExactly("commented", "set");
        }
    }

    @Test
    void aConnectionThatWasEndedMeanwhileIsMadeAgain() throws Exception {
        try (TargetServer server = open()) {
            TargetFacts.Database shop = made(server, "shop", "seen");
            postgres.execute(
                    "postgres",
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dumplink'");
            server.rename(List.of(new TargetServer.Renaming(shop, "shop_old", "kept")), false);
            assertThat(server.facts().database("shop_old").orElseThrow().comment())
                    .contains("kept");
        }
    }

    @Test
    void aDatabaseIsOnlyOursIfWeMayRenameItAsWeAre() throws Exception {
        postgres.execute("postgres", "create database shop owner team");
        try (TargetServer server = TargetServer.open(TestServer.settings(postgres, "shop", "dev"))) {
            TargetFacts.Database shop = server.facts().database("shop").orElseThrow();
            assertThatThrownBy(() -> server.rename(List.of(new TargetServer.Renaming(shop, "shop_old", "")), false))
                    .hasMessageContaining("must be owner");
            assertThat(shop.ours()).isFalse();
        }
        postgres.execute("postgres", "alter role dev inherit");
        try (TargetServer server = TargetServer.open(TestServer.settings(postgres, "shop", "dev"))) {
            TargetFacts.Database shop = server.facts().database("shop").orElseThrow();
            assertThat(shop.ours()).isTrue();
            server.rename(List.of(new TargetServer.Renaming(shop, "shop_old", "")), false);
            assertThat(names()).containsExactly("shop_old");
        } finally {
            postgres.execute("postgres", "alter role dev noinherit");
        }
    }

    @Test
    void onlyWhatHoldsNothingThatSomebodyMadeIsEmpty() throws Exception {
        for (String made : List.of(
                "create extension pg_trgm",
                "create materialized view m as select 1",
                "create sequence s",
                "create function f() returns int language sql as 'select 1'",
                "select lo_create(0)",
                "create table p (a int) partition by list (a)")) {
            try (TargetServer server = open()) {
                made(server, "shop", "");
                postgres.execute("shop", made);
                try (TargetDatabase shop = server.database("shop")) {
                    TargetFacts.Inside inside = shop.inside();
                    assertThat(inside.tables()).isZero();
                    assertThat(inside.others() == 0).as(made).isEqualTo(made.contains("extension"));
                }
            }
            clean();
        }
    }
}
