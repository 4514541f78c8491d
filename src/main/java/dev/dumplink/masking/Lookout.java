package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is looked for of one column's sampled values: which of them, as how telling, and in which ways of writing. */
record Lookout(String column, String mask, boolean numbers, boolean phones, BottomValues met, int longest) {
    private static final int OFTEN = 10;
    private static final int FEW = 100;
    private static final double DENSE = 1e-3;
    private static final int CENTS = 2;
    private static final int LONG_WORD = 10;
    private static final int SHORT_HANDLE = 8;
    private static final Pattern PHONE = Pattern.compile("[^\\p{L}]*((x|ext)[^\\p{L}]*)?");
    private static final Set<String> NAMES = Set.of("first_name", "last_name", "full_name", "username");
    // made of words that stand in other texts too
    private static final Set<String> THINGS = Set.of("city", "street", "company", "job", "postcode");
    // user names of nobody
    private static final Set<String> ROLES = Set.of(
            "administrator",
            "superuser",
            "superadmin",
            "moderator",
            "anonymous",
            "operator",
            "postgres",
            "unknown",
            "developer",
            "production",
            "supervisor",
            "application",
            "monitoring");

    void into(LeakIndex index) {
        boolean dense = isDense();
        boolean handles = handles();
        for (BottomValues.Met each : met.values()) {
            Strength strength = strength(each, handles);
            boolean often = each.times() > OFTEN;
            boolean met = strength == Strength.WORD && often && each.times() * 100 > this.met.total();
            boolean chance = numbers && dense && this.met.size() >= FEW;
            if (!met && !chance) {
                boolean common = often && each.times() * OFTEN > this.met.total();
                add(each.value(), strength, !dense, common, index);
            }
        }
    }

    private void add(byte[] sampled, Strength strength, boolean sparse, boolean common, LeakIndex index) {
        byte[] value = sampled[0] == '+' ? Arrays.copyOfRange(sampled, 1, sampled.length) : sampled;
        boolean cut = value.length == longest;
        boolean digits = number(plain(value)) >= 0;
        for (byte[] way : numbers ? Amounts.ways(value) : ways(value)) {
            if (way.length <= longest) {
                index.add(new LeakIndex.Entry(column, way, strength, cut, digits && sparse, common));
            }
        }
        if (phones && PHONE.matcher(new String(value, StandardCharsets.UTF_8)).matches()) {
            index.phones().add(sampled, new LeakIndex.Entry(column, value, strength, cut, digits && sparse, common));
        }
    }

    private byte[] plain(byte[] value) {
        return numbers ? Amounts.plain(value) : value;
    }

    /** Names that hardly anybody has, and long words of columns that hold such a thing of everybody. */
    private Strength strength(BottomValues.Met each, boolean handles) {
        int length = each.value().length;
        if (each.strength() != Strength.WORD) {
            return each.strength();
        } else if (mask.equals("username") && length >= SHORT_HANDLE && !ROLES.contains(small(each.value()))) {
            return length >= LONG_WORD ? Strength.PHRASE : Strength.RARE;
        }
        boolean rare = each.times() <= 2 && length >= LONG_WORD;
        return rare && (NAMES.contains(mask) || handles) ? Strength.RARE : Strength.WORD;
    }

    private static String small(byte[] value) {
        return new String(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }

    /** Whether it is a column of single words, nearly all different. */
    private boolean handles() {
        long words = met.values().stream()
                .filter(each -> each.strength() == Strength.WORD && isLetters(each.value()))
                .count();
        return !THINGS.contains(mask) && words * 2 >= met.size() && met.total() <= met.different() * 1.1;
    }

    private static boolean isLetters(byte[] value) {
        for (byte b : value) {
            if (b >= 0 && !Character.isLetter(b)) {
                return false;
            }
        }
        return true;
    }

    /** Whether any number of the range is one of the column's, so that it is met by chance. */
    private boolean isDense() {
        long least = Long.MAX_VALUE;
        long most = -1;
        List<Integer> places = new ArrayList<>();
        for (BottomValues.Met each : met.values()) {
            byte[] plain = plain(each.value());
            long number = number(plain);
            if (number >= 0) {
                least = Math.min(least, number);
                most = Math.max(most, number);
                places.add(numbers ? places(plain) : 0);
            }
        }
        places.sort(null);
        double unit = most < 0 ? 1 : Math.pow(10, places.get(places.size() / 2));
        return most < 0 || met.different() > DENSE * (most - least + 1.0) * unit;
    }

    /** How many digits it has behind the point; amounts of money have none in this sense, as they are round. */
    private static int places(byte[] plain) {
        int at = 0;
        while (at < plain.length && plain[at] != '.') {
            at++;
        }
        int places = Math.max(0, plain.length - at - 1);
        return places > CENTS ? places : 0;
    }

    /** The number that the digits before a point are; -1 where there is something else, or too much. */
    private static long number(byte[] value) {
        long number = 0;
        for (int i = 0; i < value.length && value[i] != '.'; i++) {
            if (value[i] < '0' || value[i] > '9' || i > 17) {
                return -1;
            }
            number = number * 10 + value[i] - '0';
        }
        return number;
    }

    /** As it is; of letters whose case the search does not see through, in capitals and small; a UUID with and without. */
    private static Set<byte[]> ways(byte[] sampled) {
        Set<byte[]> ways = new LinkedHashSet<>();
        NamePairs.ways(sampled).forEach(value -> ways(value, ways));
        return ways;
    }

    private static void ways(byte[] value, Set<byte[]> ways) {
        ways.add(value);
        if (isUuid(value)) {
            ways.add(new String(value, StandardCharsets.US_ASCII)
                    .replace("-", "")
                    .getBytes(StandardCharsets.US_ASCII));
            return;
        }
        for (byte b : value) {
            // beyond Latin 1
            if (b < 0 && (b & 0xff) >= 0xc4) {
                String text = new String(value, StandardCharsets.UTF_8);
                cased(text.toUpperCase(Locale.ROOT), value, ways);
                cased(text.toLowerCase(Locale.ROOT), value, ways);
                return;
            }
        }
    }

    private static void cased(String text, byte[] value, Set<byte[]> ways) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= value.length && !LeakIndex.same(bytes, 0, bytes.length, value, 0, value.length)) {
            ways.add(bytes);
        }
    }

    private static boolean isUuid(byte[] value) {
        return value.length == 36 && value[8] == '-' && value[13] == '-' && value[18] == '-' && value[23] == '-';
    }
}
