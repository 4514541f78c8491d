package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.ArchiveSeal;
import dev.dumplink.archive.Contents;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.HandMade;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.ManifestKey;
import dev.dumplink.archive.ManifestKeys;
import dev.dumplink.archive.ManifestSignature;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.SourceIdentity;
import dev.dumplink.archive.TocEntry;
import dev.dumplink.audit.TestKeys;
import dev.dumplink.demo.Patience;
import dev.dumplink.restore.Inspection.Refused;
import dev.dumplink.restore.Inspection.Sound;
import dev.dumplink.restore.Inspection.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people, tools and enemies hand to a restore: the sound, and every kind of not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InspectorTest {
    private static final long SERVER = 7654321;
    private static final DatabaseName SHOP = new DatabaseName("shop");
    private static final Instant MADE_AT = HandMade.MADE_AT;
    private static final Instant NOW = MADE_AT.plus(Duration.ofDays(2));
    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final ManifestKey KEY = ManifestKey.parse(TestKeys.text(1));
    private static final ManifestKey OTHER = ManifestKey.parse(TestKeys.text(2));
    private static final String NAME = "shop_20261122T010003Z.dump";
    private static byte[] plain;
    private static byte[] ours;
    private static Map<String, Long> rows;

    @TempDir
    static Path folder;

    @BeforeAll
    static void archives() throws Exception {
        plain = HandMade.byPgDump();
        ours = HandMade.byDumplink(SERVER);
        rows = CountedRows.of(sound(of("counted.dump", ours), ManifestKeys.none()));
    }

    private static Path file(String name, byte[] content) throws IOException {
        return Files.write(Files.createTempDirectory(folder, "f").resolve(name), content);
    }

    private static Fetched of(String name, byte[] content) throws IOException {
        return of(file(name, content));
    }

    private static Fetched of(Path file) {
        String name = file.getFileName().toString();
        return new Fetched(
                file,
                false,
                name,
                Optional.empty(),
                DumpId.ofFile(name).map(DumpId::madeAt),
                Optional.empty(),
                Optional.empty());
    }

    private static Fetched with(byte[] archive, byte[] manifest) throws IOException {
        Fetched bare = of(NAME, archive);
        return new Fetched(
                bare.archive(), true, NAME, Optional.of(SHOP), bare.madeAt(), Optional.of(manifest), Optional.empty());
    }

    private static Fetched linked(byte[] archive, Optional<Sha256> sha256, Optional<String> seal) throws IOException {
        return linked(archive, sha256, seal, OptionalLong.empty());
    }

    private static Fetched linked(byte[] archive, Optional<Sha256> sha256, Optional<String> seal, OptionalLong rows)
            throws IOException {
        Fetched bare = of(NAME, archive);
        return new Fetched(
                bare.archive(),
                true,
                NAME,
                Optional.empty(),
                bare.madeAt(),
                Optional.empty(),
                Optional.of(new Fetched.Promise(sha256, archive.length, seal, rows)));
    }

    private static Manifest manifest(byte[] archive) {
        return manifest(archive, rows, SERVER);
    }

    private static Manifest manifest(byte[] archive, Map<String, Long> counts, long server) {
        List<Contents.Rows> tables = counts.entrySet().stream()
                .map(each -> new Contents.Rows(each.getKey(), each.getValue(), 1, List.of(), List.of()))
                .toList();
        Contents contents = new Contents(
                MADE_AT,
                tables,
                List.of(),
                List.of(),
                Sha256.of(new byte[0]),
                new Contents.Tools("1.0", "15", "15"),
                SourceIdentity.of(server, 5, "production"),
                new Contents.LeakScan(1, 0));
        return new Manifest(SHOP, MADE_AT, archive.length, Sha256.of(archive), Optional.of(contents));
    }

    private static Inspection inspect(Fetched fetched, ManifestKeys trusted) {
        return new Inspector(15, FetchProgress.NONE).inspect(fetched, trusted, A_MONTH, NOW);
    }

    private static Sound sound(Fetched fetched, ManifestKeys trusted) {
        return inspect(fetched, trusted).fold(sound -> sound, refused -> {
            throw new AssertionError(refused.toString());
        });
    }

    private static Refused refused(Fetched fetched, ManifestKeys trusted) {
        return inspect(fetched, trusted)
                .fold(
                        sound -> {
                            throw new AssertionError("sound: " + sound.label());
                        },
                        refused -> refused);
    }

    @Test
    void aDumpOfOursIsSoundAndTellsWhatItIs() throws Exception {
        byte[] signed = ManifestJson.write(manifest(ours), KEY);
        Sound sound = sound(with(ours, signed), KEY.own());
        assertThat(sound.label()).isEqualTo("shop of 2026-11-22T01:00:03Z");
        assertThat(sound.signature()).contains(ManifestSignature.VALID);
        assertThat(sound.guardedServer()).hasValue(SERVER);
        assertThat(sound.source()).contains(SourceIdentity.of(SERVER, 5, "production"));
        assertThat(sound.madeAt()).contains(MADE_AT);
        assertThat(sound.size()).isEqualTo(ours.length);
        assertThat(sound.sha256()).isEqualTo(Sha256.of(ours));
        assertThat(CountedRows.of(sound)).isEqualTo(rows);
        assertThat(sound.list()).isEmpty();
        assertThat(sound.unchanged()).isTrue();
        Files.write(sound.archive(), new byte[] {1});
        assertThat(sound.unchanged()).isFalse();
    }

    @Test
    void withoutKeysAManifestNeedsNoSignatureAndRowsAreCounted() throws Exception {
        Sound sound = sound(with(ours, ManifestJson.write(manifest(ours))), ManifestKeys.none());
        assertThat(sound.signature()).contains(ManifestSignature.UNSIGNED);
        assertThat(CountedRows.of(sound)).isEqualTo(rows);
        assertThat(rows.values().stream().mapToLong(Long::longValue).sum()).isPositive();
    }

    @Test
    void anArchiveOfPgDumpIsSoundWithoutWhatIsNobodysBusiness() throws Exception {
        Sound sound = sound(of("backup.dump", plain), ManifestKeys.none());
        assertThat(sound.label()).isEqualTo("backup.dump");
        assertThat(sound.guardedServer()).isEmpty();
        assertThat(CountedRows.of(sound)).isEqualTo(rows);
        byte[] more = HandMade.withEntry(plain, "SUBSCRIPTION", "sub", "CREATE SUBSCRIPTION sub …;\n");
        Sound filtered = sound(of("backup.dump", more), ManifestKeys.none());
        assertThat(filtered.leftOut()).singleElement().satisfies(each -> assertThat(each.why())
                .contains("passwords"));
        String expected = HandMade.read(plain).entries().stream()
                .map(entry -> entry.id() + ";\n")
                .collect(Collectors.joining());
        assertThat(filtered.list()).contains(expected);
    }

    @Test
    void ofTheRowsThatALinkSpeaksOfNoneAreCountedUntilSomebodyAsksForATables() throws Exception {
        Optional<Sha256> digest = Optional.of(Sha256.of(ours));
        Sound told = sound(linked(ours, digest, Optional.empty(), OptionalLong.of(12_345)), ManifestKeys.none());
        assertThat(told.counted()).isFalse();
        assertThat(told.rows()).hasValue(12_345);
        assertThat(CountedRows.of(told)).isEqualTo(rows);
        Sound unpacked =
                sound(linked(ours, Optional.empty(), Optional.empty(), OptionalLong.of(12_345)), ManifestKeys.none());
        assertThat(unpacked.counted()).isTrue();
        assertThat(unpacked.rows())
                .hasValue(rows.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void aLinkProvesItsArchiveByDigestAndSeal() throws Exception {
        String seal = ManifestJson.read(ManifestJson.write(manifest(ours), KEY))
                .seal()
                .map(ArchiveSeal::toString)
                .orElseThrow();
        Optional<Sha256> digest = Optional.of(Sha256.of(ours));
        Sound sealed = sound(linked(ours, digest, Optional.of(seal)), KEY.own());
        assertThat(sealed.signature()).contains(ManifestSignature.VALID);
        assertThat(CountedRows.of(sealed)).isEqualTo(rows);
        assertThat(sealed.label()).isEqualTo("shop of 2026-11-22T01:00:03Z");
        Sound known = sound(linked(ours, digest, Optional.empty()), ManifestKeys.none());
        assertThat(known.rows()).isEmpty();
        assertThat(CountedRows.of(known)).isEqualTo(rows);
        assertThat(sound(linked(ours, Optional.empty(), Optional.empty()), ManifestKeys.none())
                        .manifest())
                .isEmpty();
        assertThat(refused(linked(ours, digest, Optional.empty()), KEY.own()))
                .isEqualTo(
                        new Refused(
                                Why.UNSIGNED,
                                "this link carries no signature, and keys are configured: name the database instead of the link"));
        assertThat(refused(linked(ours, digest, Optional.of(seal)), OTHER.own()).why())
                .isEqualTo(Why.UNKNOWN_KEY);
        assertThat(refused(linked(ours, Optional.empty(), Optional.of(seal)), KEY.own())
                        .why())
                .isEqualTo(Why.ALTERED);
        assertThat(refused(linked(ours, digest, Optional.of("x")), KEY.own()).why())
                .isEqualTo(Why.ALTERED);
        assertThat(refused(linked(plain, Optional.of(Sha256.of(plain)), Optional.of(seal)), KEY.own())
                        .why())
                .isEqualTo(Why.ALTERED);
        assertThat(refused(linked(plain, digest, Optional.empty()), ManifestKeys.none()))
                .satisfies(refused -> assertThat(refused.why()).isEqualTo(Why.ALTERED))
                .satisfies(refused -> assertThat(refused.sentence()).contains("is not what the link says"));
    }

    @Test
    void itsManifestMustBeWhoseItSaysAndOfTheseBytes() throws Exception {
        byte[] flipped = ours.clone();
        flipped[ours.length / 2] ^= 1;
        byte[] signed = ManifestJson.write(manifest(ours), KEY);
        String text = new String(signed, StandardCharsets.UTF_8);
        refuses(
                with(flipped, signed),
                KEY.own(),
                Why.ALTERED,
                "is not what its manifest says: its SHA-256 begins with");
        refuses(with(flipped, ManifestJson.write(manifest(ours))), ManifestKeys.none(), Why.ALTERED, "fetch it again");
        refuses(with(Arrays.copyOf(ours, ours.length - 9), signed), KEY.own(), Why.HALF, "bytes of the " + ours.length);
        refuses(with(Arrays.copyOf(ours, ours.length + 9), signed), KEY.own(), Why.ALTERED, "more than the");
        refuses(
                with(ours, bytes(text.replace("\"rows\" : ", "\"rows\" : 1"))),
                KEY.own(),
                Why.ALTERED,
                "altered since");
        refuses(
                with(ours, ManifestJson.write(manifest(ours))),
                KEY.own(),
                Why.UNSIGNED,
                "sign dumps where they are made");
        refuses(
                with(ours, ManifestJson.write(manifest(ours), OTHER)),
                KEY.own(),
                Why.UNKNOWN_KEY,
                "add its public key");
        refuses(of(NAME, ours), KEY.own(), Why.UNSIGNED, "put its manifest.json beside it");
        refuses(with(ours, bytes("{")), KEY.own(), Why.UNREADABLE_MANIFEST, "it is not JSON");
        refuses(
                with(ours, bytes(text.replace("\"format\" : 1", "\"format\" : 2"))),
                KEY.own(),
                Why.UNREADABLE_MANIFEST,
                "update dumplink");
        Manifest blog = new Manifest(new DatabaseName("blog"), MADE_AT, ours.length, Sha256.of(ours));
        refuses(
                with(ours, ManifestJson.write(blog, KEY)),
                KEY.own(),
                Why.OTHER_DATABASE,
                "its manifest is one of blog");
    }

    @Test
    void whatDumplinkMadeMustHaveItsGuard() throws Exception {
        byte[] bare = HandMade.unguarded(ours);
        refuses(with(bare, ManifestJson.write(manifest(bare))), ManifestKeys.none(), Why.ALTERED, "has lost its guard");
        refuses(of("renamed.dump", bare), ManifestKeys.none(), Why.ALTERED, "has lost its guard");
        refuses(
                with(ours, ManifestJson.write(manifest(ours, rows, SERVER + 1))),
                ManifestKeys.none(),
                Why.ALTERED,
                "guards another server");
    }

    @Test
    void whatIsTooOldOrStillToComeIsStale() throws Exception {
        Inspector inspector = new Inspector(15, FetchProgress.NONE);
        for (Fetched each : List.of(with(ours, ManifestJson.write(manifest(ours), KEY)), of(NAME, plain))) {
            ManifestKeys keys = each.manifest().isPresent() ? KEY.own() : ManifestKeys.none();
            assertThat(why(inspector.inspect(each, keys, A_MONTH, MADE_AT.plus(A_MONTH))))
                    .isNull();
            assertThat(why(inspector.inspect(
                            each, keys, A_MONTH, MADE_AT.plus(A_MONTH).plusSeconds(1))))
                    .isEqualTo(Why.STALE);
            assertThat(why(inspector.inspect(each, keys, A_MONTH, MADE_AT.minus(Duration.ofHours(2)))))
                    .isEqualTo(Why.STALE);
        }
        Fetched nameless = of("backup.dump", plain);
        Instant made = HandMade.read(plain).header().madeAt().toInstant(java.time.ZoneOffset.ofHours(-12));
        assertThat(why(inspector.inspect(nameless, ManifestKeys.none(), A_MONTH, made.plus(A_MONTH))))
                .isNull();
        assertThat(inspector
                        .inspect(
                                nameless,
                                ManifestKeys.none(),
                                A_MONTH,
                                made.plus(A_MONTH).plusSeconds(1))
                        .fold(Sound::label, Refused::sentence))
                .endsWith("more than 30 days old: ask for a newer one");
    }

    private static Why why(Inspection inspection) {
        return inspection.fold(sound -> null, Refused::why);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    private static void refuses(Fetched fetched, ManifestKeys keys, Why why, String words) {
        Refused refused = refused(fetched, keys);
        assertThat(refused.why()).as(refused.sentence()).isEqualTo(why);
        assertThat(refused.sentence()).contains(words).containsPattern("[:;] ").doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "PLAIN_SQL ~ -- PostgreSQL database dump",
                "PLAIN_SQL ~ \\restrict k3y",
                "PLAIN_SQL ~ \\connect production",
                "PLAIN_SQL ~ /* a */ DROP DATABASE production;",
                "PLAIN_SQL ~ set statement_timeout = 0;",
                "PLAIN_SQL ~ \ufeffCREATE TABLE t (a int);",
                "NOT_AN_ARCHIVE ~ <?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
                "NOT_AN_ARCHIVE ~ <!DOCTYPE html><html>log in</html>",
                "NOT_AN_ARCHIVE ~ {\"format\": 1}",
                "NOT_AN_ARCHIVE ~ version https://git-lfs.github.com/spec/v1",
                "NOT_AN_ARCHIVE ~ PK\u0003\u0004 zip",
                "NOT_AN_ARCHIVE ~ BZh91AY",
                "HALF ~ PGD"
            })
    void textIsToldFromArchivesAndSaidToBeWhatItIs(Why why, String text) throws Exception {
        refuses(of("a.dump", bytes(text)), ManifestKeys.none(), why, "a.dump is ");
    }

    /** Files of other kinds, and odd places for files. */
    private enum Odd {
        EMPTY(Why.HALF, "is empty"),
        GZIP_OF_SQL(Why.PLAIN_SQL, "a SQL script in a gzip file"),
        GZIP_OF_ARCHIVE(Why.NOT_AN_ARCHIVE, "an archive in a gzip file"),
        GZIP_OF_ELSE(Why.NOT_AN_ARCHIVE, "a gzip file"),
        TAR(Why.NOT_AN_ARCHIVE, "a tar dump"),
        TOC_OF_DIRECTORY(Why.TOO_NEW, "tar or directory dump"),
        DIRECTORY(Why.NOT_AN_ARCHIVE, "is a folder"),
        DIRECTORY_DUMP(Why.NOT_AN_ARCHIVE, "a directory dump"),
        DANGLING(Why.NOT_AN_ARCHIVE, "leads nowhere"),
        LINK_TO_DEVICE(Why.NOT_AN_ARCHIVE, "no ordinary file"),
        PIPE(Why.NOT_AN_ARCHIVE, "no ordinary file"),
        GONE(Why.NOT_AN_ARCHIVE, "not there any more"),
        NEWER_VERSION(Why.TOO_NEW, "version 1.17"),
        NONSENSE(Why.DAMAGED, "is no whole archive"),
        CUT_IN_CONTENTS(Why.HALF, "cut off at byte"),
        CUT_IN_ROWS(Why.HALF, "cut off at byte"),
        LONGER(Why.DAMAGED, "block of kind"),
        FLIPPED(Why.DAMAGED, "is damaged"),
        TWO_STREAMS(Why.DAMAGED, "goes on behind the end");

        private final Why why;
        private final String words;

        Odd(Why why, String words) {
            this.why = why;
            this.words = words;
        }

        private Path make() throws Exception {
            Path place = Files.createTempDirectory(folder, "odd");
            return switch (this) {
                case EMPTY -> file("a", new byte[0]);
                case GZIP_OF_SQL -> file("a", gzip(bytes("--\n-- PostgreSQL database dump\n--\n".repeat(999))));
                case GZIP_OF_ARCHIVE -> file("a", gzip(plain));
                case GZIP_OF_ELSE -> file("a", gzip(bytes("a,b\n")));
                case TAR -> file("a", tar());
                case TOC_OF_DIRECTORY -> file("a", at(plain, 10, 3));
                case DIRECTORY -> place;
                case DIRECTORY_DUMP ->
                    Files.createFile(place.resolve("toc.dat")).getParent();
                case DANGLING -> Files.createSymbolicLink(place.resolve("a"), place.resolve("b"));
                case LINK_TO_DEVICE -> Files.createSymbolicLink(place.resolve("a"), Path.of("/dev/zero"));
                case PIPE -> pipe(place.resolve("a"));
                case GONE -> place.resolve("a");
                case NEWER_VERSION -> file("a", at(plain, 6, 17));
                case NONSENSE ->
                    file("a", Arrays.copyOf(bytes("PGDMP\u0001\u000e\u0000\u0004\u0008\u0001" + "x".repeat(99)), 999));
                case CUT_IN_CONTENTS -> file("a", Arrays.copyOf(plain, 999));
                case CUT_IN_ROWS -> file("a", Arrays.copyOf(plain, plain.length - 1));
                case LONGER -> file("a", Arrays.copyOf(plain, plain.length + 1));
                case FLIPPED -> file("a", at(plain, plain.length - 20, plain[plain.length - 20] ^ 1));
                case TWO_STREAMS -> file("a", HandMade.withTwoStreams(plain));
            };
        }

        private static byte[] at(byte[] archive, int index, int value) {
            byte[] changed = archive.clone();
            changed[index] = (byte) value;
            return changed;
        }

        private static byte[] tar() {
            byte[] tar = new byte[1024];
            System.arraycopy(bytes("toc.dat"), 0, tar, 0, 7);
            System.arraycopy(bytes("ustar"), 0, tar, 257, 5);
            return tar;
        }

        private static Path pipe(Path path) throws Exception {
            assertThat(Patience.exit(new ProcessBuilder("mkfifo", path.toString()).start()))
                    .isZero();
            return path;
        }
    }

    @ParameterizedTest
    @EnumSource(Odd.class)
    void whatIsNoWholeArchiveIsRefusedBeforeAnythingIsTouched(Odd odd) throws Exception {
        refuses(of(odd.make()), ManifestKeys.none(), odd.why, odd.words);
    }

    @Test
    void aSymbolicLinkToAnArchiveIsFollowedOnce() throws Exception {
        Path real = file("real.dump", plain);
        Path link = Files.createSymbolicLink(real.resolveSibling("link.dump"), real);
        assertThat(sound(of(link), ManifestKeys.none()).archive()).isEqualTo(real.toRealPath());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "TABLE ~ DROP DATABASE production;",
                "TABLE ~ CREATE TABLE public.x (a int); ALTER SYSTEM SET fsync = off;",
                "TABLE ~ CREATE TABLE public.x (a text DEFAULT 'a''; --'); DROP SCHEMA public;",
                "FUNCTION ~ DO $x$ BEGIN DROP TABLE t; END $x$;",
                "FUNCTION ~ /* DO */ GRANT ALL ON SCHEMA public TO PUBLIC;",
                "VIEW ~ CREATE USER boss SUPERUSER;",
                "VIEW ~ create or replace view v as select 1; alter role boss superuser;",
                "INDEX ~ COPY t FROM PROGRAM 'rm -rf /';",
                "TRIGGER ~ CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION f();",
                "TYPE ~ ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO boss;",
                "COMMENT ~ COMMENT ON DATABASE production IS 'mine';",
                "SCHEMA ~ SET ROLE boss;",
                "RULE ~ CREATE RULE r AS ON SELECT TO t DO INSTEAD (SELECT 1; SELECT 2",
                "SEQUENCE SET ~ SELECT pg_catalog.setval('s', 1, true), pg_terminate_backend(1);",
                "TABLESPACE ~ CREATE TABLESPACE t LOCATION '/x';",
                "SOMETHING NEW ~ CREATE TABLE t (a int);"
            })
    void whatPgDumpWouldNotWriteRefusesTheArchive(String type, String sql) throws Exception {
        byte[] archive = HandMade.withEntry(plain, type, "x\u001b[2J", sql + "\n");
        refuses(of("a.dump", archive), ManifestKeys.none(), Why.FORBIDDEN_ENTRIES, type + " x?[2J ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "FUNCTION ~ CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;",
                "FUNCTION ~ CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $_$ SELECT 'DROP DATABASE x;' $_$;",
                "RULE ~ CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u; DELETE FROM v);",
                "TABLE ~ CREATE TABLE t (a text DEFAULT E'it\\'s; DROP'); ALTER TABLE t ADD b int;",
                "COMMENT ~ COMMENT ON TABLE t IS 'a; /* -- b';",
                "SEQUENCE SET ~ SELECT pg_catalog.setval('public.\"it''s\"', -5, false);"
            })
    void whatPgDumpWritesIsNotTakenForSomethingElse(String type, String sql) throws Exception {
        sound(of("a.dump", HandMade.withEntry(plain, type, "x", sql + "\n")), ManifestKeys.none());
    }

    @Test
    void rowsMustBeCopyTextAndTheSettingsThoseOfPgDump() throws Exception {
        for (byte[] archive : List.of(
                HandMade.copying(plain, "COPY public.customer FROM PROGRAM 'x' ; COPY t FROM stdin;\n"),
                HandMade.copying(plain, "COPY public.customer (a; DROP TABLE t) FROM stdin;\n"),
                HandMade.redefined(plain, "STDSTRINGS", sql -> sql.replace("on", "off")),
                HandMade.redefined(plain, "ENCODING", sql -> sql.replace("UTF8", "SJIS")),
                HandMade.redefined(plain, "SEARCHPATH", sql -> sql + "DROP TABLE t;\n"),
                HandMade.redefined(ours, "TABLE", sql -> sql + "DO $x$ BEGIN END $x$;\n"),
                HandMade.changed(plain, InspectorTest::asInserts))) {
            assertThat(refused(of("a.dump", archive), ManifestKeys.none()).why())
                    .isEqualTo(Why.FORBIDDEN_ENTRIES);
        }
    }

    private static TocEntry asInserts(TocEntry entry) {
        return entry.hasData()
                ? new TocEntry(
                        entry.id(),
                        true,
                        0,
                        entry.oid(),
                        entry.tag(),
                        entry.type(),
                        entry.section(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        entry.schema(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        entry.dependencies(),
                        entry.offset())
                : entry;
    }

    @Test
    void progressIsToldWhileItIsRead() throws Exception {
        List<Long> told = new java.util.ArrayList<>();
        new Inspector(15, (bytes, total) -> told.add(bytes * 100 / total))
                .inspect(of(NAME, plain), ManifestKeys.none(), A_MONTH, NOW);
        assertThat(told).isSorted().endsWith(100L);
    }
}
