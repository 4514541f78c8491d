package dev.dumplink.restore;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A presigned link. It ends after minutes; a download that has begun by then goes on. */
final class LinkSupply implements Supply {
    static final String ENDED = "the link has ended; ask Slack for a new one, what was fetched so far is kept";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(30);
    private static final int LONGEST_ERROR = 8 * 1024;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,60})</Code>");

    private final URI url;
    private final InstantSource clock;

    LinkSupply(URI url, InstantSource clock) {
        this.url = url;
        this.clock = clock;
    }

    @Override
    public String place() {
        return url.getHost();
    }

    @Override
    public String address() {
        return url.getScheme().toLowerCase(Locale.ROOT) + "://"
                + url.getRawAuthority().toLowerCase(Locale.ROOT) + url.getRawPath();
    }

    @Override
    public Rest open(long from) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        int status = connection.getResponseCode();
        return switch (status) {
            case HttpURLConnection.HTTP_OK -> whole(connection);
            case HttpURLConnection.HTTP_PARTIAL -> part(connection, from);
            default -> throw refused(status, from, connection);
        };
    }

    private Rest whole(HttpURLConnection connection) throws IOException {
        long size = connection.getContentLengthLong();
        if (size < 0) {
            throw new FetchFailed(place() + " does not say how long the dump is; this is no link to a bucket");
        }
        return new Rest(body(connection), 0, size, etag(connection));
    }

    private Rest part(HttpURLConnection connection, long from) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(
                Optional.ofNullable(connection.getHeaderField("Content-Range")).orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != from) {
            throw new FetchFailed(place() + " answers with another part of the dump than was asked for");
        }
        return new Rest(body(connection), from, Long.parseLong(range.group(2)), etag(connection));
    }

    private static String etag(HttpURLConnection connection) {
        return Optional.ofNullable(connection.getHeaderField("ETag")).orElse("");
    }

    /** Closed in the middle, the connection goes too: nobody reads a gigabyte to its end for politeness. */
    private static InputStream body(HttpURLConnection connection) throws IOException {
        return new java.io.FilterInputStream(connection.getInputStream()) {
            @Override
            public void close() {
                connection.disconnect();
            }
        };
    }

    /** An {@code IOException} to be tried again, or a reason why not. */
    private IOException refused(int status, long from, HttpURLConnection connection) throws IOException {
        String code = code(connection);
        connection.disconnect();
        if (status == 429 || status >= 500) {
            return new IOException(place() + " answers " + status);
        }
        if (status == 416 && from > 0) {
            throw new Beyond();
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new FetchFailed("the dump behind this link is there no more; ask Slack for a newer one");
        }
        if (status >= 300 && status < 400) {
            throw new FetchFailed(
                    place() + " sends us elsewhere, and links are followed nowhere: ask Slack for a new one");
        }
        if (status == 403 || status == 400 && code.equals("ExpiredToken")) {
            throw new FetchFailed(
                    ended()
                            ? ENDED
                            : "the store does not accept this link" + why(code)
                                    + ": if it was copied as a whole it has ended or was altered; ask Slack for a new one");
        }
        throw new FetchFailed(place() + " answers " + status + why(code) + "; is this a link from Slack?");
    }

    private static String why(String code) {
        return code.isEmpty() ? "" : " (" + code + ")";
    }

    private boolean ended() {
        return LinkQuery.of(url)
                .ends()
                .filter(end -> !clock.instant().isBefore(end))
                .isPresent();
    }

    private static String code(HttpURLConnection connection) {
        try (InputStream error = connection.getErrorStream()) {
            if (error == null) {
                return "";
            }
            Matcher code = CODE.matcher(new String(error.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8));
            return code.find() ? code.group(1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** What we have is longer than what is there. */
    static final class Beyond extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
