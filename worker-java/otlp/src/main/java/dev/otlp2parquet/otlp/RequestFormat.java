package dev.otlp2parquet.otlp;

/** The encoding of an export request (OTLP specification, "OTLP/HTTP Request"). */
public enum RequestFormat {
    /** One export request as binary protobuf. An empty body is an empty request. */
    PROTOBUF,
    /** One export request as OTLP/JSON: a JSON object in UTF-8, without a byte order mark. */
    JSON,
    /** One OTLP/JSON export request per line. A line ends with LF or CR LF. Blank lines are allowed. */
    JSON_LINES
}
