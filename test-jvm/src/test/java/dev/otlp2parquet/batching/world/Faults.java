package dev.otlp2parquet.batching.world;

import java.util.Random;

/** Decides at each point where something can go wrong whether it does. */
public final class Faults {

    /** What can happen at a blocking call. */
    public enum Fault {
        NONE,
        /** It fails and has no effect. */
        FAIL_BEFORE,
        /** It fails and has its effect. */
        FAIL_AFTER,
        /** The caller's object dies; what it wrote since its last blocking call is lost. */
        CRASH_LOSING_WRITES,
        /** The caller's object dies with its writes kept and before the call. */
        CRASH_BEFORE,
        /** The caller's object dies when the call has had its effect. */
        CRASH_AFTER,
        /** It takes long. */
        DELAY,
        /** It takes so long that its caller gives it up, and has its effect after that. */
        LATE
    }

    private final Random random;
    private final int percent;
    private boolean healed;
    private int injected;

    /** @param percent of calls that something happens to */
    public Faults(Random random, int percent) {
        this.random = random;
        this.percent = percent;
    }

    public Fault next() {
        if (healed || random.nextInt(100) >= percent) {
            return Fault.NONE;
        }
        injected++;
        Fault[] all = Fault.values();
        return all[1 + random.nextInt(all.length - 1)];
    }

    public void heal() {
        healed = true;
    }

    public int injected() {
        return injected;
    }
}
