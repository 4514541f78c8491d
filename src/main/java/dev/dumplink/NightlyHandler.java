package dev.dumplink;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.archive.Contents;
import dev.dumplink.archive.Manifest;
import dev.dumplink.audit.Request;
import dev.dumplink.dump.Deadline;
import dev.dumplink.dump.NightSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The nightly job in AWS Lambda: what {@code dump} does at a shell, for a schedule of EventBridge. The event may name databases,
 * {@code {"databases": ["shop"]}}; none means all. Unless every dump was made the invocation fails, so that Lambda's own
 * alarms see it.
 *
 * <p>The configuration is the file that {@code DUMPLINK_CONFIG} names. It is read when the function starts, so that a mistake
 * in it is seen at once.
 */
public final class NightlyHandler implements RequestStreamHandler {
    private static final String DEFAULT_CONFIG = "/etc/dumplink/dumplink.yml";
    private static final JsonMapper JSON = new JsonMapper();
    // what Lambda gives a whole vCPU for
    private static final double MEGABYTES_OF_A_CORE = 1769;

    private final Shell shell;
    private final Settings settings;

    public NightlyHandler() {
        this(Shell.real(System.getenv()));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    NightlyHandler(Shell shell) {
        this.shell = shell;
        this.settings = Settings.load(
                Path.of(shell.environment().getOrDefault("DUMPLINK_CONFIG", DEFAULT_CONFIG)), shell.environment());
        if (settings.audit().url().startsWith("jdbc:sqlite:")) {
            throw settings.auditError("a file does not outlive the function: name a PostgreSQL, jdbc:postgresql://…");
        }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Nights nights = new Nights(settings, shell, id -> Request.bySystem(id, "lambda"), deadline(context));
        List<NightSettings> chosen = nights.of(databases(JSON.readTree(event)));
        List<Ending> endings = new ArrayList<>();
        nights.run(chosen, Optional.empty(), endings::add);
        List<String> unmade =
                endings.stream().flatMap(ending -> complaint(ending).stream()).toList();
        if (!unmade.isEmpty()) {
            throw new DumpsUnmade(unmade, made(endings));
        }
        ObjectNode dumps = JSON.createObjectNode();
        ArrayNode each = dumps.putArray("dumps");
        endings.forEach(ending -> ending.fold(made -> each.add(told(made)), refused -> each, failed -> each));
        answer.write(JSON.writeValueAsBytes(dumps));
    }

    private Optional<Deadline> deadline(Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        double cores = Math.min(
                Runtime.getRuntime().availableProcessors(), context.getMemoryLimitInMB() / MEGABYTES_OF_A_CORE);
        return Optional.of(new Deadline(shell.clock().instant().plus(left), cores));
    }

    /** What EventBridge says of itself names none; a word of ours that is mistyped must not mean all of them. */
    private static List<String> databases(JsonNode event) {
        JsonNode names = event.path("databases");
        boolean known = event.isObject() && (event.isEmpty() || event.has("detail-type"));
        if (!names.isArray() && !known && !event.isNull() && !event.isMissingNode()) {
            throw new SettingsError("the event should be {\"databases\": [\"NAME\"]}, or {} for all");
        }
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(name.asText()));
        return all;
    }

    private static Optional<String> complaint(Ending ending) {
        return ending.fold(
                made -> Optional.empty(),
                refused -> Optional.of(
                        refused.database() + " was refused: " + refused.why().sentence()),
                failed -> Optional.of(failed.database() + " failed: " + failed.why()));
    }

    private static List<String> made(List<Ending> endings) {
        return endings.stream()
                .flatMap(ending -> ending
                        .fold(
                                made -> Optional.of(made.dump().key()),
                                refused -> Optional.<String>empty(),
                                failed -> Optional.<String>empty())
                        .stream())
                .toList();
    }

    private static ObjectNode told(Ending.Made made) {
        Manifest manifest = made.dump().manifest();
        List<Contents.Rows> tables = manifest.contents().orElseThrow().tables();
        ObjectNode dump = JSON.createObjectNode()
                .put("database", made.dump().id().database().value())
                .put("key", made.dump().key())
                .put("bytes", manifest.size())
                .put("sha256", manifest.sha256().hex())
                .put("rows", tables.stream().mapToLong(Contents.Rows::rows).sum())
                .put("tables", tables.size())
                .put("seconds", Duration.between(made.start(), made.end()).toMillis() / 1e3);
        made.dump().notes().forEach(dump.putArray("notes")::add);
        return dump;
    }
}
