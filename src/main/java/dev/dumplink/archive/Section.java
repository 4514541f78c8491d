package dev.dumplink.archive;

import java.util.Optional;
import java.util.stream.Stream;

/** When an entry is restored; the number is the one in the file. */
public enum Section {
    /** Goes with the object it depends on: comments, privileges, security labels. */
    NONE(1),
    PRE_DATA(2),
    DATA(3),
    POST_DATA(4);

    private final int number;

    Section(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<Section> of(int number) {
        return Stream.of(values()).filter(section -> section.number == number).findFirst();
    }
}
