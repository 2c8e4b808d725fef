package dev.otlp2parquet.batching.world;

import dev.otlp2parquet.otlp.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * A body that a sender sends until it is acknowledged, and what may be stored of it: as many copies as the guarantee says, given
 * what the sender saw and what the buffer was told.
 */
final class SentBody {

    /** By what a repeat of it is recognised: docs/guarantees.md has the classes. */
    public enum Kind {
        /** Class b. */
        BY_CONTENT,
        /** Class c. */
        BY_REPORT,
        /** Class d. */
        BY_NOTHING
    }

    private final TestBody body;
    private final Kind kind;
    /** Of the attempts that have ended without an answer that the sender saw. */
    private final List<World.Connection> unseen = new ArrayList<>();

    private int acknowledged;
    private int unreported;
    private int attempts;

    public SentBody(TestBody body, Kind kind) {
        this.body = body;
        this.kind = kind;
    }

    public TestBody body() {
        return body;
    }

    public static String path(Signal signal) {
        return switch (signal) {
            case LOGS -> "/v1/logs";
            case TRACES -> "/v1/traces";
            case METRICS -> "/v1/metrics";
        };
    }

    /** It is sent once more. */
    public void attempt() {
        attempts++;
        // What the buffer hears of an earlier attempt from now on may come behind this one.
        for (World.Connection connection : unseen) {
            unreported += connection == null || !connection.delivered() ? 1 : 0;
        }
        unseen.clear();
    }

    /** The sender has its answer. */
    public void acknowledged() {
        acknowledged++;
    }

    /** The sender has no answer; {@code connection} is null if nobody can know that. */
    public void unseen(World.Connection connection) {
        unseen.add(connection);
    }

    /** The least and the most copies that may be stored, when nothing is sent any more. */
    public int least() {
        return kind == Kind.BY_CONTENT ? 1 : acknowledged;
    }

    public int most() {
        return switch (kind) {
            case BY_CONTENT -> 1;
            case BY_REPORT -> acknowledged + unreported;
            case BY_NOTHING -> attempts;
        };
    }

    @Override
    public String toString() {
        return kind + " " + body.rows().get(0) + ": " + attempts + " attempts, " + acknowledged + " acknowledged, "
                + unreported + " unreported";
    }
}
