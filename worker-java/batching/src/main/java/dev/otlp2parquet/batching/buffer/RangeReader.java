package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.Workspace;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.CheckingSink;
import dev.otlp2parquet.otlp.table.RowWindow;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.platform.BodyCodec;
import dev.otlp2parquet.table.TimestampUnit;

/**
 * Decodes requests of a buffer's log to rows, piece by piece: as many rows as memory may hold, then the next. Requests that
 * cannot be read are set aside. The pieces of the same requests are always the same.
 */
public final class RangeReader {

    /**
     * Bytes of the values of a piece, somewhat exceeded. Their arrays take up to twice as much, and their files, in the worst
     * case, as much again.
     */
    public static final long PIECE_BYTES = 12 << 20;

    /** Each may belong into a file of its own, and what is known of a file takes some hundred bytes. */
    static final int PIECE_ROWS = 1 << 16;

    private final BufferLog log;
    private final BodyCodec bodies;
    private final Signal signal;
    private final CheckingSink checks;
    private final long through;
    private final long pieceBytes;
    private long reached;
    private long nextRecord;
    private String lastQuarantine = "";

    /**
     * Reads the requests of a log.
     *
     * @param after the sequence before the first
     * @param through the last sequence
     * @param pieceBytes {@link #PIECE_BYTES}, less in tests
     */
    RangeReader(
            BufferLog log,
            BodyCodec bodies,
            Signal signal,
            TimestampUnit unit,
            long after,
            long through,
            long pieceBytes) {
        this.log = log;
        this.bodies = bodies;
        this.signal = signal;
        this.checks = new CheckingSink(unit);
        this.reached = after;
        this.through = through;
        this.pieceBytes = pieceBytes;
    }

    /** Why a request was set aside last, or empty. */
    String lastQuarantine() {
        return lastQuarantine;
    }

    /** The last sequence that is read to its end, or was set aside. */
    long reached() {
        return reached;
    }

    /** Whether the last piece ended in the middle of a request. */
    boolean isWithinRequest() {
        return nextRecord > 0;
    }

    /** Whether nothing is left. */
    boolean atEnd() {
        return nextRecord == 0 && log.nextDecodedBytes(reached, through) < 0;
    }

    /**
     * Decodes the next piece into batches that are empty: whole requests, or rows of one that does not fit alone.
     *
     * @return false if nothing was left, and so there are no rows
     */
    boolean next(Workspace workspace) {
        TableBatches batches = workspace.batches();
        boolean some = false;
        while (true) {
            long bytes = log.nextDecodedBytes(reached, through);
            if (bytes < 0 || (some && batches.bufferedBytes() + bytes > pieceBytes)) {
                return some;
            }
            RowWindow window =
                    new RowWindow(batches, checks, nextRecord, pieceBytes, Math.max(1, PIECE_ROWS - batches.rows()));
            long sequence = log.nextSequence(reached, through);
            String problem = decode(sequence, workspace, window);
            if (problem != null) {
                batches.discardRequest();
                lastQuarantine = problem;
                log.quarantine(sequence, problem);
                window = null;
            }
            if (window != null && window.end() >= 0) {
                if (some) {
                    batches.discardRequest();
                } else {
                    nextRecord = window.end();
                }
                return true;
            }
            nextRecord = 0;
            reached = sequence;
            some = true;
        }
    }

    /** What is wrong with a request, or null. It was read before it was accepted, so this is a fault of the program. */
    private String decode(long sequence, Workspace workspace, RowWindow window) {
        try {
            // Before anything can go wrong: what is taken back is this request and no other.
            workspace.batches().beginRequest(0);
            StoredRequest request = log.request(sequence);
            workspace.batches().beginRequest(request.receivedMicros() * 1000);
            byte[] body = bodies.decompress(request.body(), request.decodedBytes());
            DecodeResult result = workspace.decoder().decode(signal, request.format(), body, 0, body.length, window);
            // An earlier version may have rejected what this one takes. To store rows that the sender believes to be
            // dropped is
            // better than to let the others wait.
            return result.accepted() >= request.rows()
                    ? null
                    : "accepted with " + request.rows() + " rows, now " + result.accepted() + " can be stored: "
                            + result.firstRejection();
        } catch (UnreadableRequestException e) {
            return e.getMessage();
        } catch (InvalidRequestException | RuntimeException e) {
            return e.toString();
        }
    }
}
