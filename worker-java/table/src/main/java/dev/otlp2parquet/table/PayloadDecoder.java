package dev.otlp2parquet.table;

/**
 * Turns the bodies of one {@link Feed} into rows. The decoder and its batches belong to the caller that
 * {@linkplain Feed#borrow borrowed} them. Their content is invalid once the decoder is given back. Not thread-safe.
 */
public interface PayloadDecoder {

    /** Returns the batches that receive the rows. They are empty when the decoder is borrowed. */
    RowBatches batches();

    /**
     * Decodes a body and adds the rows of a window of its records. The window begins at {@code from} and ends at a
     * limit of rows or memory. All other records are only checked. So a body whose rows do not fit into memory is
     * decoded several times, each time with another window, and gives the same result each time. The caller announces
     * the request to the batches first.
     *
     * @param format the code that the body is stored with; {@link Feed#mediaType} knows it
     * @param from number of the first record that becomes a row
     * @param maxBufferedBytes limit of {@link RowBatches#bufferedBytes()}; when it is reached, no further record
     *     becomes a row, but at least one does
     * @param maxRows limit of records that become rows, at least one
     * @throws UnreadablePayloadException if the whole body is malformed; the caller then discards the request
     */
    Decoded decode(int format, byte[] body, int length, long from, long maxBufferedBytes, long maxRows)
            throws UnreadablePayloadException;

    /** Ends the use of the decoder. Not called after an error, because the state of the decoder is unknown then. */
    void giveBack();

    /**
     * The result for one body.
     *
     * @param accepted number of records that can be stored, whether or not they became rows now
     * @param end number of the first record that did not fit, or -1 if all did
     * @param firstRejection message about the first record that cannot be stored, or null
     */
    record Decoded(int accepted, long end, String firstRejection) {}
}
