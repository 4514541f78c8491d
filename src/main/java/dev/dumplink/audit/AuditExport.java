package dev.dumplink.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Entries written for other programs. Nothing of a row is lost in any of the formats. */
public final class AuditExport implements Consumer<AuditEntry> {
    private final Appendable out;
    private final Function<AuditEntry, String> line;

    /** Begins an export. */
    public AuditExport(Format format, Appendable out) {
        this.out = out;
        this.line = format.line;
        write(format.heading);
    }

    /** How an entry is written: each is one line, except that a table of commas has a heading. */
    public enum Format {
        /** For spreadsheets: one column for each of the database's. */
        CSV(Csv.heading(), Csv::line),
        /** The rows as they are chained. */
        JSON("", entry -> EntryJson.line(entry) + "\n"),
        /** The Open Cybersecurity Schema Framework. */
        OCSF("", Ocsf::line),
        /** The Elastic Common Schema. */
        ECS("", Ecs::line);

        private final String heading;
        private final Function<AuditEntry, String> line;

        Format(String heading, Function<AuditEntry, String> line) {
            this.heading = heading;
            this.line = line;
        }

        /** As people type it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Format> of(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** @throws UncheckedIOException if it cannot be written */
    @Override
    public void accept(AuditEntry entry) {
        write(line.apply(entry));
    }

    private void write(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
