package dev.dumplink.dump;

import java.util.Optional;

/** A night in the midst of its tables, for whoever tells how far it is. */
public final class NightUnderWay {
    private final Share share;
    private final NightProgress progress = new NightProgress(Optional::empty);

    private NightUnderWay(double whole) {
        this.share = new Share(whole);
    }

    /** @param tables of which each weighs a million bytes */
    public static NightUnderWay at(String... tables) {
        NightUnderWay night = new NightUnderWay(1e6 * tables.length);
        night.progress.beginCopying(night.share);
        for (String table : tables) {
            night.share.begin(table, 1e6);
        }
        return night;
    }

    public void packed(long rows, long bytes) {
        progress.add(rows, bytes);
    }

    public void locked(String by) {
        progress.locked(by);
    }

    public NightProgress progress() {
        return progress;
    }
}
