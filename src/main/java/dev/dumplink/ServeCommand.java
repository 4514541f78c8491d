package dev.dumplink;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The Slack bot, until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the Slack bot.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ConfigOption config;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        return serve(shell, config.file());
    }

    static int serve(Shell shell, Path config) throws InterruptedException {
        Settings settings = Settings.load(config, shell.environment());
        Wiring wiring = Wiring.serve(settings, shell.clock(), shell.random());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            wiring.close();
            stopped.countDown();
            // asked to stop and did: that is no failure, whatever the signal
            Runtime.getRuntime().halt(0);
        }));
        stopped.await();
        return 0;
    }
}
