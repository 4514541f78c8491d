package dev.dumplink.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A running pg_restore. Closing it ends the program and its workers, wherever they are. */
public final class Loading implements AutoCloseable {
    private static final Pattern FINISHED = Pattern.compile("pg_restore: finished item (\\d+) ");
    private static final Pattern SAID = Pattern.compile(
            "pg_restore: (?:error: |fatal: )?(?<words>.*?(?:ERROR|FATAL|error|could not|from TOC entry|refused|permission|terminated).*)");
    private static final Pattern COPY = Pattern.compile("(?<where>COPY failed for table \"[^\"]*\"): (?<why>.*)");
    // what a server says of rows may quote them, in any language and with its quotation marks
    private static final Pattern VALUE = Pattern.compile(
            "\"[^\"]*\"|\u00bb.*?\u00ab|\u00ab.*?\u00bb|[\u201c\u201d\u201e].*?[\u201c\u201d]|[\u2018\u2019\u201a].*?[\u2018\u2019]"
                    + "|\u300c.*?\u300d|\\([^)]*\\)=\\([^)]*\\)");
    private static final Pattern ABOUT_ROWS = Pattern.compile("invalid|malformed|out of range|too long|violates|COPY");
    // of the words of functions and triggers nobody knows what they quote
    private static final Pattern KNOWN = Pattern.compile(
            "(?:FATAL:  .*|server closed.*|(?:ERROR:  )?could not.*)|ERROR:  (?:invalid|malformed|missing data|extra data|value too long|duplicate key|null value|new row for|insert or"
                    + " update|permission denied|could not extend|no partition|unterminated|out of|date/time|time zone"
                    + "|integer|bigint|numeric|smallint|canceling|unexpected|literal|row is too big|index row).*");
    private static final int MOST_LINES = 4;
    private static final int MOST_SHOWN = 500;

    private final Process process;
    private final SourceSettings target;
    private final IntConsumer finished;
    private final List<String> words = new ArrayList<>();
    private final Thread ending = new Thread(this::end, "dumplink-ends-pg_restore");

    Loading(Process process, SourceSettings target, IntConsumer finished) throws IOException {
        this.process = process;
        this.target = target;
        this.finished = finished;
        process.getOutputStream().close();
        process.getInputStream().close();
        // else it would go on by itself when we are told to stop
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /**
     * Waits until everything is in.
     *
     * @throws TargetFailure if not everything is; the message holds what pg_restore said, without values of rows
     */
    public void await() throws InterruptedException {
        listen();
        int status = process.waitFor();
        if (status != 0) {
            throw new TargetFailure("pg_restore failed with status " + status + ": " + said());
        }
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher entry = FINISHED.matcher(line);
                if (entry.lookingAt()) {
                    finished.accept(Integer.parseInt(entry.group(1)));
                } else if (words.size() < MOST_LINES) {
                    remember(line);
                }
            }
        } catch (IOException e) {
            // it was ended; its status says so
            words.add("what it said cannot be read");
        }
    }

    private void remember(String line) {
        Matcher matcher = SAID.matcher(line);
        if (matcher.matches()) {
            String said = matcher.group("words");
            words.add(withoutValues(said));
        }
    }

    static String withoutValues(String said) {
        Matcher copy = COPY.matcher(said);
        if (copy.matches()) {
            String why = copy.group("why");
            return copy.group("where") + ": "
                    + (KNOWN.matcher(why).matches()
                            ? VALUE.matcher(why).replaceAll("…")
                            : "what the server says of it may quote rows; it stands in the server's log");
        }
        return ABOUT_ROWS.matcher(said).find() ? VALUE.matcher(said).replaceAll("…") : said;
    }

    private String said() {
        String line = words.stream().map(String::strip).collect(Collectors.joining("; "));
        String redacted = target.redact(line.isEmpty() ? "it did not say why" : line);
        return redacted.length() > MOST_SHOWN ? redacted.substring(0, MOST_SHOWN) + "…" : redacted;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // it is at work already
            return;
        }
        end();
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
