package dev.dumplink.slack;

import dev.dumplink.archive.StoredDump;
import dev.dumplink.link.Wish;
import java.util.Optional;

/** Which dump a button stands for, as the button's value: a database's name, and the dump's key unless it is the newest. */
final class Target {
    /** What Slack allows a button to carry. */
    private static final int LONGEST = 2000;

    private Target() {}

    static String newest(StoredDump dump) {
        return dump.database().value();
    }

    static String exactly(StoredDump dump) {
        String value = dump.database() + " " + dump.key();
        return value.length() <= LONGEST ? value : newest(dump);
    }

    static Wish wish(String value) {
        int space = value.indexOf(' ');
        return space < 0
                ? Wish.newest(value)
                : new Wish(value.substring(0, space), Optional.of(value.substring(space + 1)));
    }
}
