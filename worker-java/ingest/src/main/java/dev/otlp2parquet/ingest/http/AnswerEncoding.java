package dev.otlp2parquet.ingest.http;

/** The encodings of an answer: the request's own; JSON for JSON Lines and where the request's encoding is not known. */
public enum AnswerEncoding {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private final String contentType;

    AnswerEncoding(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }
}
