package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.Set;

/** Masks arrays element by element, whatever the mask is. */
record EachElement(MaskType inner) implements MaskType {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String describe() {
        return inner.describe();
    }

    @Override
    public Set<String> options() {
        return inner.options();
    }

    @Override
    public Fit fit(MaskTarget target, MaskOptions options) {
        if (!(target.type().base() instanceof DataType.Array array)) {
            return inner.fit(target, options);
        }
        Fit fit = inner.fit(element(array, target), options);
        return fit instanceof Fit.Fits fits ? new Fit.Fits(fits.uniqueness(), false) : fit;
    }

    @Override
    public Mask create(MaskTarget target, MaskOptions options, MaskingKey key) {
        if (!(target.type().base() instanceof DataType.Array array)) {
            return inner.create(target, options, key);
        }
        char delimiter = array.element().base() instanceof DataType.Base base
                        && base.name().equals("box")
                ? ';'
                : ',';
        return new ArrayMask(inner.create(element(array, target), options, key), delimiter);
    }

    // different arrays stay different where different elements do
    private static MaskTarget element(DataType.Array array, MaskTarget target) {
        return new MaskTarget(array.element(), false, target.unique());
    }
}
