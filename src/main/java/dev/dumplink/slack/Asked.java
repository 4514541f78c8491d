package dev.dumplink.slack;

import dev.dumplink.audit.Request;
import java.time.Instant;

/**
 * One thing somebody typed or clicked, ready to be asked of {@code link}.
 *
 * @param words what was typed after the command's own word, or the button's value
 * @param deadline when Slack must have had an answer
 */
record Asked(Request request, String words, Instant deadline) {}
