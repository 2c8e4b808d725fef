package dev.otlp2parquet.lake;

/**
 * The right to lead, for as long as it is renewed. A leader whose request never resumes renews nothing, and after a while another
 * request takes its place; should it resume all the same, it finds that it leads no more.
 */
public final class Lease {

    private long until;
    private boolean lost;

    /** Thrown out of a call to the host when somebody else has taken the lead meanwhile. */
    public static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException() {
            super("another request leads now");
        }
    }

    public Lease(long until) {
        this.until = until;
    }

    /** It holds for that long from now on, and longer if it did before. */
    public void renew(long now, long millis) {
        until = Math.max(until, now + millis);
    }

    public boolean hasRunOut(long now) {
        return now >= until;
    }

    /** Somebody else leads from now on. */
    public void lose() {
        lost = true;
    }

    /**
     * Makes sure that the lead is held.
     *
     * @throws LostException if somebody else leads
     */
    public void check() {
        if (lost) {
            throw new LostException();
        }
    }
}
