package dev.dumplink.demo;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A PostgreSQL 15 server on 127.0.0.1, empty when it starts and gone when it is closed. It carries the contrib
 * extensions but no client programs: what loads, dumps and restores are the psql, pg_dump and pg_restore of the machine.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final int MAJOR_VERSION = 15;
    // asked once for its version, not before every one of a thousand calls
    private static final Map<String, Program> CLIENTS = new ConcurrentHashMap<>();
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    // every ordinary table by its own rows: partitions and children count for themselves, not again in their parents
    private static final String TABLES =
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and c.relpersistence <> 't'
              and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            """;

    // made by the first server of this process: all others begin as a copy of it
    private static DataFolder fresh;

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final Path folder;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Starts one on a free port. */
    public static EmbeddedPostgres open() throws IOException {
        return at(DataFolder.next());
    }

    /** The same with its data on the disk in any case, as a server has them whose speed is to be known. */
    public static EmbeddedPostgres onDisk() throws IOException {
        return at(DataFolder.onDisk());
    }

    private static EmbeddedPostgres at(Path folder) throws IOException {
        if ("root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable()) {
            throw Needs.missing("PostgreSQL refuses to run as root, and unshare may not make it another user here");
        }
        fresh().copiedTo(folder);
        return new EmbeddedPostgres(start(folder), folder);
    }

    /** Starts a physical copy of this server, as it is now. */
    public EmbeddedPostgres copy() throws IOException {
        Path folder = DataFolder.next();
        client("pg_basebackup")
                .run(
                        "--pgdata=" + folder,
                        "--wal-method=fetch",
                        "--checkpoint=fast",
                        "--host=127.0.0.1",
                        "--port=" + port(),
                        "--username=postgres");
        return new EmbeddedPostgres(start(folder), folder);
    }

    private static synchronized DataFolder fresh() throws IOException {
        if (fresh == null) {
            Path folder = DataFolder.next();
            start(folder).close();
            fresh = new DataFolder(folder);
        }
        return fresh;
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres start(Path folder) throws IOException {
        return settings().setDataDirectory(folder).setCleanDataDirectory(false).start();
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder settings() {
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                // a busy machine is no fault
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // nothing here has to outlive a power cut
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off");
    }

    public int port() {
        return server.getPort();
    }

    /** Where a database is, as JDBC wants it; the user is a superuser without a password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres";
    }

    /** Where a database is, as psql and its kin want it. */
    public String uri(String database) {
        return "postgresql://postgres@127.0.0.1:" + port() + "/" + database;
    }

    /** As files, which costs half of what it does row by row and through the log, where nothing is synced. */
    public void createDatabase(String name) throws SQLException {
        execute("postgres", "create database \"" + name + "\" template template0 strategy file_copy");
    }

    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a script, plain or gzipped, through psql, which stops at the first error. */
    public void load(String database, Path script) {
        try (InputStream sql = open(script)) {
            client("psql").run(sql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", uri(database));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + script, e);
        }
    }

    /** Writes an archive of the whole database in pg_dump's custom format. */
    public void pgDump(String database, Path archive) {
        client("pg_dump").run("-Fc", "-f", archive.toString(), "-d", uri(database));
    }

    /** Restores an archive into a database, which had better be empty; the first error ends it. */
    public void pgRestore(Path archive, String database) {
        client("pg_restore").run("--exit-on-error", "--no-owner", "-d", uri(database), archive.toString());
    }

    /** How many rows each table has, by its name with schema. */
    public SortedMap<String, Long> rowCounts(String database) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet count = statement.executeQuery("select count(*) from only " + table)) {
                    count.next();
                    counts.put(table, count.getLong(1));
                }
            }
        }
        return counts;
    }

    /** A client program of this machine that is new enough for this server. */
    public static Program client(String name) {
        return CLIENTS.computeIfAbsent(name, EmbeddedPostgres::newEnough);
    }

    private static Program newEnough(String name) {
        Program program = Needs.program(name);
        Matcher version = VERSION.matcher(program.run("--version"));
        if (!version.find() || Integer.parseInt(version.group(1)) < MAJOR_VERSION) {
            throw Needs.missing(program.path() + " is not version " + MAJOR_VERSION + " or newer");
        }
        // what Debian has on the PATH is written in Perl, costs more than most calls and does nothing but call this
        Path itself = Path.of("/usr/lib/postgresql", version.group(1), "bin", name);
        return Files.isExecutable(itself) ? new Program(itself) : program;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Folder.delete(folder);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database));
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        return names;
    }

    private static InputStream open(Path script) throws IOException {
        InputStream file = Files.newInputStream(script);
        return script.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
    }
}
