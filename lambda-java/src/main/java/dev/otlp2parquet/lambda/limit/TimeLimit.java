package dev.otlp2parquet.lambda.limit;

import java.util.function.IntSupplier;

/**
 * The time that is left for the invocation under way. Lambda kills a function whose time is up, without an answer. So calls end a
 * margin earlier, and the exporter gets an answer that makes it send again. Outside of invocations there is no limit.
 */
public final class TimeLimit {

    /** For what comes after the last call: the answer, a log line, a garbage collection. */
    private static final int MAX_MARGIN_MILLIS = 1_000;

    /** Of a function with a short timeout, the margin takes this part. */
    private static final int MARGIN_DIVISOR = 4;

    /** Null outside of invocations. */
    private volatile IntSupplier remaining;

    private volatile int marginMillis;

    /**
     * Begins an invocation.
     *
     * @param remainingMillis the milliseconds until Lambda ends the invocation; asked for each call
     */
    public void begin(IntSupplier remainingMillis) {
        marginMillis = Math.max(0, Math.min(MAX_MARGIN_MILLIS, remainingMillis.getAsInt() / MARGIN_DIVISOR));
        remaining = remainingMillis;
    }

    /** Ends the invocation. */
    public void end() {
        remaining = null;
        marginMillis = 0;
    }

    private int remainingMillis() {
        IntSupplier known = remaining;
        return known == null ? Integer.MAX_VALUE : known.getAsInt();
    }

    /** Returns the milliseconds that calls may still take; 0 if the time is up. */
    public int leftMillis() {
        return Math.max(0, remainingMillis() - marginMillis);
    }

    /** Returns whether even half of the margin is used up, so that nothing may go on. */
    boolean isOver() {
        return remainingMillis() < marginMillis / 2;
    }
}
