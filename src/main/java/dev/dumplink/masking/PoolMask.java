package dev.dumplink.masking;

/** A name out of a pool. */
final class PoolMask {
    private PoolMask() {}

    /** How such a mask decides. */
    static Plan.Maker of(Pool.Topic topic) {
        return ask -> {
            ask.needs(Kind.TEXT);
            Pool pool = fitting(ask.region().pool(topic), ask.room());
            return Plan.lossy(keys -> mask(keys.keyed(), pool)).cached();
        };
    }

    private static Mask mask(Keyed keyed, Pool pool) {
        return (value, from, to, out) -> out.append(pool.pick(keyed.start(value, from, to), value, from, to));
    }

    /** First and last name, in the order of the region. */
    static Plan fullName(Ask ask) {
        ask.needs(Kind.TEXT);
        Region region = ask.region();
        Pool.Topic[] order = region.familyFirst()
                ? new Pool.Topic[] {Pool.Topic.LAST_NAME, Pool.Topic.FIRST_NAME}
                : new Pool.Topic[] {Pool.Topic.FIRST_NAME, Pool.Topic.LAST_NAME};
        Pool one = fitting(region.pool(order[0]), ask.room() / 2);
        Pool other = fitting(region.pool(order[1]), ask.room() - 1 - one.longest());
        return Plan.lossy(keys -> pair(keys.keyed(), one, other)).cached();
    }

    private static Mask pair(Keyed keyed, Pool one, Pool other) {
        return (value, from, to, out) -> {
            keyed.start(value, from, to);
            out.append(one.pick(keyed, value, from, to)).append(' ').append(other.pick(keyed, value, from, to));
        };
    }

    /** A street with a number, as the region writes it. */
    static Plan street(Ask ask) {
        ask.needs(Kind.TEXT);
        Pool streets = fitting(ask.region().pool(Pool.Topic.STREET), ask.room() - 4);
        boolean numberFirst = ask.region().numberFirst();
        return Plan.lossy(keys -> numbered(keys.keyed(), streets, numberFirst)).cached();
    }

    private static Mask numbered(Keyed keyed, Pool streets, boolean numberFirst) {
        return (value, from, to, out) -> {
            byte[] street = streets.pick(keyed.start(value, from, to), value, from, to);
            int number = 1 + keyed.below(199);
            if (numberFirst) {
                Decimal.write(number, out);
                out.append(' ').append(street);
            } else {
                Decimal.write(number, out.append(street).append(' '));
            }
        };
    }

    /** Those that fit; there must be some to choose from. */
    static Pool fitting(Pool pool, int room) {
        if (pool.longest() <= room) {
            return pool;
        }
        Pool within = pool.within(room);
        if (within.size() < 8) {
            throw new Unfit("has too few names that short; use letters");
        }
        return within;
    }
}
