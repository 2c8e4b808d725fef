package dev.otlp2parquet.otlp;

/** The encoding of an export request (OTLP specification, "OTLP/HTTP Request"). */
public enum RequestFormat {
    /** One export request as binary protobuf. An empty body is an empty request. */
    PROTOBUF(1, "application/x-protobuf"),
    /** One export request as OTLP/JSON: a JSON object in UTF-8, without a byte order mark. */
    JSON(2, "application/json"),
    /** One OTLP/JSON export request per line. A line ends with LF or CR LF. Blank lines are allowed. */
    JSON_LINES(3, "application/x-ndjson");

    private final int code;
    private final String mediaType;

    RequestFormat(int code, String mediaType) {
        this.code = code;
        this.mediaType = mediaType;
    }

    /** What a body of this format is kept with. The codes are in databases: none is used twice. */
    public int code() {
        return code;
    }

    /** The Content-Type. */
    public String mediaType() {
        return mediaType;
    }

    /** The format with a code, or null. */
    public static RequestFormat of(int code) {
        for (RequestFormat format : values()) {
            if (format.code == code) {
                return format;
            }
        }
        return null;
    }
}
