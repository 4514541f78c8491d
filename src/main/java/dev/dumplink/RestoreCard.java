package dev.dumplink;

import dev.dumplink.archive.ManifestSignature;
import dev.dumplink.postgres.TargetFacts;
import dev.dumplink.restore.Finding;
import dev.dumplink.restore.Inspection;
import dev.dumplink.restore.Mark;
import dev.dumplink.restore.Target;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Both sides next to each other, so that nobody takes one for the other. */
final class RestoreCard {
    private static final int LABEL = 10;
    private static final int GAP = 2;
    private static final int DIGITS = 4;
    private static final double KILO = 1000;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final int column;
    private final List<String> lines = new ArrayList<>();

    private RestoreCard(int width) {
        this.column = (width - LABEL - 2 * GAP) / 2;
    }

    /** @param width of a line, in places */
    static List<String> of(Inspection.Sound dump, Target target, List<Finding> findings, int width) {
        RestoreCard card = new RestoreCard(width);
        card.line("", "SOURCE", "TARGET");
        card.line(
                "what",
                dump.label(),
                "database " + target.name() + (target.existing().isPresent() ? "" : " (new)"));
        card.line("where", card.end(dump.archive().toString()), where(target));
        card.line("server", last(dump.guardedServer(), "not told"), server(target.facts()));
        card.line(
                "size",
                bytes(dump.size()) + rows(dump),
                target.existing().map(RestoreCard::size).orElse("-"));
        card.line("origin", signature(dump), origin(target));
        card.line(
                "activity",
                dump.madeAt().map(moment -> "made " + MINUTE.format(moment)).orElse("age unknown"),
                activity(target));
        findings.stream()
                .filter(each -> each.weight() != Finding.Weight.FATAL)
                .forEach(each -> card.lines.add((each.weight() == Finding.Weight.ASK ? "! " : "note: ")
                        + Cell.cut(each.toString(), 4 * width)));
        return card.lines;
    }

    private void line(String label, String source, String target) {
        String gap = " ".repeat(GAP);
        lines.add((Cell.padded(label, LABEL) + gap + Cell.padded(source, column) + gap + Cell.cut(target, column))
                .stripTrailing());
    }

    /** Of a long path the end says more. */
    private String end(String path) {
        return path.length() <= column ? path : "…" + path.substring(path.length() - column + 1);
    }

    private static String where(Target target) {
        String addresses = target.addresses().stream()
                .map(InetAddress::getHostAddress)
                .filter(address -> !address.equals(target.address().host()))
                .limit(2)
                .collect(Collectors.joining(", "));
        return target.address().host() + ":" + target.address().port()
                + (addresses.isEmpty() ? "" : " (" + addresses + ")");
    }

    private static String server(TargetFacts facts) {
        return last(facts.systemIdentifier(), "unknown") + ", PostgreSQL " + facts.version();
    }

    /** The end of an identifier is what people compare, and type. */
    private static String last(OptionalLong identifier, String otherwise) {
        if (identifier.isEmpty()) {
            return otherwise;
        }
        String digits = Long.toUnsignedString(identifier.getAsLong());
        return "id …" + digits.substring(Math.max(0, digits.length() - DIGITS));
    }

    private static String size(TargetFacts.Database database) {
        return (database.size().isPresent() ? bytes(database.size().getAsLong()) : "unknown") + ", "
                + database.sessions().size() + " connected";
    }

    private static String rows(Inspection.Sound dump) {
        return dump.rows().isPresent()
                ? String.format(Locale.ROOT, ", %,d rows", dump.rows().getAsLong())
                : "";
    }

    private static String signature(Inspection.Sound dump) {
        String signed = dump.signature().filter(ManifestSignature.VALID::equals).isPresent() ? "signed" : "unsigned";
        return signed + ", sha256 " + dump.sha256().hex().substring(0, 12);
    }

    private static String origin(Target target) {
        return target.mark()
                .map(mark -> "holds " + (mark.dump().isEmpty() ? "what is " + mark.environment() : mark.dump()))
                .orElse(target.existing().isEmpty() ? "-" : "not made by dumplink");
    }

    private static String activity(Target target) {
        return target.inside()
                .flatMap(TargetFacts.Inside::lastActivity)
                .map(moment -> "last seen " + MINUTE.format(moment))
                .or(() -> target.mark()
                        .map(Mark::at)
                        .filter(Instant.EPOCH::isBefore)
                        .map(at -> "restored " + MINUTE.format(at)))
                .orElse("-");
    }

    /** {@code 1.5 GB}. */
    static String bytes(long count) {
        double size = count;
        for (String unit : List.of("B", "kB", "MB", "GB")) {
            if (size < KILO) {
                return String.format(Locale.ROOT, unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
            }
            size /= KILO;
        }
        return String.format(Locale.ROOT, "%.1f TB", size);
    }
}
