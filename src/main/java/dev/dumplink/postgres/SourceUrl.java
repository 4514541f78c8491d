package dev.dumplink.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source's URL, taken apart. No message repeats it: it may hold a password anywhere. */
final class SourceUrl {
    private static final Pattern FORM =
            Pattern.compile("(?<jdbc>jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
                    + "(?<host>\\[[0-9a-fA-F:.]+\\]|[^:/?@]*)(?::(?<port>\\d{1,5}))?(?:/(?<database>[^/?]*))?"
                    + "(?:\\?(?<query>.*))?");
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PORT = 65535;
    private static final Set<String> OURS = Set.of("application_name", "applicationname", "fallback_application_name");

    private final Matcher matcher;
    private final Map<String, String> query = new LinkedHashMap<>();

    SourceUrl(String url) {
        matcher = FORM.matcher(url.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("url must be like postgres://user:password@host:5432/database or"
                    + " jdbc:postgresql://host:5432/database?user=…&password=… with one host; letters such as / @ : ? # in a"
                    + " password are written as % and two hex digits");
        }
        readQuery(part("query").orElse(""));
    }

    SourceSettings settings() {
        String host = taken("host")
                .or(() -> part("host"))
                .filter(name -> !name.isEmpty())
                .orElse("localhost");
        String database = taken("dbname")
                .or(() -> part("database").map(SourceUrl::decoded))
                .orElse("");
        String user =
                taken("user").or(() -> part("user").map(SourceUrl::decoded)).orElse("");
        Optional<String> password = taken("password")
                .or(() -> part("password").map(SourceUrl::decoded))
                .filter(word -> !word.isEmpty());
        int port = port(taken("port").or(() -> part("port")));
        require(!host.startsWith("/"), "url must name a host: pgjdbc cannot use a socket's directory");
        require(!host.contains(","), "url must name one host: a snapshot is known to one server only");
        require(!database.isEmpty(), "url must name a database");
        require(!user.isEmpty(), "url must name a user");
        return new SourceSettings(host, port, database, user, password, options());
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        // pgjdbc's older word for a certificate that is checked
        if (taken("ssl")
                .filter(value -> value.isEmpty() || value.equals("true"))
                .isPresent()) {
            options.put("sslmode", "verify-full");
        }
        query.keySet().removeIf(name -> OURS.contains(name.toLowerCase(Locale.ROOT)));
        query.forEach((name, value) -> options.put(
                UrlOption.libpqName(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "url has an option '" + name + "' that is not known; known are " + UrlOption.known())),
                value));
        return options;
    }

    private void readQuery(String text) {
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                query.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
    }

    private Optional<String> taken(String name) {
        return Optional.ofNullable(query.remove(name));
    }

    private Optional<String> part(String name) {
        return Optional.ofNullable(matcher.group(name));
    }

    private static int port(Optional<String> text) {
        int port = text.filter(digits -> digits.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .orElse(text.isEmpty() ? DEFAULT_PORT : 0);
        require(port > 0 && port <= MAX_PORT, "url has a port that is none");
        return port;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // the original would quote what could be a part of the password
            throw new IllegalArgumentException("url has a % that is not followed by two hex digits; % itself is %25");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
