package dev.dumplink.check;

import java.util.List;

/**
 * Something that somebody who wants dumps should know.
 *
 * @param weight whether it is in the way
 * @param where what it is about, such as {@code public.customer.email} or {@code role dumplink}
 * @param what what is wrong, in a clause
 * @param mend what to do about it, in a clause; empty where nothing has to be done
 * @param script the statements that do, one in a line, where they are several
 */
public record Finding(Weight weight, String where, String what, String mend, List<String> script) {
    public Finding {
        script = script.stream().map(Finding::visible).toList();
    }

    /** How much it matters. */
    public enum Weight {
        /** With it there is no dump. */
        PROBLEM,
        /** It is as it should be, and good to know. */
        NOTE
    }

    static Finding problem(String where, String what, String mend) {
        return new Finding(Weight.PROBLEM, where, what, mend, List.of());
    }

    static Finding note(String where, String what) {
        return new Finding(Weight.NOTE, where, what, "", List.of());
    }

    /** One line for a person, however many the mend has. */
    @Override
    public String toString() {
        String line = where + ": " + what + (mend.isEmpty() ? "" : "; " + mend);
        String flat = line.strip().replaceAll("\\s*\\R\\s*", " ");
        return (weight == Weight.NOTE ? "note: " : "") + visible(flat);
    }

    /** Names can hold what a terminal would obey. */
    private static String visible(String line) {
        return line.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "\u00b7");
    }

    Finding with(List<String> statements) {
        return new Finding(weight, where, what, mend, statements);
    }
}
