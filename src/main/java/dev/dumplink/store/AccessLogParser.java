package dev.dumplink.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one line of an S3 server access log, from left to right.
 *
 * <p>The format has a weakness: quoted fields repeat what the client sent, and quotation marks in them are not escaped. So
 * the request's end is not the next quotation mark but the first one after an HTTP version and before a status. What comes
 * up to the times taken is then the store's own word, whatever a client writes into its Referer or User-Agent, and of those
 * nothing is believed. Fields that were added to the format over the years stand at the end, and are not looked at.
 */
final class AccessLogParser {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
    private static final String LINK = "x-dumplink-request";

    private final String line;
    private int at;

    AccessLogParser(String line) {
        this.line = line;
    }

    /** Not a line of an access log. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("not a line of an access log", null, false, false);
        }
    }

    AccessLogLine parse() throws Unreadable {
        word(); // the bucket's owner
        String bucket = word();
        Instant time = time();
        String address = word();
        word(); // the requester
        String storeId = word();
        String operation = word();
        String key = word();
        String query = query(request());
        int status = (int) number();
        String error = word();
        long sent = number();
        long size = number();
        number(); // the times taken
        number();
        return new AccessLogLine(
                bucket,
                time,
                address,
                storeId,
                operation,
                key,
                parameter(query),
                query.contains("Signature="),
                status,
                error,
                sent,
                size,
                userAgent());
    }

    /** Up to the next blank; nothing for a lone hyphen. */
    private String word() throws Unreadable {
        int end = line.indexOf(' ', at);
        if (end <= at) {
            throw new Unreadable();
        }
        String word = line.substring(at, end);
        at = end + 1;
        return word.equals("-") ? "" : word;
    }

    private long number() throws Unreadable {
        String word = word();
        if (word.length() > 18 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Unreadable();
        }
        return word.isEmpty() ? 0 : Long.parseLong(word);
    }

    private Instant time() throws Unreadable {
        int end = line.indexOf("] ", at);
        if (end < 0 || line.charAt(at) != '[') {
            throw new Unreadable();
        }
        try {
            Instant time =
                    TIME.parse(line.substring(at + 1, end), ZonedDateTime::from).toInstant();
            at = end + 2;
            return time;
        } catch (DateTimeException e) {
            throw new Unreadable();
        }
    }

    /** What stands between the quotation marks, or nothing. */
    private String request() throws Unreadable {
        if (line.startsWith("- ", at)) {
            at += 2;
            return "";
        }
        if (!line.startsWith("\"", at)) {
            throw new Unreadable();
        }
        int end = endOfRequest(true);
        if (end < 0) {
            // copies are logged without a version
            end = endOfRequest(false);
        }
        if (end < 0) {
            throw new Unreadable();
        }
        String request = line.substring(at + 1, end);
        at = end + 2;
        return request;
    }

    private int endOfRequest(boolean versioned) {
        int mark = line.indexOf("\" ", at + 1);
        while (mark >= 0 && !(isBeforeStatus(mark + 2) && (!versioned || isAfterVersion(mark)))) {
            mark = line.indexOf("\" ", mark + 1);
        }
        return mark;
    }

    private boolean isBeforeStatus(int from) {
        return line.startsWith("- ", from)
                || from + 3 < line.length()
                        && isDigit(from)
                        && isDigit(from + 1)
                        && isDigit(from + 2)
                        && line.charAt(from + 3) == ' ';
    }

    private boolean isDigit(int index) {
        return line.charAt(index) >= '0' && line.charAt(index) <= '9';
    }

    private boolean isAfterVersion(int mark) {
        int version = line.lastIndexOf(" HTTP/", mark);
        return version > at && mark - version >= 7 && mark - version <= 9;
    }

    /** What follows the question mark of {@code GET /path?query HTTP/1.1}. */
    private static String query(String request) {
        int mark = request.indexOf('?');
        int end = request.lastIndexOf(" HTTP/");
        return mark < 0 ? "" : request.substring(mark + 1, end > mark ? end : request.length());
    }

    /** The link's id. Twice the same parameter is no link of ours, and yields an id that nobody has. */
    private static Optional<String> parameter(String query) {
        StringBuilder value = new StringBuilder();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decoded(pair.substring(0, equals)).equals(LINK)) {
                value.append(value.length() == 0 ? "" : ",").append(decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.of(value.toString()).filter(text -> !text.isEmpty());
    }

    private static String decoded(String text) {
        return UriText.decode(UriText.decode(text));
    }

    /** Between the first quotation marks that follow the referrer's and the line's last one. */
    private String userAgent() {
        int start = line.indexOf(" \"", at);
        int end = line.lastIndexOf('"');
        return start < 0 || end <= start + 2 ? "" : line.substring(start + 2, end);
    }
}
