package dev.dumplink.masking;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of a schema, as it is written down.
 *
 * @param type e.g. {@code TABLE}, {@code COMMENT}
 * @param schema the one it is in; empty for none
 * @param name its own, e.g. {@code customer}; of a comment what it is about, e.g. {@code COLUMN customer.email}
 * @param texts SQL that makes it and the like
 */
public record Definition(String type, String schema, String name, List<String> texts) {
    private static final Pattern ABOUT = Pattern.compile("((?:[A-Z]{2,} )+)(.+)", Pattern.DOTALL);

    public Definition {
        texts = List.copyOf(texts);
    }

    /** As a finding and a policy say it: {@code TYPE public.mood}, {@code COMMENT TABLE public.customer}. */
    String label() {
        Matcher about = ABOUT.matcher(name);
        String where = schema.isEmpty() ? "" : schema + ".";
        return type.equals("COMMENT") && about.matches()
                ? type + " " + about.group(1) + where + about.group(2)
                : type + " " + where + name;
    }

    /** The same where the name is what must not be told. */
    String nameless() {
        return type + (schema.isEmpty() ? "" : " in " + schema) + " (its name)";
    }
}
