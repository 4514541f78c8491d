package dev.dumplink.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The pg_restore of this machine. It is only ever told to load into a database that is there and empty: none of the options
 * that create, clean or drop anything is in its vocabulary.
 */
public final class PgRestore {
    // from 17 on it begins with SET transaction_timeout, which older servers do not know and refuse
    private static final int TRANSACTION_TIMEOUT = 17;

    // of sessions that only load: a crash loses a database that nobody has seen yet
    private static final String QUICKLY = "-c synchronous_commit=off";

    private final ClientProgram program;

    private PgRestore(ClientProgram program) {
        this.program = program;
    }

    /**
     * The first one on a search path.
     *
     * @param path directories, as PATH has them
     * @throws SourceFailure if there is none that runs
     */
    public static PgRestore onPath(String path) {
        return new PgRestore(ClientProgram.onPath("pg_restore", path));
    }

    /** A certain one. @throws SourceFailure if it is not there, or no pg_restore */
    public static PgRestore at(Path file) {
        return new PgRestore(ClientProgram.at("pg_restore", file));
    }

    /** Its version: {@code 15.20}. */
    public String version() {
        return program.version();
    }

    /** Its version's first number. */
    public int major() {
        return program.major();
    }

    /** @throws TargetFailure if what it sends to a server of this major version would be refused there */
    public void requireFor(int serverMajor) {
        if (program.major() >= TRANSACTION_TIMEOUT && serverMajor < TRANSACTION_TIMEOUT) {
            throw new TargetFailure(
                    "pg_restore " + program.version() + " (" + program.file() + ") cannot load into PostgreSQL "
                            + serverMajor + ", to which it says what only " + TRANSACTION_TIMEOUT
                            + " and newer understand; put a pg_restore of version " + serverMajor
                            + " first on the PATH, or name it"
                            + " with --pg-restore");
        }
    }

    /**
     * What is to be loaded, and how.
     *
     * @param list for {@code --use-list}; empty loads every entry
     * @param role who is to own what is made; empty for the one who connects
     * @param jobs connections that load at once
     */
    public record Load(Path archive, Optional<Path> list, Optional<String> role, int jobs) {}

    /**
     * Starts loading into a database, without owners and privileges, and ending at the first error.
     *
     * @param into the database itself
     * @param finished is told the number of each entry that is in, where several are loaded at once
     * @throws TargetFailure if it cannot be started
     */
    public Loading start(SourceSettings into, Load load, IntConsumer finished) {
        try {
            return new Loading(program.command(command(into, load), into).start(), into, finished);
        } catch (IOException e) {
            throw new TargetFailure(program.file() + " cannot be run" + ClientProgram.MEND);
        }
    }

    List<String> command(SourceSettings into, Load load) {
        List<String> command = new ArrayList<>(List.of(
                program.file().toString(),
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--no-security-labels",
                "--no-subscriptions",
                "--no-publications",
                "--no-tablespaces",
                "--exit-on-error",
                "--no-password",
                "--verbose",
                "--jobs=" + load.jobs(),
                "--dbname=" + into.withOptions(QUICKLY).libpqUri()));
        load.list().ifPresent(file -> command.add("--use-list=" + file));
        load.role().ifPresent(role -> command.add("--role=" + role));
        command.add(load.archive().toString());
        return command;
    }
}
