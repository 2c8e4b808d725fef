package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.format.Encoding;

/** Encodings of values that the writer chooses from (Encodings.md). */
enum ValueEncoding {
    PLAIN(Encoding.PLAIN),
    RLE_DICTIONARY(Encoding.RLE_DICTIONARY),
    DELTA_BINARY_PACKED(Encoding.DELTA_BINARY_PACKED),
    DELTA_LENGTH_BYTE_ARRAY(Encoding.DELTA_LENGTH_BYTE_ARRAY),
    DELTA_BYTE_ARRAY(Encoding.DELTA_BYTE_ARRAY),
    BYTE_STREAM_SPLIT(Encoding.BYTE_STREAM_SPLIT);

    private final Encoding thrift;

    ValueEncoding(Encoding thrift) {
        this.thrift = thrift;
    }

    Encoding thrift() {
        return thrift;
    }
}
