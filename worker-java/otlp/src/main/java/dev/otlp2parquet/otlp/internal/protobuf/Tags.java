package dev.otlp2parquet.otlp.internal.protobuf;

import com.google.protobuf.WireFormat;

/** Makes tags, as constants of {@code switch} labels: field number times 8 plus the wire type. */
final class Tags {
    static final int VARINT = WireFormat.WIRETYPE_VARINT;
    static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
    static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int FIXED32 = WireFormat.WIRETYPE_FIXED32;

    private Tags() {}
}
