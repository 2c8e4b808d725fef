package dev.otlp2parquet.ingest.http;

/** Why a host could not hand over the body of a request. */
public enum BodyFault {
    /** More bytes than {@code maxBytes}, as sent or after decompression. */
    TOO_LARGE("too large"),
    /** The body cannot be decompressed by its Content-Encoding, or ends too early. */
    CORRUPT("corrupt"),
    /** The connection ended before the whole body arrived. */
    INCOMPLETE("incomplete"),
    /** Nothing arrived for some time, or too little. */
    SLOW("slow");

    private final String text;

    BodyFault(String text) {
        this.text = text;
    }

    /** The name in log lines. */
    public String text() {
        return text;
    }
}
