package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.table.Feeds;
import java.util.List;

/**
 * Whether everything works. Load balancers ask often, so the actors are asked at most once in 10 s. Shared by the requests
 * of an isolate.
 */
public final class Health {

    private static final long MAX_AGE_MILLIS = 10_000;

    /** While one request asks the actors, for at most this long, the others get the last known answer. */
    private static final long ASKING_MILLIS = 10_000;

    private List<Degradation> degradations = List.of();
    private long foundMillis = Long.MIN_VALUE;
    private long askingMillis = Long.MIN_VALUE;

    /** The present problems. Blocks if they must be asked for. */
    public List<Degradation> degradations(BatchingConfig config, Feeds feeds, BatchingPorts ports) {
        if (!ports.hasActors()) {
            // Nobody needs to be asked: every request is refused.
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
