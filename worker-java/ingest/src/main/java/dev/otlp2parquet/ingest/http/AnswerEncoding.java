package dev.otlp2parquet.ingest.http;

/** The encoding of an answer: that of the request, or JSON if the request is JSON Lines or in an unknown encoding. */
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
