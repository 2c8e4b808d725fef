package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.port.BatchingPorts;

/** Whether all is well, asked for often and found out seldom. Shared by the requests of an isolate. */
public final class Health {

    private static final long MAX_AGE_MILLIS = 10_000;

    /** For how long one request finds out while the others answer what was found last. */
    private static final long ASKING_MILLIS = 10_000;

    private boolean degraded;
    private long foundMillis = Long.MIN_VALUE;
    private long askingMillis = Long.MIN_VALUE;

    /** Whether something fails. Blocks when that is not known, or not any more. */
    public boolean degraded(Config config, BatchingPorts ports) {
        if (ports == null) {
            // Then every request is refused.
            return config.batching().enabled();
        }
        long now = ports.clock().unixMillis();
        boolean known = foundMillis != Long.MIN_VALUE && Math.abs(now - foundMillis) < MAX_AGE_MILLIS;
        boolean asked = askingMillis != Long.MIN_VALUE && Math.abs(now - askingMillis) < ASKING_MILLIS;
        if (!known && !(asked && foundMillis != Long.MIN_VALUE)) {
            askingMillis = now;
            degraded = new Operations(config, ports).status().degraded();
            foundMillis = ports.clock().unixMillis();
        }
        return degraded;
    }
}
