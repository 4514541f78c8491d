package dev.dumplink;

import dev.dumplink.audit.AnchorPlace;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.audit.ChainVerifier.Proof;
import dev.dumplink.link.ChainWatch;
import java.time.InstantSource;
import java.util.List;

/** The proof of the log against every place that the configuration names, as {@code audit verify} makes it. */
record LogProof(AuditSettings audit, List<AnchorPlace> places, InstantSource clock) implements ChainWatch.Look {
    @Override
    public Proof all() {
        return ChainVerifier.prove(audit, places, clock.instant(), row -> {});
    }

    @Override
    public Proof since(Proof before) {
        return ChainVerifier.proveOn(audit, places, clock.instant(), before);
    }
}
