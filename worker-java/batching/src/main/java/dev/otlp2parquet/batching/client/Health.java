package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.table.Feeds;
import java.util.List;

/** Whether all is well, asked for often and found out seldom. Shared by the requests of an isolate. */
public final class Health {

    private static final long MAX_AGE_MILLIS = 10_000;

    /** For how long one request finds out while the others answer what was found last. */
    private static final long ASKING_MILLIS = 10_000;

    private List<Degradation> degradations = List.of();
    private long foundMillis = Long.MIN_VALUE;
    private long askingMillis = Long.MIN_VALUE;

    /** What is wrong. Blocks when that is not known, or not any more. */
    public List<Degradation> degradations(BatchingConfig config, Feeds feeds, BatchingPorts ports) {
        if (!ports.hasActors()) {
            // Then every request is refused.
            return new Operations(config, feeds, ports).status().degradations();
        }
        long now = ports.clock().unixMillis();
        boolean known = foundMillis != Long.MIN_VALUE && Math.abs(now - foundMillis) < MAX_AGE_MILLIS;
        boolean asked = askingMillis != Long.MIN_VALUE && Math.abs(now - askingMillis) < ASKING_MILLIS;
        if (!known && !(asked && foundMillis != Long.MIN_VALUE)) {
            askingMillis = now;
            degradations = new Operations(config, feeds, ports).status().degradations();
            foundMillis = ports.clock().unixMillis();
        }
        return degradations;
    }
}
