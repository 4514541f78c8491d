package dev.dumplink.audit;

/** What the Open Cybersecurity Schema Framework calls the event of a code. */
record OcsfActivity(EventClass in, int id, String name) {
    /** What the class has no number for. */
    private static final int OTHER = 99;

    /** A class of events in category 6, application activity. */
    enum EventClass {
        LIFECYCLE(6002, "Application Lifecycle"),
        API(6003, "API Activity"),
        DATASTORE(6005, "Datastore Activity"),
        FILE_HOSTING(6006, "File Hosting Activity");

        private final int uid;
        private final String caption;

        EventClass(int uid, String caption) {
            this.uid = uid;
            this.caption = caption;
        }

        int uid() {
            return uid;
        }

        String caption() {
            return caption;
        }
    }

    static OcsfActivity of(AuditEntry entry) {
        return switch (entry.code()) {
            case "DL001I", "DL001E" -> new OcsfActivity(EventClass.FILE_HOSTING, 12, "Share");
            case "DL002D", "DL003R" -> new OcsfActivity(EventClass.FILE_HOSTING, 17, "Access Check");
            case "DL004I", "DL004E" -> new OcsfActivity(EventClass.FILE_HOSTING, OTHER, "Deliver");
            case "DL005I", "DU003I", "AU001I", "AU002I" -> new OcsfActivity(EventClass.API, 2, "Read");
            case "DL006I" -> new OcsfActivity(EventClass.FILE_HOSTING, 14, "Open");
            case "DL007I" -> new OcsfActivity(EventClass.FILE_HOSTING, OTHER, "Hide");
            case "SY001I" -> new OcsfActivity(EventClass.LIFECYCLE, 3, "Start");
            case "SY002I" -> new OcsfActivity(EventClass.LIFECYCLE, 4, "Stop");
            case "CF001I" -> new OcsfActivity(EventClass.LIFECYCLE, OTHER, "Configure");
            default -> byFamily(entry);
        };
    }

    /** A code that came later, or from a later version, by the two letters that say what it is about. */
    private static OcsfActivity byFamily(AuditEntry entry) {
        return switch (entry.code().substring(0, Math.min(2, entry.code().length()))) {
            case "DL" -> new OcsfActivity(EventClass.FILE_HOSTING, OTHER, entry.decision());
            case "DB" -> new OcsfActivity(EventClass.DATASTORE, 1, "Read");
            case "RS" -> new OcsfActivity(EventClass.DATASTORE, 5, "Write");
            case "AU" -> new OcsfActivity(EventClass.API, OTHER, entry.decision());
            default -> new OcsfActivity(EventClass.LIFECYCLE, OTHER, entry.decision());
        };
    }

    long type() {
        return in.uid() * 100L + id;
    }
}
