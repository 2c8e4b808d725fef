package dev.otlp2parquet.host.turn;

/** Lets others of an isolate or actor run while a call blocks. */
public interface Blocking {

    /** For threads that hold no turn, and for hosts that have one thread. */
    Blocking WITHOUT_TURN = new Blocking() {
        @Override
        public <T, E extends Exception> T during(Effect<T, E> effect) throws E {
            return effect.run();
        }

        @Override
        public void leaving() {
            // There is nothing that could be lost.
        }

        @Override
        public <T> T computing(int keptBytes, Effect<T, RuntimeException> computation) {
            return computation.run();
        }
    };

    /** Gives the turn away, runs the effect, and takes the turn again, also after an exception. */
    <T, E extends Exception> T during(Effect<T, E> effect) throws E;

    /** Something is about to leave the isolate or actor: whatever it wrote before becomes durable. Keeps the turn. */
    void leaving();

    /**
     * Runs a computation that is long and touches nothing of the isolate. An implementation may give the turn away meanwhile if the
     * thread has held it for a while.
     *
     * @param keptBytes bytes of a kept request that are worked off with it; 0 for other computations
     */
    <T> T computing(int keptBytes, Effect<T, RuntimeException> computation);
}
