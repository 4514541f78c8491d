package dev.dumplink.postgres;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where a database is and how to get in. The same place is named to pgjdbc and to pg_dump; the password never stands in
 * what either of them, or {@link #toString}, could print.
 */
public final class SourceSettings {
    private static final String CONNECT_SECONDS = "10";
    // longer than any statement is silent, so that a server that fell silent does not hold the night for ever
    private static final String SILENCE_SECONDS = "3600";

    private final String host;
    private final int port;
    private final String database;
    private final String user;
    private final Optional<String> password;
    private final Map<String, String> options;

    /** @param options those of {@link UrlOption}, by libpq's names */
    SourceSettings(
            String host,
            int port,
            String database,
            String user,
            Optional<String> password,
            Map<String, String> options) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.user = user;
        this.password = password;
        this.options = new LinkedHashMap<>(options);
    }

    /**
     * Reads {@code postgres://user:password@host:port/database?sslmode=…} as libpq knows it, or
     * {@code jdbc:postgresql://host:port/database?user=…&password=…} as pgjdbc does; {@code %} stands before two hex digits in
     * both. Without a password, a {@code ~/.pgpass} counts.
     *
     * @throws IllegalArgumentException if it is neither; the message repeats nothing of {@code url} but an option's name
     */
    public static SourceSettings parse(String url) {
        return new SourceUrl(url).settings();
    }

    /**
     * The same place, entered so that no {@code statement_timeout} set for the role or the database counts, not even for the
     * statements that would lift it: what a connection is started with precedes what is set for its role. Not for everybody,
     * because poolers turn such connections away.
     */
    SourceSettings unhurried() {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.merge("options", "-c statement_timeout=0", (own, more) -> own + " " + more);
        return new SourceSettings(host, port, database, user, password, all);
    }

    /** The database's own name. */
    public String database() {
        return database;
    }

    /** As it was written: a name, or an address. */
    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Another database of the same server. */
    public SourceSettings with(String otherDatabase) {
        return new SourceSettings(host, port, otherDatabase, user, password, options);
    }

    /** The same with more of libpq's {@code options}, e.g. {@code -c work_mem=1MB}; those of the address come last and win. */
    SourceSettings withOptions(String more) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.merge("options", more, (own, added) -> added + " " + own);
        return new SourceSettings(host, port, database, user, password, all);
    }

    String user() {
        return user;
    }

    /** For pgjdbc. */
    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database);
    }

    /** For pgjdbc: user, password, TLS and what every connection of ours has. */
    Properties jdbcProperties() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        // libpq's word for both
        properties.setProperty("loginTimeout", options.getOrDefault("connect_timeout", CONNECT_SECONDS));
        options.forEach((name, value) -> properties.setProperty(UrlOption.jdbcName(name), value));
        properties.setProperty("user", user);
        password.ifPresent(word -> properties.setProperty("password", word));
        properties.setProperty("ApplicationName", "dumplink");
        properties.setProperty("socketTimeout", SILENCE_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // details of errors quote rows
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    /** For pg_dump, in ASCII and without the password. */
    String libpqUri() {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putIfAbsent("connect_timeout", CONNECT_SECONDS);
        all.put("application_name", "dumplink");
        return "postgresql://" + encoded(user) + "@" + host + ":" + port + "/" + encoded(database)
                + all.entrySet().stream()
                        .map(option -> option.getKey() + "=" + encoded(option.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /**
     * What a program's environment must say: the password, where there is one, and nothing else that libpq would heed.
     *
     * @param programs the encoding in which the environment is handed over
     * @throws SourceFailure if the password cannot be written in it
     */
    void enter(Map<String, String> environment, Charset programs) {
        environment.keySet().removeIf(name -> name.startsWith("PG") && !name.equals("PGPASSFILE"));
        password.ifPresent(word -> {
            if (!programs.newEncoder().canEncode(word)) {
                throw new SourceFailure("the password has letters that cannot be handed to pg_dump in this locale;"
                        + " start with LC_ALL=C.UTF-8");
            }
            environment.put("PGPASSWORD", word);
        });
    }

    /** {@code text} without the password, should it hold it. */
    String redact(String text) {
        return password.filter(word -> !word.isEmpty())
                .map(word -> text.replace(word, "***").replace(encoded(word), "***"))
                .orElse(text);
    }

    /** Host, port and database. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
