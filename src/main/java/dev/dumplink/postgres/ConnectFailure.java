package dev.dumplink.postgres;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a server could not be entered, in one line with the mend. */
final class ConnectFailure {
    private static final String SILENT =
            "nothing answers there within the time allowed; see the address, firewalls and whether the server runs";

    private ConnectFailure() {}

    static SourceFailure of(SourceSettings settings, SQLException failure) {
        return new SourceFailure(settings + ": " + reason(settings, failure));
    }

    private static String reason(SourceSettings settings, SQLException failure) {
        Optional<Throwable> network =
                causes(failure).filter(cause -> cause instanceof IOException).findFirst();
        return switch (SourceFailure.state(failure)) {
            case "28P01" -> "the password of role " + settings.user() + " is wrong";
            // the server's words tell whether TLS was missing
            case "28000" -> "the server does not let role " + settings.user() + " in: " + SourceFailure.words(failure);
            case "3D000" -> "there is no such database";
            case "42501" -> "role " + settings.user() + " may not connect to it; GRANT CONNECT ON DATABASE mends that";
            case "53300" ->
                "the server takes no more connections; wait, or raise max_connections or the role's"
                        + " CONNECTION LIMIT";
            case "57P03" -> "the server is starting, stopping or not accepting connections; run again";
            default -> network.map(ConnectFailure::unreachable).orElseGet(() -> rejected(failure));
        };
    }

    private static String unreachable(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "there is no host of that name";
        }
        if (cause instanceof SSLException) {
            return "TLS failed; see sslmode and sslrootcert, and whether the certificate is for that host";
        }
        if (cause instanceof SocketTimeoutException) {
            return SILENT;
        }
        return "cannot be reached (" + cause.getClass().getSimpleName()
                + "); see the address, firewalls and whether the" + " server runs";
    }

    /** What pgjdbc itself says no to comes without a server's message, and is told apart by its English only. */
    private static String rejected(SQLException failure) {
        String said = Optional.ofNullable(failure.getMessage()).orElse("");
        if (said.contains("does not support SSL")) {
            return "the server offers no TLS; sslmode=disable would do without, in a network you trust";
        }
        if (said.contains("no password was provided")) {
            return "the server asks for a password and the URL has none";
        }
        if (said.contains("timed out")) {
            return SILENT;
        }
        if (said.contains("SSL")) {
            return "TLS failed; see sslmode and sslrootcert, and whether the certificate is for that host";
        }
        return "the connection failed (SQLState " + SourceFailure.state(failure) + ")";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
