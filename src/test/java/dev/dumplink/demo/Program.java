package dev.dumplink.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program installed on this machine, run to its end. */
public record Program(Path path) {
    private static final long PATIENCE_MINUTES = 5;
    private static final int PIECE = 64 * 1024;

    /** Runs it without input and returns what it printed. */
    public String run(String... arguments) {
        return run(InputStream.nullInputStream(), arguments);
    }

    /** Runs it on the given input; throws, with all it printed, when it ends with anything but 0. */
    public String run(InputStream input, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of(path.toString()), Stream.of(arguments)).toList();
        try {
            // a file and not a pipe: nobody has to read it while the input is being written
            Path printed = Files.createTempFile("dumplink-", ".out");
            try {
                return run(command, input, printed);
            } finally {
                Files.delete(printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not run " + command, e);
        }
    }

    private static String run(List<String> command, InputStream input, Path printed) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            feed(input, process.getOutputStream());
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(command + " did not end within " + PATIENCE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(printed, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + output);
        }
        return output;
    }

    /** Only writing may fail: a program that stops reading, as psql does at the first error, tells why by its exit code. */
    private static void feed(InputStream input, OutputStream pipe) throws IOException {
        byte[] piece = new byte[PIECE];
        boolean reading = true;
        while (reading) {
            int length = input.read(piece);
            reading = length >= 0 && accepted(() -> pipe.write(piece, 0, length));
        }
        accepted(pipe::close);
    }

    private static boolean accepted(Writing writing) {
        try {
            writing.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
