package dev.dumplink.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * The database under the log: connections, migrations, and the one row that names the chain. Connects lazily and again
 * after every failure, so that an outage heals without a restart.
 */
final class AuditStore implements AutoCloseable {
    static final int NEWEST_MIGRATION = 6;
    private static final String HISTORY = "audit_schema_history";
    private static final long ACQUIRE_MILLIS = 1000;

    private final AuditSettings settings;
    private final SecureRandom random;
    private final Consumer<HikariConfig> tuning;
    private final Optional<DatabaseFile> file;
    private HikariDataSource pool;
    private Jdbi jdbi;
    private volatile HikariDataSource migrating;

    AuditStore(AuditSettings settings, SecureRandom random) {
        this(settings, random, config -> {});
    }

    /** @param tuning what is special about its connections */
    AuditStore(AuditSettings settings, SecureRandom random, Consumer<HikariConfig> tuning) {
        this.settings = settings;
        this.random = random;
        this.tuning = tuning;
        this.file = DatabaseFile.of(settings);
    }

    /** The database, migrated and known to keep what it commits. */
    synchronized Jdbi jdbi() {
        open();
        if (jdbi == null) {
            HikariDataSource used = pool;
            jdbi = Jdbi.create(() -> connection(used));
            // the library's default repeats every bound value in its messages
            jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        }
        return jdbi;
    }

    /** Connects, unless it is. */
    synchronized void open() {
        if (pool != null && !hasItsFile()) {
            discard();
        }
        if (pool == null) {
            file.ifPresent(DatabaseFile::requireThere);
            pool = connect(settings.dialect()::configure);
            try {
                prepare();
                file.ifPresent(DatabaseFile::remember);
            } catch (RuntimeException e) {
                discard();
                throw e;
            }
        }
    }

    private boolean hasItsFile() {
        return file.map(DatabaseFile::isSame).orElse(true);
    }

    /**
     * After a commit.
     *
     * @throws AuditUnavailable if it went into a file that has been taken away, and is no record
     */
    synchronized void requireFile() {
        if (!hasItsFile()) {
            throw DatabaseFile.gone();
        }
    }

    private synchronized HikariDataSource source() {
        open();
        return pool;
    }

    /** In plain JDBC: a library's first statement takes longer than all the rest, and here somebody waits for it. */
    private void prepare() {
        try (Connection connection = connection(pool)) {
            if (!isMigrated(connection)) {
                migrate();
            }
            nameChain(connection);
            refuseToLoseCommits(connection);
        } catch (SQLException e) {
            throw AuditUnavailable.because(e);
        }
    }

    /** Asked first, because the library that migrates needs a second of a small machine to find that it has nothing to do. */
    private boolean isMigrated(Connection connection) throws SQLException {
        return isTrue(connection, settings.dialect().hasTable(HISTORY))
                && isTrue(
                        connection,
                        "SELECT count(*) FROM " + HISTORY + " WHERE success AND version = '" + NEWEST_MIGRATION + "'");
    }

    private static boolean isTrue(Connection connection, String count) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(count)) {
            return found.next() && found.getInt(1) > 0;
        }
    }

    /**
     * Begins anew if {@code failure} says that there was no connecting: a pool waits ever longer between its attempts, up
     * to five seconds, and nobody here has that long. A pool that another thread has made meanwhile stays.
     */
    synchronized void heal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoConnection none && none.pool == pool) {
                discard();
            }
        }
    }

    /** The pool had no connection to give in time. */
    private static final class NoConnection extends SQLTransientConnectionException {
        private static final long serialVersionUID = 1L;

        private final transient HikariDataSource pool;

        NoConnection(HikariDataSource pool, SQLException cause) {
            super("the pool gives no connection", cause.getSQLState(), cause);
            this.pool = pool;
        }
    }

    private static Connection connection(HikariDataSource pool) throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw new NoConnection(pool, e);
        }
    }

    private void discard() {
        HikariDataSource old = pool;
        pool = null;
        jdbi = null;
        // it may hold connections that answer no more, not even to a farewell
        Thread closing = new Thread(old::close, "audit-pool-closing");
        closing.setDaemon(true);
        closing.start();
    }

    private HikariDataSource connect(Consumer<HikariConfig> properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("audit");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        properties.accept(config);
        // the writer holds one; checkpoints and probes share the others
        config.setMaximumPoolSize(3);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(ACQUIRE_MILLIS);
        config.setValidationTimeout(500);
        // the pool itself starts although the database is away
        config.setInitializationFailTimeout(-1);
        tuning.accept(config);
        return new HikariDataSource(config);
    }

    /** A connection for the one thread that appends; to be closed when anything about it goes wrong. */
    WriterConnection writer() throws SQLException {
        return new WriterConnection(connection(source()), settings.dialect());
    }

    /** One of its connections, for something short. */
    Connection connection() throws SQLException {
        return connection(source());
    }

    /** With connections that have more time, but only if there is something to do: a database that hangs must not have it. */
    private void migrate() {
        if (flyway(pool).info().pending().length > 0) {
            try (HikariDataSource patient = connect(settings.dialect()::configureMigration)) {
                migrating = patient;
                migrate(flyway(patient));
            } finally {
                migrating = null;
            }
        }
    }

    /** Programs that start together on an empty database get in each other's way, once. */
    private static void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (isAway(e)) {
                throw e;
            }
            flyway.migrate();
        }
    }

    private Flyway flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations(settings.dialect().migrations())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .loggers("slf4j")
                .load();
    }

    private static boolean isAway(Throwable failure) {
        return failure != null && (failure instanceof SQLTransientConnectionException || isAway(failure.getCause()));
    }

    private void nameChain(Connection connection) throws SQLException {
        String uid = UUID.randomUUID().toString();
        byte[] urlKey = new byte[32];
        random.nextBytes(urlKey);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO audit_chain (id, chain_uid, url_key, seq, hash)"
                        + " SELECT 1, ?, ?, 0, ?"
                        + " WHERE NOT EXISTS (SELECT 1 FROM audit_chain) ON CONFLICT DO NOTHING")) {
            insert.setString(1, uid);
            insert.setString(2, Chain.hex(urlKey));
            insert.setString(3, Chain.genesis(uid));
            insert.executeUpdate();
        }
    }

    private void refuseToLoseCommits(Connection connection) throws SQLException {
        if (settings.dialect() != Dialect.POSTGRESQL) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("SHOW synchronous_commit")) {
            if (mode.next() && mode.getString(1).equals("off")) {
                throw new AuditUnavailable("synchronous_commit is off: committed rows could be lost; set it to on");
            }
        }
    }

    /** Does not wait for a migration, but cuts it off: the database takes back what of it is not committed. */
    @Override
    public void close() {
        HikariDataSource patient = migrating;
        if (patient != null) {
            patient.close();
        }
        closePool();
    }

    private synchronized void closePool() {
        if (pool != null) {
            pool.close();
        }
    }
}
