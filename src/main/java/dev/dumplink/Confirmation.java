package dev.dumplink;

import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** A yes to what cannot be undone: words typed at a terminal, or {@code --yes} where there is none. */
final class Confirmation {
    private final Optional<UnaryOperator<String>> terminal;

    @Option(names = "--yes", description = "Ask nothing; needed where there is no terminal.")
    private boolean yes;

    /** @param terminal puts a question and returns what was typed; null at the end of input */
    Confirmation(Optional<UnaryOperator<String>> terminal) {
        this.terminal = terminal;
    }

    Confirmation() {
        this(Optional.ofNullable(System.console()).map(console -> question -> console.readLine("%s", question)));
    }

    /**
     * Asks for {@code words}.
     *
     * @throws SettingsError if there is nobody to ask
     * @throws Refusal if something else was typed
     */
    void require(String words) {
        if (yes) {
            return;
        }
        UnaryOperator<String> ask = terminal.orElseThrow(
                () -> new SettingsError("this cannot be undone: say --yes, because there is no terminal to ask at"));
        if (!words.equals(ask.apply("This cannot be undone. Type \"" + words + "\" to go on: "))) {
            throw new Refusal("not confirmed, so nothing was done");
        }
    }
}
