package dev.dumplink.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a running pg_dump writes. Its end is only reached when pg_dump was content: otherwise the read that would have
 * reached it throws. Closing it ends the program; should we be killed, the broken pipe does.
 */
public final class PgDumpOutput extends FilterInputStream {
    private static final int MOST_WORDS = 8 * 1024;
    private static final int MOST_SHOWN = 400;
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final SourceSettings source;
    private final CompletableFuture<String> words;

    private PgDumpOutput(Process process, SourceSettings source) {
        super(process.getInputStream());
        this.process = process;
        this.source = source;
        words = CompletableFuture.supplyAsync(() -> said(process.getErrorStream()), work -> {
            Thread thread = new Thread(work, "pg_dump-errors");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static PgDumpOutput of(Process process, SourceSettings source) throws IOException {
        process.getOutputStream().close();
        return new PgDumpOutput(process, source);
    }

    /** @throws SourceFailure at the end, if pg_dump failed; the message holds its words, without the password */
    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next < 0) {
            requireSuccess();
        }
        return next;
    }

    /** @throws SourceFailure at the end, if pg_dump failed; the message holds its words, without the password */
    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int length = super.read(into, from, most);
        if (length < 0) {
            requireSuccess();
        }
        return length;
    }

    private void requireSuccess() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new SourceFailure("pg_dump wrote everything and did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure("interrupted while pg_dump ended");
        }
        if (process.exitValue() != 0) {
            throw new SourceFailure(why(shown(words.join())));
        }
    }

    private String why(String said) {
        if (said.contains("invalid snapshot identifier")) {
            return "the connection that held the snapshot was lost before pg_dump could read it: " + said;
        }
        String status = "pg_dump failed with status " + process.exitValue();
        return said.isEmpty()
                ? status + " and said nothing; see whether 'pg_dump --schema-only' works by hand"
                : status + ": " + said;
    }

    /** In one line; the statements it tried are left out. */
    private String shown(String said) {
        String line = said.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty() && !each.contains("Query was:"))
                .map(each -> each.replaceFirst("^\\S*pg_dump: (error: |detail: |hint: )?", ""))
                .collect(Collectors.joining("; "));
        String redacted = source.redact(line);
        return redacted.length() > MOST_SHOWN ? redacted.substring(0, MOST_SHOWN) + "…" : redacted;
    }

    /** The beginning of what it says; the rest is read too, so that it is never held up. */
    private static String said(InputStream errors) {
        try (errors) {
            String beginning = new String(errors.readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
            errors.transferTo(OutputStream.nullOutputStream());
            return beginning;
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        super.close();
    }
}
