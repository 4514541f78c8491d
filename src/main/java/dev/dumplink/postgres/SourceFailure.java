package dev.dumplink.postgres;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The source could not be read. The message is one line that says what failed and how to mend it; it names servers, roles
 * and tables, never rows, statements or passwords.
 */
public final class SourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String UNDEFINED_TABLE = "42P01";
    static final String SERIALIZATION_FAILURE = "40001";
    static final String QUERY_CANCELED = "57014";
    // an idle session that a standby ends is only told when it asks again, and the driver loses the server's words
    private static final String LOST =
            "the connection to the server was lost: by the network, or ended there, in which case"
                    + " its log says why; a standby ends what conflicted with recovery, unless hot_standby_feedback = on is set there";
    static final String INSUFFICIENT_PRIVILEGE = "42501";

    SourceFailure(String message) {
        super(message);
    }

    /**
     * What a refused statement means, said after {@code doing}, e.g. {@code "public.person"}. Without its cause: the server's
     * own words may quote bytes of a row.
     */
    static SourceFailure because(String doing, SQLException failure) {
        return new SourceFailure(doing + ": " + reason(failure));
    }

    /** The same without what was being done. */
    static String reason(SQLException failure) {
        String state = state(failure);
        if (state.startsWith("08")) {
            return LOST;
        }
        return switch (state) {
            case SERIALIZATION_FAILURE, "57P04" ->
                "the standby cancelled the read, which conflicted with recovery;"
                        + " set hot_standby_feedback = on or max_standby_streaming_delay = -1 there";
            case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" ->
                "the server ended the connection (SQLState " + state
                        + "): it was shut down, or somebody or a timeout ended the session";
            case "22023", "42704" ->
                "the snapshot is lost, or another server answered than the one that holds it:"
                        + " name one server, without a pooler or a balancer before it, and run again";
            case "25P02" -> "an earlier read of this connection was stopped";
            case QUERY_CANCELED -> "somebody cancelled the read";
            case LOCK_NOT_AVAILABLE -> "somebody waits to lock it exclusively; run again when that is done";
            case INSUFFICIENT_PRIVILEGE -> words(failure) + "; see what check says about the role's rights";
            case UNDEFINED_TABLE, "42703", "3F000" -> words(failure) + "; the schema changed meanwhile, run again";
            case "53200" -> "the server is out of memory or of room for locks; raise max_locks_per_transaction there";
            case "53300" -> "the server takes no more connections";
            case "22021", "22P05" ->
                "it holds text that is not valid in the database's encoding (SQLState " + state + ")";
            case "XX001", "XX002" -> "the server found damaged data (SQLState " + state + ")";
            default -> "the server refused (SQLState " + state + ")";
        };
    }

    static String state(SQLException failure) {
        return Optional.ofNullable(failure.getSQLState()).orElse("unknown");
    }

    /** The server's sentence, for the errors whose sentences hold names only. */
    static String words(SQLException failure) {
        return Optional.of(failure)
                .filter(PSQLException.class::isInstance)
                .map(known -> ((PSQLException) known).getServerErrorMessage())
                .map(ServerErrorMessage::getMessage)
                .orElse("SQLState " + state(failure));
    }
}
