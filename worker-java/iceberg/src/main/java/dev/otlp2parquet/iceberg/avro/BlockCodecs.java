package dev.otlp2parquet.iceberg.avro;

/** Port: the codecs of Avro blocks that the platform has. Snappy is part of this package. */
public interface BlockCodecs {

    /** The slice as a raw DEFLATE stream (RFC 1951, without zlib header), as Avro's codec {@code deflate} has it. */
    byte[] deflate(byte[] source, int offset, int length);

    /**
     * Inflates a raw DEFLATE stream.
     *
     * @param maxLength most bytes to produce; the implementation must not inflate further
     * @throws AvroException if the stream is damaged or longer
     */
    byte[] inflate(byte[] source, int offset, int length, int maxLength);

    /**
     * Decompresses one Zstandard frame (RFC 8878).
     *
     * @param maxLength most bytes to produce; the implementation must not decompress further
     * @throws AvroException if the frame is damaged or longer
     */
    byte[] unzstd(byte[] source, int offset, int length, int maxLength);
}
