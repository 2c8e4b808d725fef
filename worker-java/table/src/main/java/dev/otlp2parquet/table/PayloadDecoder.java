package dev.otlp2parquet.table;

/**
 * Turns the bodies of one {@link Feed} into rows. It belongs to who {@linkplain Feed#borrow borrowed} it, with the batches that it
 * fills; what they hold is worthless once it is given back. Not thread-safe.
 */
public interface PayloadDecoder {

    /** What the rows are added to, empty when the decoder is borrowed. */
    RowBatches batches();

    /**
     * Decodes a body and adds the rows of its records from one on, until there are as many, or they take as much memory, as they
     * may; the others are only checked. So a body whose rows do not fit is decoded several times, each time to other rows, and gives
     * the same result. The caller has announced the request to the batches.
     *
     * @param format the code that the body is kept with; one that {@link Feed#mediaType} knows
     * @param from the number of the first record that becomes a row
     * @param maxBufferedBytes of {@link RowBatches#bufferedBytes()}, at which no more records become rows, once there is one
     * @param maxRows records that become rows, at least one
     * @throws UnreadablePayloadException if the body is malformed as a whole; the caller discards the request
     */
    Decoded decode(int format, byte[] body, int length, long from, long maxBufferedBytes, long maxRows)
            throws UnreadablePayloadException;

    /** Ends its use. Not where something went wrong: who knows in which state it is then. */
    void giveBack();

    /**
     * What a body came to.
     *
     * @param accepted records that can be stored, whether or not they became rows now
     * @param end the number of the first record that did not fit, or -1 if all did
     * @param firstRejection about the first record that cannot be stored, or null
     */
    record Decoded(int accepted, long end, String firstRejection) {}
}
