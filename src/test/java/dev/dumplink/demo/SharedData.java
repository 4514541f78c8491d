package dev.dumplink.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sample databases of others, kept beside our clones of the project and in no clone: {@code ../shared/data}, or
 * {@code data} below the directory that {@code -Ddumplink.shared} names. Whoever does not have them loses nothing but the
 * tests on them, so these are always skipped and never fail.
 */
public final class SharedData {
    private SharedData() {}

    /** The script that makes the database of this name, plain or gzipped. */
    public static Path script(String name) {
        Path folder = Path.of(System.getProperty("dumplink.shared", "../shared"), "data", name);
        Path plain = folder.resolve(name + ".sql");
        Path zipped = folder.resolve(name + ".sql.gz");
        if (Files.exists(plain)) {
            return plain;
        }
        if (Files.exists(zipped)) {
            return zipped;
        }
        throw Needs.skipped("no sample database " + name + " in " + folder);
    }
}
