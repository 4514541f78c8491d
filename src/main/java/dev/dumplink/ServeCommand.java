package dev.dumplink;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Slack bot, until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the Slack bot.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "dumplink.yml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path config;

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.load(config, environment);
        Wiring wiring = Wiring.serve(settings, InstantSource.system(), new SecureRandom());
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
