package dev.dumplink.audit;

/** What a row says happened. The codes are stable: they are searched for, exported and alerted on. */
public enum EventCode {
    LINK_ISSUED("DL001I", "issued"),
    LINK_FAILED("DL001E", "failed"),
    DENIED("DL002D", "denied"),
    REPLAYED("DL003R", "replayed"),
    DELIVERED("DL004I", "delivered"),
    NOT_DELIVERED("DL004E", "undelivered"),
    /** Answered with words and no link: help, a list, a question back. */
    ANSWERED("DL005I", "answered"),
    /** The Download button was clicked; whether bytes followed, only the store's own log can tell. */
    OPENED("DL006I", "opened"),
    HIDDEN("DL007I", "hidden"),
    AUDIT_READ("AU001I", "read"),
    AUDIT_EXPORTED("AU002I", "exported"),
    CONFIGURATION_LOADED("CF001I", "noted"),
    STARTED("SY001I", "noted"),
    STOPPED("SY002I", "noted");

    private final String code;
    private final String decision;

    EventCode(String code, String decision) {
        this.code = code;
        this.decision = decision;
    }

    public String code() {
        return code;
    }

    /** The outcome in one word, as people search for it. */
    public String decision() {
        return decision;
    }
}
