package dev.dumplink.restore;

import dev.dumplink.archive.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a dry run showed, as one word: the moment, and a digest of that moment, the target's server and database, the dump,
 * and what spoke against it. It is no secret; it can only be had from a dry run of the same, and says so for ten minutes.
 */
public record Plan(Instant at, String digest) {
    /** How long a plan is good for. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern FORM = Pattern.compile("plan-(\\d{8}T\\d{6}Z)-([0-9a-f]{16})");
    private static final int DIGITS = 16;

    static Plan of(Target target, Inspection.Sound dump, List<Finding> findings, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        String text = String.join(
                "\n",
                at.toString(),
                target.facts().systemIdentifier().toString(),
                target.address().toString(),
                target.existing().map(database -> Long.toString(database.oid())).orElse("none"),
                dump.sha256().hex(),
                findings.stream()
                        .map(each -> each.kind().name())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(",")));
        return new Plan(
                at, Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS));
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Plan parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        try {
            if (matcher.matches()) {
                return new Plan(TIME.parse(matcher.group(1), Instant::from), matcher.group(2));
            }
        } catch (DateTimeException e) {
            // no such moment: said below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no plan; --dry-run prints one, such as plan-20261127T042000Z-0123456789abcdef");
    }

    /** Whether it is still good, and of exactly this. */
    boolean covers(Target target, Inspection.Sound dump, List<Finding> findings, Instant now) {
        Duration age = Duration.between(at, now);
        return !age.isNegative() && age.compareTo(LIFE) <= 0 && equals(of(target, dump, findings, at));
    }

    @Override
    public String toString() {
        return "plan-" + TIME.format(at) + "-" + digest;
    }
}
