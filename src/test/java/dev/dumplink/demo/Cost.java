package dev.dumplink.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a program that reads a database cost, by {@code /proc}.
 *
 * @param wall seconds
 * @param client seconds of CPU of its own
 * @param server seconds of CPU of all the server's processes meanwhile
 * @param residentKilobytes the most it held in memory
 * @param bytes of what it wrote
 * @param heapMegabytes the most it held on a heap
 */
record Cost(double wall, double client, double server, long residentKilobytes, long bytes, int heapMegabytes) {
    private static final double TICKS = 100;

    /** Runs it to its end. */
    static Cost of(EmbeddedPostgres server, String database, List<String> command) throws Exception {
        double before = ofServer(server, database);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).inheritIO().start();
        double own = 0;
        long peak = 0;
        do {
            own = Math.max(own, ticks(process.pid(), 11));
            peak = Math.max(peak, peak(process.pid()));
        } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
        double wall = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue());
        }
        return new Cost(wall, own, ofServer(server, database) - before, peak, 0, 0);
    }

    /** Seconds of CPU in all. */
    double cpu() {
        return client + server;
    }

    Cost ofBytes(long written) {
        return new Cost(wall, client, server, residentKilobytes, written, heapMegabytes);
    }

    Cost ofHeap(int megabytes) {
        return new Cost(wall, client, server, residentKilobytes, bytes, megabytes);
    }

    /** Of all backends, those that have ended: the postmaster has waited for them. */
    private static double ofServer(EmbeddedPostgres server, String database) throws Exception {
        long postmaster = Long.parseLong(EmbeddedPostgres.client("psql")
                .run("-XAtq", "-d", server.uri(database), "-c", "select pg_read_file('postmaster.pid')")
                .lines()
                .findFirst()
                .orElseThrow());
        // a backend that has just ended is waited for in a moment
        Thread.sleep(200);
        return ticks(postmaster, 13);
    }

    /** @param first of two fields behind the program's name, from the state on; see proc(5) */
    private static double ticks(long pid, int first) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] stat = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(stat[first]) + Long.parseLong(stat[first + 1])) / TICKS;
        } catch (IOException e) {
            // it has ended
            return 0;
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
}
