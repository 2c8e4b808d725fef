package dev.otlp2parquet.iceberg.avro;

/** Port: codecs of Avro blocks. Snappy is part of this package. */
public interface BlockCodecs {

    /**
     * Compresses a slice to a raw DEFLATE stream (RFC 1951, without a zlib header), for Avro's codec {@code deflate}.
     */
    byte[] deflate(byte[] source, int offset, int length);

    /**
     * Inflates a raw DEFLATE stream.
     *
     * @param maxLength limit of the result; the implementation must not inflate further
     * @throws AvroException if the stream is damaged or exceeds the limit
     */
    byte[] inflate(byte[] source, int offset, int length, int maxLength);

    /**
     * Decompresses one Zstandard frame (RFC 8878).
     *
     * @param maxLength limit of the result; the implementation must not decompress further
     * @throws AvroException if the frame is damaged or exceeds the limit
     */
    byte[] unzstd(byte[] source, int offset, int length, int maxLength);
}
