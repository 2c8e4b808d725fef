package dev.otlp2parquet.otlp;

/** How the bytes of an export request are encoded (OTLP specification, "OTLP/HTTP Request"). */
public enum RequestFormat {
    /** One export request in the binary protobuf encoding. An empty body is an empty request. */
    PROTOBUF,
    /** One export request in the OTLP/JSON encoding: one JSON object, UTF-8, no byte order mark. */
    JSON,
    /** One OTLP/JSON export request a line, lines ended by LF or CR LF; blank lines are allowed. */
    JSON_LINES
}
