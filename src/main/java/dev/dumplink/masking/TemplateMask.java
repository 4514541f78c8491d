package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with blanks to fill: {@code {hash:12}} hexadecimal digits, {@code {digits:4}}, {@code {letters:5}} of base 32,
 * and names of the locale, {@code {first_name}}, {@code {last_name}}, {@code {street}}, {@code {city}},
 * {@code {company}}, {@code {job}}. Two braces write one.
 */
final class TemplateMask {
    private static final Pattern FIELD = Pattern.compile("\\{\\{|}}|\\{([a-z_]+)(?::(\\d{1,3}))?}|[{}]");

    private TemplateMask() {}

    /** A part of the text: writes itself. */
    @FunctionalInterface
    private interface Part {
        void write(Keyed keyed, Bytes out);
    }

    /** What a template comes to. */
    private static final class Parts {
        final List<Part> list = new ArrayList<>();
        int characters;
        double bits;
        boolean filled;

        void fixed(String text) {
            if (!text.isEmpty()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                add((keyed, out) -> out.append(bytes), text.codePointCount(0, text.length()), 0);
            }
        }

        void add(Part part, int length, double unique) {
            list.add(part);
            characters += length;
            bits += unique;
        }
    }

    static Plan plan(Ask ask) {
        ask.needs(Kind.TEXT);
        Parts parts = parse(ask.required("value"), ask.region());
        ask.needsRoom(parts.characters);
        if (!parts.filled) {
            throw new Unfit("has no field to fill; use constant");
        }
        if (ask.unique() && parts.bits < 100) {
            throw new Unfit("needs {hash:25} to keep rows different");
        }
        List<Part> list = List.copyOf(parts.list);
        Uniqueness uniqueness = parts.bits >= 100 ? Uniqueness.PRACTICAL : Uniqueness.LOSSY;
        return new Plan(uniqueness, false, keys -> mask(keys.keyed(), list)).cached();
    }

    private static Mask mask(Keyed keyed, List<Part> parts) {
        Part[] all = parts.toArray(Part[]::new);
        return (value, from, to, out) -> {
            keyed.start(value, from, to);
            for (Part part : all) {
                part.write(keyed, out);
            }
        };
    }

    private static Parts parse(String text, Region region) {
        Parts parts = new Parts();
        Matcher matcher = FIELD.matcher(text);
        int at = 0;
        while (matcher.find()) {
            parts.fixed(text.substring(at, matcher.start()));
            at = matcher.end();
            if (matcher.group(1) != null) {
                field(matcher.group(1), matcher.group(2), region, parts);
            } else if (matcher.group().length() == 2) {
                parts.fixed(matcher.group().substring(1));
            } else {
                throw new Unfit("has a brace that begins or ends no field; write two for one");
            }
        }
        parts.fixed(text.substring(at));
        return parts;
    }

    private static void field(String name, String length, Region region, Parts parts) {
        parts.filled = true;
        int count = length == null ? 0 : Integer.parseInt(length);
        switch (name) {
            case "hash" ->
                parts.add((keyed, out) -> keyed.letters(HashMask.HEX, count, out), some(name, count), count * 4.0);
            case "letters" ->
                parts.add((keyed, out) -> keyed.letters(Handle.BASE32, count, out), some(name, count), count * 5.0);
            case "digits" ->
                parts.add(
                        (keyed, out) -> keyed.digits(count, out),
                        some(name, count),
                        count * Math.log(10) / Math.log(2));
            default -> {
                Pool pool = region.pool(topic(name));
                if (length != null) {
                    throw new Unfit("takes no length for {" + name + "}");
                }
                parts.add((keyed, out) -> out.append(pool.pick(keyed)), pool.longest(), 0);
            }
        }
    }

    private static int some(String name, int count) {
        if (count == 0) {
            throw new Unfit("needs a length for {" + name + "}, as in {" + name + ":12}");
        }
        return count;
    }

    private static Pool.Topic topic(String name) {
        try {
            return Pool.Topic.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Unfit("knows no field {" + name + "}; it knows hash, digits, letters, first_name, last_name,"
                    + " street, city, company, job");
        }
    }
}
