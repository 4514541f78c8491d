package dev.dumplink.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Anchors as lines of a file that is only ever appended to, so that it may be marked append-only or lie where nothing else
 * is possible. Several programs may share it.
 */
public final class AnchorFile implements AnchorPlace {
    private final Path file;

    public AnchorFile(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "file " + file;
    }

    @Override
    public Optional<String> newest(String chain) {
        List<String> lines = lines(chain);
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }

    @Override
    public void keep(Anchor anchor) {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !lines(anchor.chain()).contains(anchor.line())) {
                write(channel, (endsInLine() ? "" : "\n") + anchor.line() + "\n");
            }
        } catch (IOException | OverlappingFileLockException e) {
            throw unkept("cannot be written", e);
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** No, if the machine stopped in the middle of a line. */
    private boolean endsInLine() throws IOException {
        byte[] all = Files.readAllBytes(file);
        return all.length == 0 || all[all.length - 1] == '\n';
    }

    /** A line that was broken off and then written again is left out. */
    @Override
    public List<String> lines(String chain) {
        List<String> whole = new ArrayList<>();
        for (String line : read()) {
            int last = whole.size() - 1;
            if (last >= 0
                    && line.startsWith(whole.get(last))
                    && Anchor.parse(whole.get(last)).isEmpty()) {
                whole.remove(last);
            }
            whole.add(line);
        }
        return whole;
    }

    private List<String> read() {
        try {
            if (Files.notExists(file)) {
                return List.of();
            }
            // not UTF-8: whatever stands there is to be judged, not to fail
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unkept("cannot be read", e);
        }
    }

    private AnchorUnkept unkept(String what, Exception cause) {
        return new AnchorUnkept(name() + " " + what + " (" + cause.getClass().getSimpleName() + ")", cause);
    }
}
