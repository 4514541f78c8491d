package dev.dumplink.audit;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteOpenMode;

/** What differs between the two stores: how to connect durably, how to lock the chain's head, where the migrations are. */
enum Dialect {
    SQLITE(
            "jdbc:sqlite:",
            "",
            "IN (SELECT value FROM json_each(?))",
            "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
            "FROM sqlite_master WHERE type = 'table' AND name = ") {
        @Override
        void configure(HikariConfig pool) {
            pool.setDriverClassName("org.sqlite.JDBC");
            file(pool.getJdbcUrl()).ifPresent(Dialect::createForOwnerOnly);
            // WAL with FULL: a committed row survives kill -9 and power loss
            pool.addDataSourceProperty("journal_mode", "WAL");
            pool.addDataSourceProperty("synchronous", "FULL");
            pool.addDataSourceProperty("busy_timeout", "1000");
            // 48 MB: the writer itself copies them into the file only where Checkpoints has not come to it
            pool.addDataSourceProperty("wal_autocheckpoint", "12000");
            // 32 MB of pages: keys are random, and the default 2 MB would read them again and again
            pool.addDataSourceProperty("cache_size", "-32000");
            // BEGIN IMMEDIATE: the writer's lock is taken before the head is read
            pool.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        }

        @Override
        void configureTail(HikariConfig pool) {
            // it reads what was just written, each row once
            pool.addDataSourceProperty("cache_size", "-2000");
        }

        @Override
        void configureMigration(HikariConfig pool) {
            configure(pool);
        }

        @Override
        void configureReader(HikariConfig pool) {
            pool.setDriverClassName("org.sqlite.JDBC");
            pool.addDataSourceProperty("open_mode", Integer.toString(SQLiteOpenMode.READONLY.flag));
            pool.addDataSourceProperty("busy_timeout", "1000");
        }

        @Override
        void bindAny(PreparedStatement query, Collection<String> values) throws SQLException {
            query.setString(1, Json.array(values));
        }

        // in words: the driver's own commit() begins the next transaction at once, and would keep others out for ever
        @Override
        void begin(WriterConnection connection) throws SQLException {
            connection.prepare("BEGIN IMMEDIATE").execute();
        }

        @Override
        void commit(WriterConnection connection) throws SQLException {
            connection.prepare("COMMIT").execute();
        }

        @Override
        void rollback(WriterConnection connection) throws SQLException {
            connection.prepare("ROLLBACK").execute();
        }
    },
    POSTGRESQL(
            "jdbc:postgresql:",
            " FOR UPDATE",
            "= ANY (?)",
            "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
            "FROM pg_tables WHERE schemaname = current_schema() AND tablename = ") {
        @Override
        void configure(HikariConfig pool) {
            pool.setDriverClassName("org.postgresql.Driver");
            // every wait ends within the three seconds Slack allows
            pool.addDataSourceProperty("connectTimeout", "1");
            pool.addDataSourceProperty("loginTimeout", "2");
            pool.addDataSourceProperty("socketTimeout", "2");
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            pool.addDataSourceProperty("ApplicationName", "dumplink");
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            // an error must not repeat the values that caused it
            pool.addDataSourceProperty("logServerErrorDetail", "false");
            // when the network swallows us in the middle of a transaction, the server must not hold its lock for hours
            pool.addDataSourceProperty(
                    "options",
                    "-c statement_timeout=1500 -c lock_timeout=1200 -c idle_in_transaction_session_timeout=2000");
        }

        @Override
        void configureTail(HikariConfig pool) {
            // nothing differs
        }

        @Override
        void configureMigration(HikariConfig pool) {
            configure(pool);
            // to index a long log takes longer than any answer may; but not for ever, should the network swallow us
            pool.addDataSourceProperty("socketTimeout", "900");
            pool.addDataSourceProperty("options", "-c lock_timeout=10000");
        }

        @Override
        void configureReader(HikariConfig pool) {
            pool.setDriverClassName("org.postgresql.Driver");
            pool.addDataSourceProperty("connectTimeout", "2");
            pool.addDataSourceProperty("loginTimeout", "2");
            pool.addDataSourceProperty("socketTimeout", "30");
            pool.addDataSourceProperty("ApplicationName", "dumplink audit");
            pool.addDataSourceProperty("logServerErrorDetail", "false");
            // an export may take longer than an answer to Slack, but no statement for ever; the rest makes it walk
            // along
            // indexes as it is meant to, whatever the server's statistics say, and on one core
            pool.addDataSourceProperty(
                    "options",
                    "-c statement_timeout=20000 -c default_transaction_read_only=on -c plan_cache_mode=force_custom_plan"
                            + " -c enable_seqscan=off -c random_page_cost=1.1 -c jit=off"
                            + " -c max_parallel_workers_per_gather=0");
        }

        @Override
        void bindAny(PreparedStatement query, Collection<String> values) throws SQLException {
            query.setArray(1, query.getConnection().createArrayOf("text", values.toArray()));
        }

        @Override
        void begin(WriterConnection connection) throws SQLException {
            connection.jdbc().setAutoCommit(false);
        }

        @Override
        void commit(WriterConnection connection) throws SQLException {
            connection.jdbc().commit();
        }

        @Override
        void rollback(WriterConnection connection) throws SQLException {
            connection.jdbc().rollback();
        }
    };

