package dev.dumplink.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * dumplink itself, started as a shell would start it: in a process of its own, from a configuration file and an
 * environment. Its output goes to a file.
 */
public final class Product implements AutoCloseable {
    /** The shipped logging; the class path of tests holds another. */
    static final String LOGGING = "-Dlogback.configurationFile=logback.xml";

    /** For a program that lives for seconds, as in the image: compiling it thoroughly would take longer than it runs. */
    public static final List<String> BRIEFLY = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;

    private Product(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts {@code serve} and waits until it can give links.
     *
     * @param directory where configuration, log and output go
     * @param setup what to write into the configuration
     */
    public static Product serving(Path directory, Setup setup) {
        return starting(directory, setup).awaitReady();
    }

    /** Starts {@code serve} without waiting for anything. */
    public static Product starting(Path directory, Setup setup) {
        int port = setup.port() == 0 ? FreePort.next() : setup.port();
        int management = FreePort.next();
        try {
            Files.createDirectories(directory);
            Path config = directory.resolve("dumplink.yml");
            Files.writeString(config, setup.yaml(port, management));
            Path output = directory.resolve("serve.log");
            ProcessBuilder builder = new ProcessBuilder(command(setup, config))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(setup.environment());
            return new Product(builder.start(), output, port, management);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Setup setup, Path config) {
        return command(
                setup.jvmOptions(),
                setup.jar().map(jar -> List.of("-jar", jar.toString())).orElseGet(Product::program),
                "serve",
                "--config",
                config.toString());
    }

    /** One of the commands, for a process that lives for seconds; {@code options} are the virtual machine's. */
    public static List<String> command(List<String> options, String... words) {
        return command(Stream.concat(BRIEFLY.stream(), options.stream()).toList(), program(), words);
    }

    private static List<String> command(List<String> options, List<String> program, String... words) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java, LOGGING), options, program, List.of(words))
                .flatMap(List::stream)
                .toList();
    }

    /** The packaged jar where there is one, as in the tests that come after packaging, and otherwise the classes. */
    private static List<String> program() {
        return Packaged.jar()
                .map(jar -> Stream.concat(Packaged.remembered(jar).stream(), Stream.of("-jar", jar.toString()))
                        .toList())
                .orElseGet(() -> List.of("-cp", classPath(), "dev.dumplink.Main"));
    }

    /** Inside Maven the class path is a class loader's and not the process's. */
    public static String classPath() {
        if (Product.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(Product::path).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String path(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }

    private Product awaitReady() {
        try {
            Patience.until(START, "dumplink to be ready", () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("dumplink ended with " + process.exitValue() + ":\n" + output());
                }
                return ready() == 200;
            });
            return this;
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException(e.getMessage() + "\n" + output(), e);
        }
    }

    /** The status of {@code /health/ready}, or 0 if nobody answers. */
    public int ready() {
        try {
            return manage("/health/ready").statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** What a path of the management port shows. */
    public HttpResponse<String> manage(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Where Slack delivers. */
    public URI events() {
        return URI.create("http://127.0.0.1:" + port + "/slack/events");
    }

    public int port() {
        return port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Everything it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** As {@code kill}; returns the exit code. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    public int awaitExit() {
        try {
            return Patience.end(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** The environment of a process that may use this store, and no other. */
    public static Map<String, String> credentials(EmbeddedS3 s3) {
        return Map.of(
                "AWS_ACCESS_KEY_ID", s3.accessKey(),
                "AWS_SECRET_ACCESS_KEY", s3.secretKey(),
                "AWS_EC2_METADATA_DISABLED", "true");
    }
}
