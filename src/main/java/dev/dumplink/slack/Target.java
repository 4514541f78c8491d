package dev.dumplink.slack;

import dev.dumplink.archive.StoredDump;
import dev.dumplink.link.Wish;
import java.time.LocalDate;
import java.util.Optional;

/** Which dump a button stands for, as its value: a database's name for the newest, with {@code @} and a day, or with a key. */
final class Target {
    private Target() {}

    static String newest(StoredDump dump) {
        return dump.database().value();
    }

    static String madeOn(LocalDate day, StoredDump dump) {
        return dump.database() + "@" + day;
    }

    static String exactly(StoredDump dump) {
        // a key has at most 1024 bytes, and Slack lets a button carry 2000 characters
        return dump.database() + " " + dump.key();
    }

    static Wish wish(String value) {
        int space = value.indexOf(' ');
        return space < 0
                ? Wish.newest(value)
                : new Wish(value.substring(0, space), Optional.of(value.substring(space + 1)));
    }
}
