package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/** A file the bot uploaded; it is in a channel once the upload was completed. */
public record UploadedFile(String id, String name, String title, byte[] bytes, Optional<String> channel) {
    public String text() {
        return new String(bytes, UTF_8);
    }
}
