package dev.dumplink.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of dumplink's commands, run to its end in a process of its own, and what it printed. */
public record CommandRun(int exit, String out, String err) {
    private static final long PATIENCE_MINUTES = 5;

    /** @param options for the virtual machine */
    public static CommandRun of(Path folder, List<String> options, String... words) throws IOException {
        Path out = folder.resolve("command.out");
        Path err = folder.resolve("command.err");
        Process process = new ProcessBuilder(Product.command(options, words))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("it did not end within " + PATIENCE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
