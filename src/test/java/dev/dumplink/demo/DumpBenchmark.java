package dev.dumplink.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a masked dump costs beside {@code pg_dump -Fc} without masks, at the same gzip level on the same cores, in turns in
 * one run. Only the ratios travel.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.demo.DumpBenchmark}; {@code -Dexec.args=MEGABYTES}
 * says about how many megabytes of rows there are (default 30), a second word how many rounds (default 2). The database is
 * a shop of users, customers, orders, messages and logins; 15 of its columns are masked. Ours runs with {@code -Xmx256m}.
 */
public final class DumpBenchmark {
    private static final int ROWS_OF_A_MEGABYTE = 900;
    private static final double TICKS = 100;
    private static final String POLICY =
            """
            version: 1
            tables:
              public.users:
                columns: {id: keep, email: email, full_name: full_name, phone: phone, address: street, city: city,
                  birthdate: {mask: date, within: 30d}, bio: text, profile: {mask: json, other: keep, paths: {$.alt: email}},
                  created_at: keep}
              public.customers:
                columns: {id: keep, user_id: keep, company: company, contact: full_name, email: email, notes: text}
              public.orders:
                columns: {id: keep, customer_id: keep, number: keep, status: keep, total: keep, ship_name: full_name,
                  ship_phone: phone, placed_at: keep}
              public.messages:
                columns: {id: keep, sender_id: keep, recipient: email, body: keep, sent_at: keep}
              public.logins:
                columns: {id: keep, user_id: keep, agent: keep, at: keep}
            scan:
              exceptions:
                - {value: public.users.full_name, found: public.messages.body, reason: a benchmark}
                - {value: public.users.bio, found: public.messages.body, reason: a benchmark}
                - {value: public.customers.notes, found: public.messages.body, reason: a benchmark}
            role: {allow_superuser: a benchmark}
            """;
    private static final String SCHEMA =
            """
            SET max_parallel_workers_per_gather = 0;
            CREATE TABLE words AS SELECT row_number() OVER () - 1 AS id, w FROM regexp_split_to_table(
              'the order arrived late and the parcel was open please send another one to my new street because nobody here'
              || ' can use what is broken thank you for your help with invoice refund delivery warranty and discount codes'
              || ' we waited all week but garden table chairs lamp carpet window mirror shelf kettle bottle basket', ' ') w;
            CREATE FUNCTION phrase(seed int, n int) RETURNS text LANGUAGE sql STABLE AS
              $$ SELECT string_agg(w, ' ') FROM generate_series(1, n) k JOIN words ON id = (hashint4(seed * 31 + k) & 1023) % 56 $$;
            CREATE TABLE phrases AS SELECT g AS id, phrase(g, 8) AS t FROM generate_series(0, 4095) g;
            SELECT setseed(0.42);
            CREATE TABLE users AS SELECT g AS id, 'user' || g || '@mail-' || r % 97 || '.com' AS email,
                (ARRAY['James','Mary','Søren','Zoë','Linda','Jürgen'])[1 + r % 6] || ' '
                  || (ARRAY['Smith','Müller','Garcia','Nguyen','Çelik'])[1 + r % 5] || r % 1000 AS full_name,
                '+49 30 ' || 1000000 + r AS phone, r % 400 || ' ' || initcap(split_part(p.t, ' ', 1)) || ' Street, Apt ' || r % 90 AS address,
                (ARRAY['Berlin','Paris','Oslo','Wien'])[1 + r % 4] AS city, date '1950-01-01' + r % 20000 AS birthdate,
                CASE WHEN r % 5 > 0 THEN p.t || '. ' || q.t END AS bio,
                jsonb_build_object('lang', 'en', 'alt', 'alt' || r || '@other.example', 'score', r % 1000) AS profile,
                timestamptz '2020-01-01' + r * interval '90 s' AS created_at
              FROM (SELECT g, (random() * 8e6)::int AS r, (random() * 4095)::int AS a, (random() * 4095)::int AS b
                    FROM generate_series(1, ROWS / 10) g OFFSET 0) s JOIN phrases p ON p.id = a JOIN phrases q ON q.id = b;
            CREATE TABLE customers AS SELECT g AS id, 1 + r % (ROWS / 10) AS user_id, initcap(split_part(p.t, ' ', 2)) || ' Ltd' AS company,
                'Contact Person' || r AS contact, 'billing' || g || '@' || split_part(p.t, ' ', 3) || '.example' AS email,
                CASE WHEN r % 3 > 0 THEN p.t || E'\\n' || q.t END AS notes
              FROM (SELECT g, (random() * 8e6)::int AS r, (random() * 4095)::int AS a, (random() * 4095)::int AS b
                    FROM generate_series(1, ROWS / 12) g OFFSET 0) s JOIN phrases p ON p.id = a JOIN phrases q ON q.id = b;
            CREATE TABLE orders AS SELECT g AS id, 1 + r % (ROWS / 12) AS customer_id, 'ORD-' || lpad(g::text, 9, '0') AS number,
                (ARRAY['new','paid','shipped'])[1 + r % 3] AS status, r::numeric / 100 AS total,
                'Receiver Name' || r % 90000 AS ship_name, '+31 20 ' || 2000000 + r AS ship_phone,
                timestamptz '2020-01-01' + g * interval '60 s' AS placed_at
              FROM (SELECT g, (random() * 8e6)::int AS r FROM generate_series(1, ROWS / 2) g OFFSET 0) s;
            CREATE TABLE messages AS SELECT g AS id, 1 + r % (ROWS / 10) AS sender_id, 'billing' || r % (ROWS / 12) || '@corp.example' AS recipient,
                'Hello,' || E'\\n\\n' || p.t || ', ' || q.t || '. ' || initcap(p2.t) || ', ' || q2.t || '.' AS body,
                timestamptz '2020-01-01' + g * interval '70 s' AS sent_at
              FROM (SELECT g, (random() * 8e6)::int AS r, (random() * 4095)::int AS a, (random() * 4095)::int AS b,
                      (random() * 4095)::int AS c, (random() * 4095)::int AS d FROM generate_series(1, ROWS / 2) g OFFSET 0) s
              JOIN phrases p ON p.id = a JOIN phrases q ON q.id = b JOIN phrases p2 ON p2.id = c JOIN phrases q2 ON q2.id = d;
            CREATE TABLE logins AS SELECT g AS id, 1 + r % (ROWS / 10) AS user_id, 'Mozilla/5.0 (X11; rv:' || r % 40 || '.0)' AS agent,
                timestamptz '2020-01-01' + r * interval '50 s' AS at
              FROM (SELECT g, (random() * 8e6)::int AS r FROM generate_series(1, ROWS / 3) g OFFSET 0) s;
            DROP FUNCTION phrase(int, int); DROP TABLE words, phrases;
            ALTER TABLE users ADD PRIMARY KEY (id); ALTER TABLE customers ADD PRIMARY KEY (id);
            ALTER TABLE orders ADD PRIMARY KEY (id); ALTER TABLE messages ADD PRIMARY KEY (id);
            ANALYZE
            """;

