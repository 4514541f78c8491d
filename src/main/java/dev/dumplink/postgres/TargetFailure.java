package dev.dumplink.postgres;

import java.sql.SQLException;

/**
 * A target could not be looked at or filled. The message is one line that says what failed and how to mend it; it names
 * servers, roles and databases, never rows or passwords.
 */
public final class TargetFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetFailure(String message) {
        super(message);
    }

    /** What a refused statement means, said after {@code doing}, e.g. {@code "shop"}. Without its cause, which may quote rows. */
    static TargetFailure because(String doing, SQLException failure) {
        return new TargetFailure(doing + ": " + reason(failure));
    }

    private static String reason(SQLException failure) {
        String state = SourceFailure.state(failure);
        if (state.startsWith("08")) {
            return "the connection to the server was lost";
        }
        return switch (state) {
            case "42501" -> SourceFailure.words(failure);
            case "42P04" -> "a database of that name is there already";
            case "3D000" -> "there is no such database any more";
            case "55006" -> "somebody is still connected to it";
            case "53100" -> "the server's disk is full";
            case "53200" -> "the server is out of memory";
            case "53300" -> "the server takes no more connections";
            case "57014", "55P03" -> "the server did not come to it in time";
            case "57P01", "57P02", "57P03", "57P05" ->
                "the server ended the connection: it was shut down, or somebody ended it";
            case "25006" ->
                "the server lets nothing be written: it is a standby, or default_transaction_read_only is on";
            default -> "the server refused (SQLState " + state + ")";
        };
    }
}
