package dev.otlp2parquet.otlp;

/** How the bytes of an export request are encoded (OTLP specification, "OTLP/HTTP Request"). */
public enum RequestFormat {
    /** One export request in the binary protobuf encoding. An empty body is an empty request. */
    PROTOBUF(1, "application/x-protobuf"),
    /** One export request in the OTLP/JSON encoding: one JSON object, UTF-8, no byte order mark. */
    JSON(2, "application/json"),
    /** One OTLP/JSON export request a line, lines ended by LF or CR LF; blank lines are allowed. */
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
