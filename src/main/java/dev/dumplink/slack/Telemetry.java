package dev.dumplink.slack;

import java.time.Duration;

/** Where the endpoint reports what no audit row tells. */
public interface Telemetry {
    /** A request was turned away before anything read it. */
    void rejected(String reason);

    /** A verified request was answered. */
    void answered(Duration took);
}
