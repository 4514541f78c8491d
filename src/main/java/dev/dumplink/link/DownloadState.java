package dev.dumplink.link;

import dev.dumplink.audit.EventCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** What became of a link, in a few words; of several findings the one that matters most. */
public enum DownloadState {
    EXCEEDED("beyond the link", EventCode.EXCEEDED),
    SEVERAL("several addresses", EventCode.SEVERAL_ADDRESSES),
    DOWNLOADED("downloaded", EventCode.DOWNLOADED),
    PARTLY("broken off", EventCode.DOWNLOADED_PARTLY),
    LATE("refused, too late", EventCode.REFUSED_AFTER_END),
    REFUSED("refused", EventCode.REFUSED_BEFORE_END),
    UNUSED("never used", EventCode.NEVER_USED),
    /** The store's log says nothing about it, or has not been looked at, or does not reach so far. */
    NOT_KNOWN("not known yet", null);

    private final String words;
    private final EventCode code;

    DownloadState(String words, EventCode code) {
        this.words = words;
        this.code = code;
    }

    /** As the table and Slack show it. */
    public String words() {
        return words;
    }

    /** The row that says so; none for what is not known. */
    public Optional<EventCode> code() {
        return Optional.ofNullable(code);
    }

    /**
     * The state that rows tell.
     *
     * @param codes of all rows of one request, in any order; those that are about something else do not matter
     */
    public static DownloadState of(Collection<String> codes) {
        return Arrays.stream(values())
                .filter(state ->
                        state.code().filter(code -> codes.contains(code.code())).isPresent())
                .findFirst()
                .orElse(NOT_KNOWN);
    }
}
