package dev.dumplink.restore;

import dev.dumplink.archive.ArchiveSeal;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.ManifestJson.UnreadableManifest;
import dev.dumplink.archive.ManifestKeys;
import dev.dumplink.archive.ManifestSignature;
import dev.dumplink.archive.Sha256;
import dev.dumplink.restore.Inspection.Why;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is said of an archive by what came with it, before a byte of it is read: its manifest, or the link.
 *
 * @param sha256 what the archive must be; absent where nobody says
 * @param size in bytes; 0 where nobody says
 * @param rows of all tables, where nobody says each table's
 */
record Provenance(
        Optional<Manifest> manifest,
        Optional<ManifestSignature> signature,
        Optional<Sha256> sha256,
        long size,
        Optional<Instant> madeAt,
        OptionalLong rows) {
    /** @throws NotSound if that is not to be believed */
    static Provenance of(Fetched fetched, ManifestKeys trusted) {
        return fetched.manifest()
                .map(manifest -> ofManifest(fetched, manifest, trusted))
                .orElseGet(() -> withoutManifest(fetched, trusted));
    }

    private static Provenance ofManifest(Fetched fetched, byte[] json, ManifestKeys trusted) {
        try {
            Manifest manifest = ManifestJson.read(json);
            ManifestSignature signature = ManifestSignature.of(json, trusted);
            require(signature, trusted, "the manifest of " + fetched.label());
            fetched.wanted()
                    .filter(wanted -> !wanted.equals(manifest.database()))
                    .ifPresent(wanted -> {
                        throw new NotSound(
                                Why.OTHER_DATABASE,
                                fetched.label() + " is said to be a dump of " + wanted + ", and its manifest is one of "
                                        + manifest.database() + ": look who writes under that prefix");
                    });
            return new Provenance(
                    Optional.of(manifest),
                    Optional.of(signature),
                    Optional.of(manifest.sha256()),
                    manifest.size(),
                    Optional.of(manifest.madeAt()),
                    OptionalLong.empty());
        } catch (UnreadableManifest e) {
            throw new NotSound(
                    Why.UNREADABLE_MANIFEST,
                    "the manifest of " + fetched.label() + " cannot be read, " + e.getMessage()
                            + ": fetch it again, or update dumplink");
        }
    }

    private static Provenance withoutManifest(Fetched fetched, ManifestKeys trusted) {
        Optional<Fetched.Promise> promise = fetched.promise();
        Optional<ManifestSignature> signature = promise.flatMap(said -> seal(fetched, said, trusted));
        if (!trusted.ids().isEmpty() && signature.isEmpty()) {
            throw new NotSound(
                    Why.UNSIGNED,
                    promise.isPresent()
                            ? "this link carries no signature, and keys are configured: name the database instead of the link"
                            : fetched.label()
                                    + " has no manifest, and keys are configured: put its manifest.json beside it,"
                                    + " or name the database instead");
        }
        signature.ifPresent(found -> require(found, trusted, "what the link says of " + fetched.label()));
        return new Provenance(
                Optional.empty(),
                signature,
                promise.flatMap(Fetched.Promise::sha256),
                promise.map(Fetched.Promise::size).orElse(0L),
                fetched.madeAt(),
                promise.map(Fetched.Promise::rows).orElse(OptionalLong.empty()));
    }

    private static Optional<ManifestSignature> seal(Fetched fetched, Fetched.Promise said, ManifestKeys trusted) {
        Optional<DumpId> id = DumpId.ofFile(fetched.label());
        if (said.seal().isEmpty()) {
            return Optional.empty();
        }
        if (id.isEmpty() || said.sha256().isEmpty()) {
            return Optional.of(ManifestSignature.BROKEN);
        }
        try {
            ArchiveSeal.Claims claims = new ArchiveSeal.Claims(
                    id.get().database(),
                    id.get().madeAt(),
                    said.size(),
                    said.sha256().get());
            return Optional.of(ArchiveSeal.parse(said.seal().get()).check(claims, trusted));
        } catch (IllegalArgumentException e) {
            return Optional.of(ManifestSignature.BROKEN);
        }
    }

    private static void require(ManifestSignature signature, ManifestKeys trusted, String what) {
        if (trusted.ids().isEmpty()) {
            return;
        }
        switch (signature) {
            case VALID -> {}
            case UNSIGNED ->
                throw new NotSound(
                        Why.UNSIGNED,
                        what + " is not signed, and keys are configured: sign dumps where they are made, and take one"
                                + " made since");
            case UNKNOWN_KEY ->
                throw new NotSound(
                        Why.UNKNOWN_KEY,
                        what + " " + signature.words()
                                + ": if it is one of yours, add its public key to the configuration");
            case BROKEN ->
                throw new NotSound(
                        Why.ALTERED,
                        what + " " + signature.words() + ": do not use it, and tell whoever looks after the bucket");
        }
    }
}
