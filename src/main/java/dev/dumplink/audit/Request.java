package dev.dumplink.audit;

import java.util.Optional;

/**
 * One thing somebody asked: what all rows about it have in common.
 *
 * @param command which of the fixed commands or buttons it was, never what was typed
 * @param channel where it was asked, or empty; a direct message's id names a person and must not come here
 * @param key by which a second delivery is recognised; empty for what cannot be repeated
 */
public record Request(RequestId id, Actor actor, String command, String channel, Optional<IdempotencyKey> key) {
    public Request {
        command = Text.clean(command, 40);
        channel = Text.clean(channel, 40);
    }

    /** Something the program did by itself. */
    public static Request bySystem(RequestId id, String command) {
        return new Request(id, Actor.system(), command, "", Optional.empty());
    }

    /** Something somebody did at a shell. */
    public static Request byOperator(RequestId id, String account, String command) {
        return new Request(id, Actor.operator(account), command, "", Optional.empty());
    }
}
