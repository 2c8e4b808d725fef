package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.BodyCodec;
import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.PayloadDecoder;
import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.UnreadablePayloadException;

/**
 * Decodes requests of a buffer's log to rows, piece by piece: as many rows as memory may hold at once. Sets aside requests
 * that cannot be read. The same requests always give the same pieces.
 */
public final class RangeReader {

    /**
     * Bytes of the column values of a piece, slightly exceeded. Their arrays take up to twice as much, and in the worst
     * case their files as much again.
     */
    public static final long PIECE_BYTES = 12 << 20;

    /** The most rows of a piece. Each may need a separate file, which takes some hundred bytes of memory. */
    static final int PIECE_ROWS = 1 << 16;

    private final BufferLog log;
    private final BodyCodec bodies;
    private final Feed feed;
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
    RangeReader(BufferLog log, BodyCodec bodies, Feed feed, long after, long through, long pieceBytes) {
        this.log = log;
        this.bodies = bodies;
        this.feed = feed;
        this.reached = after;
        this.through = through;
        this.pieceBytes = pieceBytes;
    }

    /** Why a request was set aside last, or empty. */
    String lastQuarantine() {
        return lastQuarantine;
    }

    /** The last sequence that was read completely or set aside. */
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
     * Decodes the next piece into empty batches: whole requests, or some rows of a request that does not fit alone.
     *
     * @return false if nothing was left, so there are no rows
     */
    boolean next(PayloadDecoder decoder) {
        RowBatches batches = decoder.batches();
        boolean some = false;
        while (true) {
            long bytes = log.nextDecodedBytes(reached, through);
            if (bytes < 0 || (some && batches.bufferedBytes() + bytes > pieceBytes)) {
                return some;
            }
            long sequence = log.nextSequence(reached, through);
            long end = -1;
            try {
                end = decode(sequence, decoder);
            } catch (UnreadableRequestException e) {
                batches.discardRequest();
                lastQuarantine = e.getMessage();
                log.quarantine(sequence, e.getMessage());
            }
            if (end >= 0) {
                if (some) {
                    batches.discardRequest();
                } else {
                    nextRecord = end;
                }
                return true;
            }
            nextRecord = 0;
            reached = sequence;
            some = true;
        }
    }

    /**
     * Decodes a request, from the next record on. It was valid when it was accepted, so a failure now is a fault of the
     * program, or another version accepted it.
     *
     * @return the first record that did not fit, or -1 if all did
     */
    private long decode(long sequence, PayloadDecoder decoder) throws UnreadableRequestException {
        RowBatches batches = decoder.batches();
        try {
            // Before anything can fail, so that only this request is taken back.
            batches.beginRequest(0);
            StoredRequest request = log.request(sequence);
            if (feed.mediaType(request.format()) == null) {
                throw new UnreadableRequestException(
                        sequence, "this version does not know the request format " + request.format());
            }
            batches.beginRequest(request.receivedMicros() * 1000);
            byte[] body = bodies.decompress(request.body(), request.decodedBytes());
            PayloadDecoder.Decoded decoded = decoder.decode(
                    request.format(),
                    body,
                    body.length,
                    nextRecord,
                    pieceBytes,
                    Math.max(1, PIECE_ROWS - batches.rows()));
            // An earlier version may have rejected records that this one accepts. To store rows that the sender
            // takes for rejected is better than to delay the others.
            if (decoded.accepted() < request.rows()) {
                throw new UnreadableRequestException(
                        sequence,
                        "accepted with " + request.rows() + " rows, now " + decoded.accepted() + " can be stored: "
                                + decoded.firstRejection());
            }
            return decoded.end();
        } catch (UnreadablePayloadException e) {
            throw new UnreadableRequestException(sequence, e.getMessage());
        } catch (SqlFailure e) {
            // The database may return the request the next time. It must not be set aside: its rows may be in
            // files already, and an operator's flush would store them again.
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableRequestException(sequence, e.toString());
        }
    }
}