    private final String scheme;
    private final String lock;
    private final String anyOf;
    private final String now;
    private final String tables;

    Dialect(String scheme, String lock, String anyOf, String now, String tables) {
        this.scheme = scheme;
        this.lock = lock;
        this.anyOf = anyOf;
        this.now = now;
        this.tables = tables;
    }

    abstract void configure(HikariConfig pool);

    /** The file that {@code url} names, where it names one. */
    Optional<String> file(String url) {
        return this == SQLITE
                ? Optional.of(url.substring(scheme.length()).replaceFirst("\\?.*", ""))
                : Optional.empty();
    }

    /** What differs for connections that follow the end of the log; after {@link #configure}. */
    abstract void configureTail(HikariConfig pool);

    /** The same for changes to the tables. */
    abstract void configureMigration(HikariConfig pool);

    /** The same for connections that only read: other waits, and no writing. */
    abstract void configureReader(HikariConfig pool);

    /** SQLite would make it readable for everybody, and gives its side files the same rights. */
    private static void createForOwnerOnly(String file) {
        try {
            Path path = Path.of(file);
            if (Files.notExists(path)
                    && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            // somebody else has just begun too, and made it in the same way
            return;
        } catch (NoSuchFileException e) {
            throw new AuditUnavailable("audit.url: there is no folder to create " + file + " in", e);
        } catch (IOException | InvalidPathException e) {
            throw new AuditUnavailable(
                    "audit.url: " + file + " cannot be created (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Binds the first parameter of a query that uses {@link #anyOf}. */
    abstract void bindAny(PreparedStatement query, Collection<String> values) throws SQLException;

    /** Begins a transaction that other writers wait for. */
    abstract void begin(WriterConnection connection) throws SQLException;

    abstract void commit(WriterConnection connection) throws SQLException;

    abstract void rollback(WriterConnection connection) throws SQLException;

    String scheme() {
        return scheme;
    }

    /** What follows a SELECT that must hold its row until the transaction ends. */
    String lock() {
        return lock;
    }

    /** What follows a column to mean any of a list: one statement, however long the list. */
    String anyOf() {
        return anyOf;
    }

    /** The database's clock in milliseconds since 1970, as an expression. */
    String now() {
        return now;
    }

    /** A query for 1 if there is a table of that name, or 0. */
    String hasTable(String name) {
        return "SELECT count(*) " + tables + "'" + name + "'";
    }

    String migrations() {
        return "classpath:dev/dumplink/audit/" + name().toLowerCase(Locale.ROOT);
    }
}
