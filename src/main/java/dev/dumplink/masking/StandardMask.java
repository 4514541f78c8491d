package dev.dumplink.masking;

import java.util.Set;

/** A mask of ours as a {@link MaskType}: the question and the making are one decision, so they cannot disagree. */
record StandardMask(String name, String describe, Set<String> options, Plan.Maker decision) implements MaskType {
    StandardMask {
        options = Set.copyOf(options);
    }

    @Override
    public Fit fit(MaskTarget target, MaskOptions given) {
        try {
            Plan plan = decision.plan(new Ask(target, given));
            return new Fit.Fits(plan.uniqueness(), plan.plain());
        } catch (Unfit e) {
            return new Fit.Misfit(e.getMessage());
        }
    }

    @Override
    public Mask create(MaskTarget target, MaskOptions given, MaskingKey key) {
        MaskingKey own = key.derive("mask/" + name + "/" + given.text("domain").orElse(""));
        return decision.plan(new Ask(target, given)).maker().apply(new Keys(key, own));
    }
}
