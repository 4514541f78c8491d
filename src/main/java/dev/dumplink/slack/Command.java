package dev.dumplink.slack;

/** One word after the slash command. Help is made from these. */
interface Command {
    /** The word; empty for what happens without one. */
    String word();

    /** What may follow the slash command, as help shows it; empty for nothing. */
    String usage();

    /** What it does, in a few words. */
    String description();

    Later<Answer> answer(Asked asked);
}
