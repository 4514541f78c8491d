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
    /** Somebody at a shell looked at real rows beside what becomes of them. */
    PREVIEWED("DU003I", "previewed"),
    AUDIT_READ("AU001I", "read"),
    AUDIT_EXPORTED("AU002I", "exported"),
    /** From here on what the store's own log tells of a link, hours later. */
    DOWNLOADED("DW001I", "downloaded"),
    DOWNLOADED_PARTLY("DW001E", "partial"),
    SEVERAL_ADDRESSES("DW002W", "several"),
    REFUSED_AFTER_END("DW003D", "late"),
    /** A link that the log knows nothing of: made by somebody else, or forged. */
    UNRECORDED_LINK("DW004W", "unrecorded"),
    NEVER_USED("DW005I", "unused"),
    REFUSED_BEFORE_END("DW006D", "refused"),
    /** The store gave more than the link allows: another object, another method, or after its end. */
    EXCEEDED("DW007W", "exceeded"),
    CRAWLED("DW008I", "crawled"),
    CONFIGURATION_LOADED("CF001I", "noted"),
    STARTED("SY001I", "noted"),
    STOPPED("SY002I", "noted"),
    VERIFIED("AU003I", "verified"),
    DAMAGED("AU003E", "damaged"),
    /** Rows past their time are gone; before that {@link #PRUNING} said which were to go. */
    PRUNED("AU004I", "pruned"),
    PRUNING("AU007I", "pruning"),
    /** An operator asked whose a link was. */
    LOOKED_UP("AU005I", "searched"),
    /** A person was taken out of the side table; the reason is the reference that nothing leads back from. */
    FORGOTTEN("AU006I", "forgotten"),
    ANCHORED("AN001I", "anchored"),
    NOT_ANCHORED("AN001E", "unanchored"),
    /** Written before the manifest is: from then on the dump exists. */
    DUMP_MADE("DB001I", "made"),
    DUMP_FAILED("DB001E", "unmade"),
    /** A guard, the policy or the leak scan said no; nothing was published. */
    DUMP_REFUSED("DB002D", "withheld"),
    /** A dump took a database's place. */
    RESTORED("RS001I", "restored"),
    NOT_RESTORED("RS001E", "unrestored"),
    /** A guard, the file's inspection or a person said no. */
    RESTORE_REFUSED("RS001D", "barred"),
    /** Written before anything is made on the target. */
    RESTORING("RS002I", "restoring"),
    /** What would happen was shown, and nothing done. */
    RESTORE_PLANNED("RS003I", "planned"),
    /** The database that was put aside is about to take its place again. */
    RESTORE_UNDONE("RS004I", "undone"),
    /** Databases that were put aside, or left unfinished, are about to be deleted. */
    OLD_DELETED("RS005I", "cleared");

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
