package dev.otlp2parquet.batching;

import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.platform.BodyCodec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.AnswerWatch;

/**
 * The host as one request, call or alarm sees it.
 *
 * @param actors {@link ActorCalls#NONE} on a host without actors
 * @param bodies compresses and decompresses the bodies of kept requests
 * @param answers watches the answer of an HTTP request; not for use in calls and alarms of actors
 */
public record BatchingPorts(LakePorts lake, ActorCalls actors, BodyCodec bodies, AnswerWatch answers) {

    public Clock clock() {
        return lake.clock();
    }

    public Randomness random() {
        return lake.random();
    }

    /** Whether the host has actors, so that buffers and committers exist. */
    public boolean hasActors() {
        return actors != ActorCalls.NONE;
    }
}
