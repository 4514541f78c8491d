package dev.dumplink.demo;

import dev.dumplink.archive.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The whole way of a link without a browser: ask, be answered, download, look inside, wait, be refused. */
final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeSlack slack;
    private final PrintStream out;
    private final HttpClient http = HttpClient.newHttpClient();
    private int step;

    Rehearsal(FakeSlack slack, PrintStream out) {
        this.slack = slack;
        this.out = out;
    }

    /** Whether every step went as it should; says so, line by line. */
    boolean run() throws IOException, InterruptedException {
        Reply guest = slack.as(Demo.GUS).types("/dump shop");
        boolean refused = check(
                "a guest types /dump shop and gets no link",
                only(guest).flatMap(Message::link).isEmpty());
        Reply reply = slack.as(Demo.ALICE).types("/dump shop");
        Optional<URI> link = only(reply).flatMap(Message::link);
        boolean answered = check(
                "a member types /dump shop and gets a link, answered in "
                        + reply.took().toMillis() + " ms",
                link.isPresent());
        return refused && answered && download(link.get());
    }

    private static Optional<Message> only(Reply reply) {
        return reply.messages().stream().findFirst();
    }

    private boolean download(URI link) throws IOException, InterruptedException {
        HttpResponse<byte[]> got = get(link);
        byte[] expected = SampleDumps.archive("shop");
        boolean same = check(
                "the link downloads " + got.body().length + " bytes, SHA-256 "
                        + Sha256.of(got.body()).brief() + "…, the very archive in the store",
                got.statusCode() == 200 && Arrays.equals(expected, got.body()));
        return same && lists(got.body()) && expires(link);
    }

    private boolean lists(byte[] archive) throws IOException {
        Optional<Program> restore = Needs.onPath("pg_restore");
        if (restore.isEmpty()) {
            out.println("   -  pg_restore is not on the PATH, so nobody looks inside");
            return true;
        }
        Path file = Files.createTempFile("dumplink-", ".dump");
        try {
            Files.write(file, archive);
            long tables = restore.get()
                    .run("--list", file.toString())
                    .lines()
                    .filter(line -> line.contains(" TABLE DATA "))
                    .count();
            return check("pg_restore --list finds " + tables + " tables with data in it", tables > 0);
        } finally {
            Files.delete(file);
        }
    }

    private boolean expires(URI link) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = get(link).statusCode();
        while (status == 200 && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.sleep(250);
            status = get(link).statusCode();
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        return check("after " + seconds + " more seconds the same link answers " + status, status == 403);
    }

    private HttpResponse<byte[]> get(URI link) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(link).timeout(Patience.ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private boolean check(String what, boolean holds) {
        step++;
        out.printf("%4d  %s%s%n", step, what, holds ? "" : "  -- NO");
        return holds;
    }
}
