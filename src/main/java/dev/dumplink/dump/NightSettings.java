package dev.dumplink.dump;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.ManifestKey;
import dev.dumplink.archive.Sha256;
import dev.dumplink.masking.Compilation;
import dev.dumplink.masking.Compiler;
import dev.dumplink.masking.MaskTypes;
import dev.dumplink.masking.MaskingKey;
import dev.dumplink.masking.Policy;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.SourceSettings;
import dev.dumplink.schema.DatabaseSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One database's night.
 *
 * @param database the name it is configured under
 * @param digest of the policy's text
 * @param signing what manifests are signed with
 * @param pgDump finds the program when it is wanted, so that its absence is a failed night and not a failed start
 * @param keep how many dumps stay, at least 1
 * @param jobs connections that read at once, at least 1
 * @param compression 1 (quick) to 9 (small)
 */
public record NightSettings(
        DatabaseName database,
        SourceSettings source,
        Policy policy,
        Sha256 digest,
        MaskingKey maskingKey,
        Optional<ManifestKey> signing,
        Supplier<PgDump> pgDump,
        int keep,
        int jobs,
        int compression) {

    /** The policy held against a schema, with the masks of the night that begins at a moment. */
    public Compilation compile(DatabaseSchema schema, Instant moment) {
        LocalDate night = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        return new Compiler(MaskTypes.all()).compile(policy, schema, maskingKey, night);
    }
}
