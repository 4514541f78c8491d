package dev.dumplink.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the log is kept.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}
 * @param user may be null
 * @param password may be null
 * @param retain how long rows are kept before they may be pruned
 * @param anchor how it is proved, outside, that none were cut off
 */
public record AuditSettings(String url, String user, String password, Duration retain, AnchorSettings anchor) {
    static final String DEFAULT_URL = "jdbc:sqlite:dumplink-audit.db";
    static final Duration DEFAULT_RETAIN = Duration.ofDays(365);

    /** Less than that few auditors are content with; CNIL, for one, advises six to twelve months. */
    private static final Duration SHORT = Duration.ofDays(180);

    private static final Pattern PASSWORD = Pattern.compile("^[^?]*@|[?&]password=", Pattern.CASE_INSENSITIVE);

    public AuditSettings {
        url = url == null ? DEFAULT_URL : url;
        retain = retain == null ? DEFAULT_RETAIN : retain;
        anchor = anchor == null ? AnchorSettings.none() : anchor;
        if (!url.startsWith(Dialect.SQLITE.scheme()) && !url.startsWith(Dialect.POSTGRESQL.scheme())) {
            throw new IllegalArgumentException("url must begin with jdbc:sqlite: or jdbc:postgresql:");
        }
        if (url.startsWith(Dialect.SQLITE.scheme())
                && (url.contains(":memory:") || url.contains("mode=memory") || url.equals(Dialect.SQLITE.scheme()))) {
            throw new IllegalArgumentException("url must name a file: a log in memory is no log");
        }
        if (url.startsWith(Dialect.POSTGRESQL.scheme()) && PASSWORD.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "url must hold no user before an @ and no password, which libraries print:"
                            + " they go into user and password");
        }
        if (retain.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("retain must be at least 1d");
        }
    }

    /** A log that is anchored nowhere. */
    public AuditSettings(String url, String user, String password, Duration retain) {
        this(url, user, password, retain, null);
    }

    public static AuditSettings defaults() {
        return new AuditSettings(null, null, null, null);
    }

    /** A word about rows that may be gone before anybody asks for them. */
    public Optional<String> shortness() {
        return Optional.of(retain)
                .filter(kept -> kept.compareTo(SHORT) < 0)
                .map(kept -> "audit.retain is " + kept.toDays() + " days: logs of who had access to data are commonly"
                        + " kept for at least " + SHORT.toDays());
    }

    Dialect dialect() {
        return url.startsWith(Dialect.SQLITE.scheme()) ? Dialect.SQLITE : Dialect.POSTGRESQL;
    }

    /** The file that the log is kept in, if it is one. */
    Optional<Path> file() {
        return dialect() == Dialect.SQLITE
                ? Optional.of(
                        Path.of(url.substring(Dialect.SQLITE.scheme().length()).replaceFirst("\\?.*", "")))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "AuditSettings[" + dialect() + ", retain=" + retain + "]";
    }
}
