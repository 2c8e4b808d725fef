package dev.otlp2parquet.host.actor;

/** Thrown at code of an actor whose instance was dropped: what it still does has no effect. */
final class ActorGone extends Error {

    private static final long serialVersionUID = 1L;

    ActorGone(String actor) {
        super(actor + " was dropped after a failure");
    }
}
