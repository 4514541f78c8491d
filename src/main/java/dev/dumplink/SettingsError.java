package dev.dumplink;

/** The operator's configuration is wrong: one line that names the place and the key, and holds no value of a secret. */
final class SettingsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsError(String message) {
        super(message);
    }
}
