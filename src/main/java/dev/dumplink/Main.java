package dev.dumplink;

import java.nio.file.Path;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The program. Exit codes: 0 done, 1 failed, 2 usage or configuration wrong, 3 refused by a guard. */
public final class Main {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int REFUSED = 3;

    private Main() {}

    public static void main(String[] args) {
        if (!List.of(args).contains("serve")) {
            // standard output is for what was asked for; logging begins after this line
            System.getProperties().putIfAbsent("dumplink.log", "TEXT");
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Shell shell = Shell.real(System.getenv());
        System.exit(servesPlainly(args) ? serve(shell, Path.of(args[2])) : run(shell, args));
    }

    /** As a container starts: the library that reads command lines would take a fifth of the whole start. */
    private static boolean servesPlainly(String[] args) {
        return args.length == 3
                && args[0].equals("serve")
                && args[1].equals("--config")
                // what means something else to the library
                && args[2].matches("[\\w./][\\w./-]*");
    }

    private static int serve(Shell shell, Path config) {
        try {
            return ServeCommand.serve(shell, config);
        } catch (InterruptedException | RuntimeException e) {
            return RootCommand.failed(shell, e);
        }
    }

    static int run(Shell shell, String... args) {
        return run(shell, new Typing(), args);
    }

    /** @param typing at whose other end a person sits, or nobody */
    static int run(Shell shell, Typing typing, String... args) {
        return RootCommand.run(shell, typing, args);
    }
}
