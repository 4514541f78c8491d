package dev.dumplink.restore;

import dev.dumplink.archive.DatabaseName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What somebody typed or pasted as the source of a restore. */
final class SourceText {
    private static final Pattern AROUND = Pattern.compile("\\A[\\s\\p{Cf}<(\\[\"'`]+|[\\s\\p{Cf}>)\\]\"'`]+\\z");
    private static final Pattern LABEL = Pattern.compile("\\|[^|]*\\z");
    private static final Pattern SCHEME = Pattern.compile("\\A([A-Za-z][A-Za-z0-9+-]*:)?//|\\Ajdbc:");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX");
    private static final String EXAMPLE = "2026-11-22";

    private final String text;
    private final List<DatabaseName> configured;

    SourceText(String source, Collection<DatabaseName> configured) {
        this.text = AROUND.matcher(source).replaceAll("");
        this.configured = configured.stream().sorted().toList();
    }

    Wanted wanted() {
        require(!text.isEmpty(), "SOURCE is empty: " + forms());
        if (text.toLowerCase(Locale.ROOT).matches("(?s)https?:.*")) {
            return link();
        }
        require(
                !SCHEME.matcher(text).find(),
                text.matches("(?is)(jdbc:)?postgres(ql)?:.*")
                        ? "the address of a database is no source, it goes behind --into: " + forms()
                        : "no dump comes from an address like that: " + forms());
        int sign = text.indexOf('@');
        if (sign > 0 && named(text.substring(0, sign)).isPresent()) {
            DatabaseName name = named(text.substring(0, sign)).get();
            return new Wanted.Stored(name, Optional.of(period(name, text.substring(sign + 1))));
        }
        return named(text)
                .<Wanted>map(name -> new Wanted.Stored(name, Optional.empty()))
                .or(this::file)
                .orElseThrow(() -> new IllegalArgumentException(unknown()));
    }

    private Optional<DatabaseName> named(String name) {
        return configured.stream().filter(each -> each.value().equals(name)).findFirst();
    }

    private Optional<Wanted> file() {
        try {
            Path path = Path.of(text);
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(new Wanted.LocalFile(path))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private String unknown() {
        String name = text.replaceFirst("@.*", "");
        String shown = printable(text);
        if (text.indexOf('/') >= 0 || text.endsWith(".dump")) {
            return "there is no file " + shown + "; " + forms();
        }
        return "no database is called '" + printable(name) + "' here"
                + Nearest.to(name, configured.stream().map(DatabaseName::value).toList())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(", and there is no such file; " + forms());
    }

    private String forms() {
        String names = configured.stream().map(DatabaseName::value).collect(Collectors.joining(", "));
        String file = "a file such as ./shop.dump, or a link from Slack in quotes";
        return configured.isEmpty()
                ? "give " + file + " (no database is configured here)"
                : "give a database (" + names + "), " + configured.get(0) + "@" + EXAMPLE + ", " + file;
    }

    private static String printable(String text) {
        String shown = text.replaceAll("[\\p{C}]", "?");
        return shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
    }

    private Wanted.Period period(DatabaseName name, String when) {
        try {
            if (when.matches("\\d{4}-\\d\\d-\\d\\d")) {
                LocalDate day = LocalDate.parse(when);
                return new Wanted.Period(
                        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        when);
            }
            OffsetDateTime moment =
                    when.matches("\\d{8}T.*") ? OffsetDateTime.parse(when, COMPACT) : OffsetDateTime.parse(when);
            boolean seconds = when.matches(".*\\d\\d:?\\d\\d:?\\d\\d(\\.\\d+)?(Z|[+-][\\d:]+)");
            return new Wanted.Period(
                    moment.toInstant(), moment.plusSeconds(seconds ? 1 : 60).toInstant(), when);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + printable(when) + "' is no day or time: write " + name + "@"
                    + EXAMPLE + " or, in UTC, " + name + "@" + EXAMPLE + "T01:00:03Z");
        }
    }

    /** Out of a chat, a terminal that broke the line, a log that escaped it. */
    private Wanted.PastedLink link() {
        String bare = text.replaceAll("[\\s\\p{Cf}]+", "");
        bare = LABEL.matcher(bare).replaceFirst("");
        while (bare.contains("&amp;")) {
            bare = bare.replace("&amp;", "&");
        }
        URI url = uri(bare.replaceFirst("#.*", ""));
        require(
                url.getHost() != null && url.getUserInfo() == null,
                "this is no link to a dump; copy it again as a whole");
        require(
                url.getScheme().equalsIgnoreCase("https")
                        || LOOPBACK.matcher(url.getHost()).matches(),
                "links over plain http are only followed to this machine itself; it must begin with https://");
        require(
                url.getRawQuery() != null && url.getRawPath().length() > 1,
                "this link has no signature; in a shell a link must stand in quotes, because of its & signs");
        return new Wanted.PastedLink(url);
    }

    /** Without the cause, whose words repeat the link. */
    private static URI uri(String bare) {
        try {
            return new URI(bare);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this link is damaged; copy it again as a whole");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
