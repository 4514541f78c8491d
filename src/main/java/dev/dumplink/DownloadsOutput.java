package dev.dumplink;

import dev.dumplink.link.Download;
import dev.dumplink.link.DownloadState;
import dev.dumplink.link.Downloads;
import dev.dumplink.link.Stranger;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints as it is told, and counts. */
abstract class DownloadsOutput implements Downloads.Listener {
    private final Map<DownloadState, Long> counts = new EnumMap<>(DownloadState.class);
    private long strangers;

    @Override
    public final void link(Download download) {
        counts.merge(download.state(), 1L, Long::sum);
        print(download);
    }

    @Override
    public final void stranger(Stranger stranger) {
        strangers++;
        print(stranger);
    }

    abstract void print(Download download);

    abstract void print(Stranger stranger);

    /** After the last one. */
    void end() {}

    /** How many of each kind, in a line. */
    String counted() {
        long links = counts.values().stream().mapToLong(Long::longValue).sum();
        String states = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().words())
                .collect(Collectors.joining(", "));
        return "links: " + links + (links == 0 ? "" : " (" + states + ")")
                + (strangers == 0 ? "" : "; unrecorded: " + strangers);
    }
}
