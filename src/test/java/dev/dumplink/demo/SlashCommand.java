package dev.dumplink.demo;

import java.util.ArrayList;
import java.util.List;

/** A configured slash command with the usages that the message box suggests. */
public record SlashCommand(String name, String description, List<Hint> hints) {
    /** One way to use a command, for example {@code list}, and what it does. */
    public record Hint(String words, String meaning) {}

    public SlashCommand {
        hints = List.copyOf(hints);
    }

    public static SlashCommand of(String name, String description) {
        return new SlashCommand(name, description, List.of());
    }

    public SlashCommand hint(String words, String meaning) {
        List<Hint> more = new ArrayList<>(hints);
        more.add(new Hint(words, meaning));
        return new SlashCommand(name, description, more);
    }
}
