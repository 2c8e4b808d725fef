package dev.otlp2parquet.lake;

/**
 * The lead among requests, held until it expires. A leader whose request never resumes does not renew its lease, so
 * another request takes over. If the old leader resumes nevertheless, it finds that it has lost the lead.
 */
public final class Lease {

    private long until;
    private boolean lost;

    /** Thrown by a call to the host if another request took the lead meanwhile. */
    public static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException() {
            super("another request leads now");
        }
    }

    public Lease(long until) {
        this.until = until;
    }

    /** Extends the lease to {@code millis} from now. Never shortens it. */
    public void renew(long now, long millis) {
        until = Math.max(until, now + millis);
    }

    public boolean hasRunOut(long now) {
        return now >= until;
    }

    /** Ends the lease because another request leads from now on. */
    public void lose() {
        lost = true;
    }

    /**
     * Checks that the lead is still held.
     *
     * @throws LostException if somebody else leads
     */
    public void check() {
        if (lost) {
            throw new LostException();
        }
    }
}
