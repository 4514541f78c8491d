package dev.dumplink.audit;

/**
 * Which program writes.
 *
 * @param instance tells two running programs apart, for example a host's name and a process id
 * @param version the program's version
 */
public record Writer(String instance, String version) {
    public Writer {
        instance = Text.clean(instance, 100);
        version = Text.clean(version, 40);
    }
}
