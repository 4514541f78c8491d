package dev.dumplink.audit;

import com.zaxxer.hikari.HikariConfig;
import java.util.Locale;

/** What differs between the two stores: how to connect durably, how to lock the chain's head, where the migrations are. */
enum Dialect {
    SQLITE("jdbc:sqlite:", "") {
        @Override
        void configure(HikariConfig pool) {
            pool.setDriverClassName("org.sqlite.JDBC");
            // WAL with FULL: a committed row survives kill -9 and power loss
            pool.addDataSourceProperty("journal_mode", "WAL");
            pool.addDataSourceProperty("synchronous", "FULL");
            pool.addDataSourceProperty("busy_timeout", "1000");
            pool.addDataSourceProperty("foreign_keys", "true");
            // BEGIN IMMEDIATE: the writer's lock is taken before the head is read
            pool.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        }
    },
    POSTGRESQL("jdbc:postgresql:", " FOR UPDATE") {
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
    };

    private final String scheme;
    private final String lock;

    Dialect(String scheme, String lock) {
        this.scheme = scheme;
        this.lock = lock;
    }

    abstract void configure(HikariConfig pool);

    String scheme() {
        return scheme;
    }

    /** What follows a SELECT that must hold its row until the transaction ends. */
    String lock() {
        return lock;
    }

    String migrations() {
        return "classpath:dev/dumplink/audit/" + name().toLowerCase(Locale.ROOT);
    }
}
