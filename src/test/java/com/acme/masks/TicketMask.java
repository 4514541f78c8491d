package com.acme.masks;

import dev.dumplink.masking.Bytes;
import dev.dumplink.masking.Mask;
import dev.dumplink.masking.MaskOptions;
import dev.dumplink.masking.MaskTarget;
import dev.dumplink.masking.MaskType;
import dev.dumplink.masking.MaskingKey;
import dev.dumplink.masking.Uniqueness;
import java.nio.ByteBuffer;
import java.util.Set;
import javax.crypto.Mac;

/** Ticket numbers of our own form: {@code T-0042917}. */
public final class TicketMask implements MaskType {
    @Override
    public String name() {
        return "acme_ticket";
    }

    @Override
    public String describe() {
        return "a ticket number that was never given out";
    }

    @Override
    public Set<String> options() {
        return Set.of("prefix");
    }

    @Override
    public Fit fit(MaskTarget target, MaskOptions options) {
        return target.type().base().sql().startsWith("character varying")
                ? new Fit.Fits(Uniqueness.LOSSY, true)
                : new Fit.Misfit("masks character varying; the column is "
                        + target.type().sql());
    }

    @Override
    public Mask create(MaskTarget target, MaskOptions options, MaskingKey key) {
        String prefix = options.text("prefix").orElse("T-");
        Mac mac = key.derive("acme_ticket").mac();
        return (value, from, to, out) -> {
            mac.update(value, from, to - from);
            write(prefix, ByteBuffer.wrap(mac.doFinal()).getInt(), out);
        };
    }

    private static void write(String prefix, int hash, Bytes out) {
        out.append(prefix).append("%07d".formatted(Integer.remainderUnsigned(hash, 10_000_000)));
    }
}
