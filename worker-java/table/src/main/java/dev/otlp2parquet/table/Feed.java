package dev.otlp2parquet.table;

/**
 * One kind of request: its buffers, its tables, and how its bodies become rows. A module that accepts a new kind of
 * request brings a feed.
 */
public interface Feed {

    /**
     * Returns the name of the feed. It is the first part of the names of its buffers, before the number of the shard.
     * It consists of letters, digits and underscores and never changes.
     */
    String name();

    /** Returns the tables of its rows. */
    Tables tables();

    /**
     * Returns the media type of a stored body by the code of its format, or null if the feed does not know the code.
     * Codes are in databases: a code never gets another meaning. They are from 1 to 255, because a mark has one byte for
     * the code.
     */
    String mediaType(int format);

    /** Lends a decoder with empty batches. Nobody else uses it until it is given back. */
    PayloadDecoder borrow();
}
