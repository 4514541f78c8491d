package dev.dumplink.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is tried again and again, and whose failing is told once, when it begins; and once more when evidence of
 * a second history turns up in the middle of it.
 */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final Duration REST = Duration.ofMinutes(1);

    private final String where;
    private final Consumer<String> told;
    private Instant again = Instant.MIN;
    private boolean now;
    private boolean twoHistories;

    Trouble(String where, Consumer<String> told) {
        this.where = where;
        this.told = told;
    }

    /** What is tried. */
    interface Work {
        void run() throws SQLException;
    }

    /** Tries, unless it failed less than a minute ago. */
    void attempt(Instant time, Work work) {
        if (time.isBefore(again)) {
            return;
        }
        try {
            work.run();
            if (now) {
                LOG.info("anchoring works again: {}", where);
            }
            now = false;
            twoHistories = false;
            again = Instant.MIN;
        } catch (SQLException e) {
            failed(time, AuditUnavailable.because(e).getMessage(), false);
        } catch (TwoHistories e) {
            now &= twoHistories;
            twoHistories = true;
            failed(time, e.getMessage(), true);
        } catch (AnchorUnkept | AuditUnavailable e) {
            failed(time, e.getMessage(), e instanceof AnchorUnkept);
        } catch (RuntimeException e) {
            failed(time, where + " failed (" + e.getClass().getSimpleName() + ")", true);
        }
    }

    /** With the log's own database away there is nowhere to write a row. */
    private void failed(Instant time, String why, boolean tell) {
        again = time.plus(REST);
        if (!now) {
            LOG.warn("the audit log cannot be anchored: {}", why);
            if (tell) {
                told.accept(why);
            }
        }
        now = true;
    }

    boolean isNow() {
        return now;
    }
}
