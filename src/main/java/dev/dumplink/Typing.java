package dev.dumplink;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** A terminal at which a person can be asked; no option stands for what they would type. */
final class Typing {
    private final Optional<UnaryOperator<String>> terminal;

    /** @param terminal puts a question and returns what was typed; null at the end of input */
    Typing(Optional<UnaryOperator<String>> terminal) {
        this.terminal = terminal;
    }

    Typing() {
        this(Optional.ofNullable(System.console()).map(console -> question -> console.readLine("%s", question)));
    }

    boolean possible() {
        return terminal.isPresent();
    }

    /** Whether exactly these words were typed. */
    boolean confirmed(String words) {
        return terminal.filter(ask -> words.equals(ask.apply("Type \"" + words + "\" to go on: ")))
                .isPresent();
    }
}
