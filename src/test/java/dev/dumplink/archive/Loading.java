package dev.dumplink.archive;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Needs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An archive as people load it, with the client programs of this machine, or of the folder that a property names. */
final class Loading {
    /** Where pg_restore and psql of another version are; their libraries are looked for in {@code ../lib}. */
    private static final Optional<Path> CLIENTS =
            Optional.ofNullable(System.getProperty("dumplink.clients")).map(Path::of);

    private static final long PATIENCE_SECONDS = 120;

    private final Path archive;
    private final Path folder;
    private final Map<String, String> words;
    private final Map<String, Path> scripts = new ConcurrentHashMap<>();

    private Loading(Path archive, Path folder, Map<String, String> words) {
        this.archive = archive;
        this.folder = folder;
        this.words = words;
    }

    /** @param folder of its own, for lists and scripts */
    static Loading of(Path archive, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Map<String, String> words = Map.of(
                "@quoted", "Kunde \"Ü",
                "@all", list(archive, folder, "all", ""),
                "@rows", list(archive, folder, "rows", "TABLE DATA"),
                "@sequences", list(archive, folder, "sequences", "SEQUENCE SET"),
                "@comments", list(archive, folder, "comments", "COMMENT"),
                "@definitions", list(archive, folder, "definitions", "FUNCTION|VIEW|TRIGGER|INDEX|POLICY"));
        return new Loading(archive, folder, words);
    }

    private static String list(Path archive, Path folder, String name, String types)
            throws IOException, InterruptedException {
        Path listing = folder.resolve(name + ".list");
        run(listing, Optional.empty(), List.of(client("pg_restore"), "-l", archive.toString()));
        List<String> chosen = Files.readAllLines(listing).stream()
                .filter(line -> line.matches("\\d+; \\d+ \\d+ .*"))
                .filter(line -> line.matches(".*(" + types + ").*"))
                .toList();
        return Files.write(listing, chosen).toString();
    }

    /** What a program ended with, and what it said on its standard error. */
    record Outcome(int exit, String said) {}

    /** @param database the one to fill, or, where the archive makes it, one to begin in */
    Outcome into(EmbeddedPostgres server, String database, GuardMode mode) throws IOException, InterruptedException {
        String uri = server.uri(database);
        List<String> options = mode.options().stream()
                .map(word -> words.getOrDefault(word, word))
                .toList();
        return switch (mode.way()) {
            case FILE -> restore(Optional.empty(), options, "-d", uri, archive.toString());
            case STDIN -> restore(Optional.of(archive), options, "-d", uri);
            case SCRIPT -> psql(uri, "-f", script(options).toString());
            case STOP ->
                psql(uri, "-v", "ON_ERROR_STOP=1", "-f", script(options).toString());
            case ONE -> psql(uri, "-1", "-f", script(options).toString());
            case ONE_STOP ->
                psql(uri, "-1", "-v", "ON_ERROR_STOP=1", "-f", script(options).toString());
            case PIPED -> run(Optional.of(script(options)), List.of(client("psql"), "-X", "-d", uri));
            case QUERY -> psql(uri, "-c", withoutBackslashes(Files.readString(script(options))));
            case INCLUDED -> typed(uri, "\\i " + script(options) + "\n");
            case PASTED -> typed(uri, Files.readString(script(options)));
        };
    }

    private Outcome restore(Optional<Path> input, List<String> options, String... more)
            throws IOException, InterruptedException {
        return run(
                input,
                Stream.of(Stream.of(client("pg_restore")), options.stream(), Stream.of(more))
                        .flatMap(each -> each)
                        .toList());
    }

    private Outcome psql(String uri, String... more) throws IOException, InterruptedException {
        return run(
                Optional.empty(),
                Stream.concat(Stream.of(client("psql"), "-X", "-d", uri), Stream.of(more))
                        .toList());
    }

    /** psql without readline, which would take tabs for questions, at a terminal of its own. */
    private Outcome typed(String uri, String text) throws IOException, InterruptedException {
        Path input = Files.createTempFile(folder, "typed", ".txt");
        Path said = Files.createTempFile(folder, "said", ".txt");
        Files.writeString(input, text + "\n\\q\n");
        String psql = "%s -X -n -q -P pager=off -d %s 2>%s".formatted(client("psql"), uri, said);
        Outcome outcome =
                run(Optional.of(input), List.of(Needs.program("script").path().toString(), "-qec", psql, "/dev/null"));
        return new Outcome(outcome.exit(), Files.readString(said));
    }

    private Path script(List<String> options) throws IOException, InterruptedException {
        String key = String.join(" ", options);
        Path known = scripts.get(key);
        if (known != null) {
            return known;
        }
        Path file = Files.createTempFile(folder, "script", ".sql");
        Outcome written = restore(Optional.empty(), options, "-f", file.toString(), archive.toString());
        if (written.exit() != 0) {
            throw new IllegalStateException(written.said());
        }
        scripts.put(key, file);
        return file;
    }

    /** {@code \restrict} and its end are psql's own, and no query. */
    private static String withoutBackslashes(String script) {
        return script.lines().filter(line -> !line.startsWith("\\")).collect(Collectors.joining("\n"));
    }

    private static Outcome run(Optional<Path> input, List<String> command) throws IOException, InterruptedException {
        return run(Path.of("/dev/null"), input, command);
    }

    private static Outcome run(Path output, Optional<Path> input, List<String> command)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile("dumplink-", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(input.map(Path::toFile).orElse(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .redirectError(said.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            CLIENTS.ifPresent(bin -> builder.environment()
                    .put("LD_LIBRARY_PATH", bin.resolveSibling("lib").toString()));
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end");
            }
            return new Outcome(process.exitValue(), new String(Files.readAllBytes(said), StandardCharsets.UTF_8));
        } finally {
            Files.delete(said);
        }
    }

    private static String client(String name) {
        return CLIENTS.map(bin -> bin.resolve(name).toString())
                .orElseGet(() -> EmbeddedPostgres.client(name).path().toString());
    }
}
