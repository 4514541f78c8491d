package dev.dumplink.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pg_dump of this machine, which knows better than anybody how a schema is written down. It reads no rows. */
public final class PgDump {
    private static final int STATISTICS = 18;

    private final ClientProgram program;

    private PgDump(ClientProgram program) {
        this.program = program;
    }

    /**
     * The first one on a search path.
     *
     * @param path directories, as PATH has them
     * @throws SourceFailure if there is none that runs
     */
    public static PgDump onPath(String path) {
        return new PgDump(ClientProgram.onPath("pg_dump", path));
    }

    /** A certain one. @throws SourceFailure if it is not there, or no pg_dump */
    public static PgDump at(Path program) {
        return new PgDump(ClientProgram.at("pg_dump", program));
    }

    /** Its version: {@code 15.20}. */
    public String version() {
        return program.version();
    }

    /** @throws SourceFailure if it is older than a server of this major version, whose schema it could not write */
    public void requireFor(int serverMajor) {
        if (program.major() < serverMajor) {
            throw new SourceFailure("pg_dump " + program.version() + " (" + program.file()
                    + ") is older than the server, which is PostgreSQL " + serverMajor + "; install postgresql-client-"
                    + serverMajor + " or newer");
        }
    }

    /**
     * Writes a schema, as it is in a snapshot, as an archive in pg_dump's custom format; only its table of contents has
     * anything in it. Privileges, subscriptions, tablespaces and statistics are left out.
     *
     * @param snapshot {@link Snapshot#id}
     * @param serverMajor the server's major version
     * @throws SourceFailure if this pg_dump is older than the server or cannot be started
     */
    public PgDumpOutput schema(SourceSettings source, String snapshot, int serverMajor) {
        requireFor(serverMajor);
        try {
            return PgDumpOutput.of(
                    program.command(command(source, snapshot), source).start(), source);
        } catch (IOException e) {
            throw new SourceFailure(program.file() + " cannot be run" + ClientProgram.MEND);
        }
    }

    private List<String> command(SourceSettings source, String snapshot) {
        List<String> command = new ArrayList<>(List.of(
                program.file().toString(),
                "--schema-only",
                "--format=custom",
                "--encoding=UTF8",
                "--no-privileges",
                "--no-subscriptions",
                "--no-tablespaces",
                "--no-password",
                "--lock-wait-timeout=60s",
                "--snapshot=" + snapshot,
                "--dbname=" + source.libpqUri()));
        if (program.major() >= STATISTICS) {
            command.add("--no-statistics");
        }
        return command;
    }
}
