package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.SampleDumps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPolicyTest {
    private static final DatabaseName SHOP = new DatabaseName("shop-2");

    @ParameterizedTest
    @ValueSource(strings = {"TABLE DATA", "SEQUENCE SET", "PROPERTY GRAPH", "table", "", "BLOBS AND MORE"})
    void aTypeThatNobodyKnowsRefusesTheDump(String type) throws IOException {
        List<TocEntry> unknown = select(entry(900, type, "x"), entry(901, "TABLE", "y"))
                .fold(kept -> List.of(), Selection.Refused::unknown);
        assertThat(unknown).extracting(TocEntry::type).containsExactly(type);
    }

    @Test
    void whatNeedsSomethingLeftOutIsLeftOutTooAndSaysSo() throws IOException {
        Selection.Kept kept = kept(select(
                entry(900, "SERVER", "there"),
                entry(901, "FOREIGN TABLE", "far", 900),
                entry(902, "VIEW", "on_far", 901),
                entry(903, "TRIGGER", "on_far t", 1, 902),
                entry(904, "VIEW", "near", 905),
                entry(906, "COMMENT", "VIEW on_far", 902)));
        assertThat(kept.entries()).extracting(TocEntry::id).contains(904).doesNotContain(900, 901, 902, 903, 906);
        assertThat(kept.leftOut().stream().map(each -> each.tag() + ": " + each.why()))
                .contains(
                        "there: can hold connection strings and passwords",
                        "far: its rows lie on another server",
                        "on_far: needs FOREIGN TABLE public.far",
                        "on_far t: needs VIEW public.on_far",
                        "VIEW on_far: needs VIEW public.on_far");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE DATABASE prod WITH TEMPLATE = template0 ENCODING = 'UTF8'",
                "CREATE DATABASE \"Pr od\"\"; x\" WITH TEMPLATE = template0 ENCODING = 'UTF8'",
                "CREATE DATABASE prod WITH TEMPLATE = template0 ENCODING = 'UTF8' TABLESPACE = fast",
                "CREATE DATABASE prod WITH TEMPLATE = template0 TABLESPACE = \"fa st\" ENCODING = 'UTF8'"
            })
    void theDatabaseGetsTheNameItIsConfiguredUnder(String create) {
        TocEntry entry = entry(5, "DATABASE", "prod").withDefinition(create + ";\n");
        TocEntry renamed = DatabaseEntry.renamed(entry, SHOP).orElseThrow();
        assertThat(renamed.definition())
                .contains("CREATE DATABASE \"shop-2\" WITH TEMPLATE = template0 ENCODING = 'UTF8';\n");
        assertThat(renamed.drop()).contains("DROP DATABASE \"shop-2\";\n");
        assertThat(renamed.tag()).isEqualTo("shop-2");
    }

    @Test
    void anOddDatabaseEntryIsLeftOut() throws IOException {
        TocEntry odd = entry(900, "DATABASE", "x").withDefinition("CREATE DATABASE x WITH A = 1; DROP DATABASE y;\n");
        assertThat(kept(select(odd)).entries()).doesNotContain(odd);
        assertThat(DatabaseEntry.renamed(odd, SHOP)).isEmpty();
    }

    @Test
    void theGuardStandsWhereItMustAndNowhereElse() throws IOException {
        List<TocEntry> plain = new ArrayList<>(kept(select()).entries());
        plain.add(entry(900, "TABLE DATA", "t"));
        plain.add(entry(901, "TABLE DATA", "p").withDefinition("-- load via partition root public.p"));
        plain.add(entry(902, "TABLE ATTACH", "q"));
        Guard guard = Guard.of(7);
        List<TocEntry> guarded = guard.guard(plain);
        for (int i = 0; i < plain.size(); i++) {
            String before = plain.get(i).definition().orElse("");
            String after = guarded.get(i).definition().orElse("");
            switch (plain.get(i).type()) {
                case "SEARCHPATH" -> assertThat(after).isEqualTo(before + guard.sql());
                case "TABLE DATA" ->
                    assertThat(after)
                            .startsWith((before.isEmpty() ? "-- load via partition root " : before)
                                    + "\n-- dumplink guard\nDO ");
                default -> assertThat(after).isEqualTo(before);
            }
            assertThat(guarded.get(i).drop()).isEqualTo(plain.get(i).drop());
        }
        assertThat(guard.sql()).contains(" = 7 THEN", "NOTHING WAS CHANGED");
        ArchiveHeader header = TocReaderTest.read(SampleDumps.archive("blog")).header();
        assertThat(Guard.refusedBy(new Toc(header, guarded))).hasValue(7);
        assertThat(Guard.refusedBy(new Toc(header, plain))).isEmpty();
        guarded = guarded.stream()
                .map(entry -> entry.is("SEARCHPATH")
                        ? entry.withDefinition(entry.definition().orElseThrow().replace("'prod'", "'x'"))
                        : entry)
                .toList();
        assertThat(Guard.refusedBy(new Toc(header, guarded)))
                .as("tampered with")
                .isEmpty();
        plain.removeIf(entry -> entry.is("SEARCHPATH"));
        assertThatThrownBy(() -> guard.guard(plain)).hasMessageContaining("older than 10.3");
    }

    @Test
    void rowsOfATableThatIsNotThereAreRefused() throws IOException {
        ArchivePlan plan = ArchivePlan.of(kept(select()).entries(), SHOP, Instant.EPOCH, "15", "dumplink");
        TableRows rows = new TableRows(1, "public", "gone", "COPY public.gone (a) FROM stdin;\n", Optional.empty());
        assertThatThrownBy(() -> plan.tables(List.of(rows))).hasMessageContaining("no TABLE public.gone");
        assertThatThrownBy(() -> plan.sequences(List.of(new SequenceState("public", "gone", 1, true))))
                .hasMessageContaining("no SEQUENCE public.gone");
        assertThatThrownBy(() -> new TableRows(1, "public", "t", "COPY public.t TO stdout", Optional.empty()))
                .hasMessageContaining("no COPY statement");
    }

    @Test
    void whatIsReadOnBehalfOfSomebodyIsMeasured() throws IOException {
        byte[] archive = SampleDumps.archive("blog");
        DigestingInput in = DigestingInput.of(new ByteArrayInputStream(archive));
        assertThat(in.read()).isEqualTo('P');
        assertThat(in.skip(10)).isPositive();
        assertThat(in.readNBytes(100)).hasSize(100);
        assertThat(in.sha256()).isEqualTo(Sha256.of(archive));
        assertThat(in.size()).isEqualTo(archive.length);
    }

    private static Selection.Kept kept(Selection selection) {
        return selection.fold(kept -> kept, refused -> {
            throw new AssertionError(refused.unknown().toString());
        });
    }

    /** The blog's schema and more. */
    private static Selection select(TocEntry... more) throws IOException {
        Toc blog = TocReaderTest.read(SampleDumps.archive("blog"));
        List<TocEntry> entries = new ArrayList<>(blog.entries());
        entries.removeIf(entry -> entry.section() == Section.DATA || entry.is("MATERIALIZED VIEW DATA"));
        entries.addAll(Arrays.asList(more));
        return EntryPolicy.select(new Toc(blog.header(), entries), SHOP);
    }

    private static TocEntry entry(int id, String type, String tag, Integer... dependencies) {
        return TocEntry.made(id, type, Section.PRE_DATA, "public", tag, List.of(dependencies));
    }
}
