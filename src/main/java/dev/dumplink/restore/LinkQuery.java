package dev.dumplink.restore;

import dev.dumplink.archive.Sha256;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** What a presigned link says of itself; never printed. */
final class LinkQuery {
    private static final DateTimeFormatter AMZ =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

    private final URI url;

    private LinkQuery(URI url) {
        this.url = url;
    }

    static LinkQuery of(URI url) {
        return new LinkQuery(url);
    }

    /** When the store refuses it by the latest. */
    Optional<Instant> ends() {
        try {
            Optional<Instant> signed = value("X-Amz-Date").map(date -> AMZ.parse(date, Instant::from));
            Optional<Long> life = value("X-Amz-Expires").map(Long::parseLong);
            return signed.flatMap(date -> life.map(date::plusSeconds));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What the object is called, without what a shell or a terminal could misread. */
    String fileName() {
        String path = decoded(url.getRawPath());
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]+", "_");
        return name.isEmpty() || name.startsWith(".") || name.startsWith("-") ? "dump" + name : name;
    }

    /** @param size of the archive, as the store told it */
    Fetched.Promise promise(long size) {
        return new Fetched.Promise(
                value("x-dumplink-sha256")
                        .filter(hex -> hex.matches("[0-9a-f]{64}"))
                        .map(Sha256::new),
                size,
                value("x-dumplink-signature"),
                value("x-dumplink-rows")
                        .filter(digits -> digits.matches("[0-9]{1,18}"))
                        .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                        .orElse(OptionalLong.empty()));
    }

    private Optional<String> value(String name) {
        return Arrays.stream(Optional.ofNullable(url.getRawQuery()).orElse("").split("&"))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> decoded(each.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
