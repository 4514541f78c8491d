package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The log of what the bot asked of Slack; a call that fails by a fault was made all the same. */
final class Calls {
    private final InstantSource clock;
    private final Faults faults;
    private final List<ApiCall> log = new CopyOnWriteArrayList<>();

    Calls(InstantSource clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** Notes the call; true when a fault has already answered it. */
    boolean spoiled(String method, ObjectNode arguments, HttpExchange exchange) throws IOException {
        ObjectNode noted = arguments.deepCopy();
        noted.remove("token");
        log.add(new ApiCall(method, noted, clock.instant()));
        return faults.spoil(method, exchange);
    }

    List<ApiCall> log() {
        return List.copyOf(log);
    }
}
