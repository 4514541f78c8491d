package dev.dumplink;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Says once what a command waits for, and because of whom, so that nobody takes it for dead. */
final class LockNotice implements Consumer<String> {
    private final PrintWriter err;
    private final String database;
    private final AtomicBoolean said = new AtomicBoolean();

    LockNotice(PrintWriter err, String database) {
        this.err = err;
        this.database = database;
    }

    @Override
    public void accept(String waiting) {
        if (!said.getAndSet(true)) {
            err.println("dumplink: " + database + ": " + waiting);
            err.flush();
        }
    }
}
