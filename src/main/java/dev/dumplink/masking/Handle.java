package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;

/**
 * Names that accounts have: e-mail addresses, user names and web addresses, with a hundred bits of the hash in them
 * (addresses with a name before it: seventy) wherever the column has room, so that they stay as different as they were and
 * are the same in every table. Hosts are those of RFC 2606 (example.com, .net, .org and the top-level domain test), where no mail arrives.
 */
final class Handle {
    /** Crockford's base 32, in lower case: five bits a letter. */
    static final byte[] BASE32 = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);

    /** Letters of base 32 that make a hundred bits. */
    static final int UNIQUE = 20;

    // behind a name: seventy bits, of which two of a hundred million are the same once in 200,000 databases; each
    // letter
    // more makes every archive larger, because they are what cannot be packed
    private static final int BEHIND_NAME = 14;

    private static final int NAME = 14;
    private static final byte[][] HOSTS = {bytes("@example.com"), bytes("@example.net"), bytes("@example.org")};
    private static final byte[] SHORT_HOST = bytes("@x.test");
    private static final byte[] SITE = bytes("https://example.com/");
    private static final byte[] SHORT_SITE = bytes("https://x.test/");

    private Handle() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** {@code anna.3k9vq2m7x5c8b1@example.org}; without the name, then with a shorter host, where room is short. */
    static Plan email(Ask ask) {
        ask.needs(Kind.TEXT);
        int room = ask.room();
        if (room >= NAME + 1 + BEHIND_NAME + HOSTS[0].length) {
            Pool names = asciiNames(ask);
            return Plan.practical(keys -> email(keys.keyed(), names)).cached();
        }
        int letters = Math.min(UNIQUE, room - SHORT_HOST.length);
        return hashed(ask, new byte[0], letters, SHORT_HOST, UNIQUE + SHORT_HOST.length);
    }

    private static Mask email(Keyed keyed, Pool names) {
        return (value, from, to, out) -> {
            out.append(names.pick(keyed.start(value, from, to), value, from, to))
                    .append('.');
            byte[] host = HOSTS[keyed.below(HOSTS.length)];
            keyed.letters(BASE32, BEHIND_NAME, out);
            out.append(host);
        };
    }

    /** {@code anna_3k9vq2m7x5c8b1n4z6w0}, or what there is room for: {@code anna4821}. */
    static Plan username(Ask ask) {
        ask.needs(Kind.TEXT);
        int room = ask.room();
        if (room >= NAME + 1 + UNIQUE) {
            Pool names = asciiNames(ask);
            return Plan.practical(keys -> username(keys.keyed(), names)).cached();
        } else if (room >= UNIQUE || ask.unique() || room < 8) {
            return hashed(ask, new byte[0], Math.min(UNIQUE, room), new byte[0], UNIQUE);
        }
        Pool names = PoolMask.fitting(asciiNames(ask), room - 4);
        return Plan.lossy(keys -> numbered(keys.keyed(), names)).cached();
    }

    private static Mask username(Keyed keyed, Pool names) {
        return (value, from, to, out) -> {
            out.append(names.pick(keyed.start(value, from, to), value, from, to))
                    .append('_');
            keyed.letters(BASE32, UNIQUE, out);
        };
    }

    private static Mask numbered(Keyed keyed, Pool names) {
        return (value, from, to, out) -> {
            out.append(names.pick(keyed.start(value, from, to), value, from, to));
            keyed.digits(4, out);
        };
    }

    /** {@code https://example.com/3k9vq2m7x5c8b1n4z6w0}. */
    static Plan url(Ask ask) {
        ask.needs(Kind.TEXT);
        byte[] site = ask.room() >= SITE.length + UNIQUE ? SITE : SHORT_SITE;
        int letters = Math.min(UNIQUE, ask.room() - site.length);
        return hashed(ask, site, letters, new byte[0], SHORT_SITE.length + UNIQUE);
    }

    private static Plan hashed(Ask ask, byte[] before, int letters, byte[] after, int enough) {
        if (ask.unique()) {
            ask.needsRoom(enough);
        }
        ask.needsRoom(before.length + 1 + after.length);
        Plan plan = Plan.lossy(keys -> {
            Keyed keyed = keys.keyed();
            return (value, from, to, out) -> {
                keyed.start(value, from, to);
                out.append(before);
                keyed.letters(BASE32, letters, out);
                out.append(after);
            };
        });
        return letters < UNIQUE ? plan.cached() : Plan.practical(plan.maker()).cached();
    }

    private static Pool asciiNames(Ask ask) {
        Pool names = ask.region().pool(Pool.Topic.FIRST_NAME).ascii().within(NAME);
        return names.size() < 8 ? Region.EN.pool(Pool.Topic.FIRST_NAME).ascii().within(NAME) : names;
    }
}