    private final EmbeddedPostgres server;
    private final Path folder;
    private final PrintStream out;

    private DumpBenchmark(EmbeddedPostgres server, Path folder, PrintStream out) {
        this.server = server;
        this.folder = folder;
        this.out = out;
    }

    /** @param cpu seconds, the client's and the server's together */
    private record Run(double wall, double cpu, long size, long peakKilobytes) {}

    public static void main(String... words) throws Exception {
        int megabytes = words.length > 0 ? Integer.parseInt(words[0]) : 30;
        int rounds = words.length > 1 ? Integer.parseInt(words[1]) : 2;
        Path folder = Files.createTempDirectory("dumplink-benchmark-");
        try (EmbeddedPostgres server = EmbeddedPostgres.open()) {
            server.createDatabase("perf");
            server.execute("perf", SCHEMA.replace("ROWS", "" + megabytes * ROWS_OF_A_MEGABYTE * 8));
            new DumpBenchmark(server, folder, System.out).run(rounds);
        } finally {
            delete(folder);
        }
    }

    private void run(int rounds) throws Exception {
        Map<String, List<Run>> all = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (int level : List.of(1, 6)) {
                add(all, "gzip " + level + ": pg_dump -Fc", pgDump(level));
                add(all, "gzip " + level + ": dumplink", ours(level));
            }
        }
        out.printf("%-24s %8s %8s %12s %10s%n", "best of " + rounds, "wall s", "CPU s", "bytes", "RSS MB");
        all.forEach((name, runs) -> print(name, best(runs)));
        for (int level : List.of(1, 6)) {
            double ratio = best(all.get("gzip " + level + ": dumplink")).wall()
                    / best(all.get("gzip " + level + ": pg_dump -Fc")).wall();
            out.printf(Locale.ROOT, "gzip %d: %.2f of pg_dump's wall time%n", level, ratio);
        }
    }

    private static void add(Map<String, List<Run>> all, String name, Run run) {
        all.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
    }

    private static Run best(List<Run> runs) {
        return runs.stream().min(Comparator.comparingDouble(Run::wall)).orElseThrow();
    }

    private void print(String name, Run run) {
        out.printf(
                Locale.ROOT,
                "%-24s %8.1f %8.1f %,12d %10d%n",
                name,
                run.wall(),
                run.cpu(),
                run.size(),
                run.peakKilobytes() / 1024);
    }

    private Run pgDump(int level) throws Exception {
        Path file = folder.resolve("plain.dump");
        String program = EmbeddedPostgres.client("pg_dump").path().toString();
        return measured(
                List.of(program, "-Fc", "-Z" + level, "-f", file.toString(), "-d", server.uri("perf")),
                file.getParent());
    }

    private Run ours(int level) throws Exception {
        Files.writeString(folder.resolve("policy.yml"), POLICY);
        Path config = Files.writeString(
                folder.resolve("dumplink.yml"),
                """
                audit: {url: 'jdbc:sqlite:%s'}
                databases:
                  perf: {prefix: '', dump: {url: '%s', policy: policy.yml, compression: %d,
                    masking_key: 8f742231b10e8888abcd990f0e0085a5}}
                """
                        .formatted(folder.resolve("audit.db"), server.uri("perf"), level));
        return measured(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        Product.LOGGING,
                        "-cp",
                        Product.classPath(),
                        "dev.dumplink.Main",
                        "dump",
                        "--config",
                        config.toString(),
                        "--to",
                        folder.resolve("out").toString()),
                folder.resolve("out"));
    }

    private Run measured(List<String> command, Path written) throws Exception {
        double before = ticksOfServer();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).inheritIO().start();
        double own = 0;
        long peak = 0;
        do {
            own = Math.max(own, ticks(process.pid()));
            peak = Math.max(peak, peak(process.pid()));
        } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
        double wall = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue());
        }
        return new Run(wall, own + ticksOfServer() - before, takeAway(written), peak);
    }

    /** The size of the archive, which makes room for the next. */
    private static long takeAway(Path folder) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".dump")) {
                    size = Files.size(file);
                }
                if (file.toString().matches(".*\\.(dump|json)")) {
                    Files.delete(file);
                }
            }
        }
        return size;
    }

    /** Seconds of CPU of all backends, those that have ended too: the postmaster has waited for them. */
    private double ticksOfServer() throws Exception {
        long postmaster = Long.parseLong(EmbeddedPostgres.client("psql")
                .run("-XAtq", "-d", server.uri("perf"), "-c", "select pg_read_file('postmaster.pid')")
                .lines()
                .findFirst()
                .orElseThrow());
        // a backend that has just ended is waited for in a moment
        Thread.sleep(200);
        String[] stat = stat(postmaster);
        return (Long.parseLong(stat[13]) + Long.parseLong(stat[14])) / TICKS;
    }

    private static double ticks(long pid) {
        String[] stat = stat(pid);
        return stat.length < 15 ? 0 : (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / TICKS;
    }

    /** The fields behind the program's name, from the state on; see proc(5). */
    private static String[] stat(long pid) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return text.substring(text.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    private static long peak(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
