package dev.dumplink.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Open Cybersecurity Schema Framework as its project exports it, in a Python package that also makes JSON Schemas of it;
 * installed once under {@code target}.
 */
public final class PublishedOcsf {
    private static final String PACKAGE = "ocsf-json-schema";
    private static final String VERSION = "1.2.0";
    private static final Path FOLDER = Path.of("target", "ocsf").toAbsolutePath();

    private static final String SCRIPT =
            """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
            schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(sys.argv[2]))
            name = schemas.lookup_class_name_from_uid(int(sys.argv[3]))
            json.dump(schemas.get_class_schema(name, sys.argv[4:]), sys.stdout)
            """;

    private PublishedOcsf() {}

    /** The JSON Schema of a class of events with these profiles; it allows no field that the framework does not name. */
    public static synchronized String schema(String version, int classUid, List<String> profiles) {
        Program python = Needs.program("python3");
        if (!Files.exists(FOLDER.resolve("ocsf_json_schema"))) {
            install(python);
        }
        String[] arguments = {"-c", SCRIPT, FOLDER.toString(), version, Integer.toString(classUid)};
        return python.run(
                Stream.concat(Arrays.stream(arguments), profiles.stream()).toArray(String[]::new));
    }

    private static void install(Program python) {
        try {
            python.run(
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--root-user-action=ignore",
                    "--no-deps",
                    "--target",
                    FOLDER.toString(),
                    PACKAGE + "==" + VERSION);
        } catch (IllegalStateException e) {
            // no pip, or no network
            throw Needs.missing("pip could not install " + PACKAGE + "==" + VERSION + " (" + e.getMessage() + ")");
        }
    }
}
