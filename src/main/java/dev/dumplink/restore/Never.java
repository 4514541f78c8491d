package dev.dumplink.restore;

import dev.dumplink.postgres.SourceSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One place that nothing is ever loaded into: {@code db.acme.com}, {@code db.acme.com:5433}, {@code *.prod.acme.com},
 * {@code 10.0.0.5}, {@code 10.0.0.0/8}, each with {@code /database} behind it or not, or {@code id:7312345678901234567}, a
 * server by its system identifier.
 */
sealed interface Never {
    /** Whether a target is that place. */
    boolean meets(Target target);

    /**
     * Those of the configuration, and the servers that it says are dumped.
     *
     * @param production addresses that are read every night
     */
    static List<Never> all(List<String> texts, List<SourceSettings> production) {
        return Stream.concat(
                        texts.stream().map(Never::parse), production.stream().map(source -> (Never) new Place(
                                source.host().toLowerCase(Locale.ROOT), Optional.of(source.port()), Optional.empty())))
                .toList();
    }

    /** @throws IllegalArgumentException if it is none of the forms */
    static Never parse(String text) {
        Matcher server = Server.FORM.matcher(text.strip());
        if (server.matches()) {
            return new Server(Long.parseUnsignedLong(server.group(1)));
        }
        Matcher network = Network.FORM.matcher(text.strip());
        if (network.matches() && !network.group("length").isEmpty()) {
            return Network.of(network);
        }
        Matcher place = Place.FORM.matcher(text.strip());
        if (place.matches()) {
            return Place.of(place);
        }
        throw new IllegalArgumentException("never: '" + text + "' is none of the forms host, host:port, host/database,"
                + " *.domain, 10.0.0.5, 10.0.0.0/8 and id:SYSTEM_IDENTIFIER");
    }

    /** A server, wherever it is reached. */
    record Server(long systemIdentifier) implements Never {
        private static final Pattern FORM = Pattern.compile("id:(\\d{1,20})");

        @Override
        public boolean meets(Target target) {
            return target.facts().systemIdentifier().stream().anyMatch(found -> found == systemIdentifier);
        }
    }

    /** All addresses of a network. */
    record Network(InetAddress address, int length) implements Never {
        private static final Pattern FORM = Pattern.compile("(?<address>[0-9a-fA-F.:]+)/(?<length>\\d{1,3})");

        static Network of(Matcher form) {
            InetAddress address = literal(form.group("address"))
                    .orElseThrow(() -> new IllegalArgumentException("never: " + form.group() + " is no network"));
            int length = Integer.parseInt(form.group("length"));
            if (length > address.getAddress().length * Byte.SIZE) {
                throw new IllegalArgumentException("never: " + form.group() + " has too long a prefix");
            }
            return new Network(address, length);
        }

        @Override
        public boolean meets(Target target) {
            return target.everyAddress().anyMatch(this::holds);
        }

        private boolean holds(InetAddress other) {
            byte[] own = address.getAddress();
            byte[] theirs = other.getAddress();
            if (own.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < length; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((own[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A host by its name or address, or one database there. */
    record Place(String host, Optional<Integer> port, Optional<String> database) implements Never {
        private static final Pattern FORM = Pattern.compile(
                "(?<host>(?:\\*\\.)?[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+\\])(?::(?<port>\\d{1,5}))?(?:/(?<database>[^/\\s]+))?");

        static Place of(Matcher form) {
            return new Place(
                    form.group("host").toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""),
                    Optional.ofNullable(form.group("port")).map(Integer::valueOf),
                    Optional.ofNullable(form.group("database")));
        }

        @Override
        public boolean meets(Target target) {
            return port.map(number -> number == target.address().port()).orElse(true)
                    && database.map(name -> name.equals(target.name())).orElse(true)
                    && meetsHost(target);
        }

        private boolean meetsHost(Target target) {
            String named = target.address().host().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
            boolean byName = host.startsWith("*.") ? named.endsWith(host.substring(1)) : named.equals(host);
            return byName || addresses().anyMatch(own -> target.everyAddress().anyMatch(own::equals));
        }

        /** A name may have changed its address, and another name may lead to the same one. */
        private Stream<InetAddress> addresses() {
            try {
                return host.startsWith("*.") ? Stream.empty() : Stream.of(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                // then nothing leads there from here by that name
                return Stream.empty();
            }
        }
    }

    /** An address that is written as one, so that nobody has to be asked. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return text.matches("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*")
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
