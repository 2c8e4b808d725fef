package dev.otlp2parquet.batching;

import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.platform.BodyCodec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.AnswerWatch;

/**
 * The host, as one request, call or alarm sees it.
 *
 * @param actors {@link ActorCalls#NONE} on a host that has none
 * @param bodies of requests that are kept
 * @param answers of an HTTP request; nothing else uses it
 */
public record BatchingPorts(LakePorts lake, ActorCalls actors, BodyCodec bodies, AnswerWatch answers) {

    public Clock clock() {
        return lake.clock();
    }

    public Randomness random() {
        return lake.random();
    }

    /** Whether requests can be gathered, and commits queued. */
    public boolean hasActors() {
        return actors != ActorCalls.NONE;
    }
}
