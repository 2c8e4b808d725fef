package dev.otlp2parquet.ingest.http;

import java.util.List;

/**
 * An answer, ready to be sent.
 *
 * @param headers with lower-case names; without content-length, which the host sets
 * @param body may be empty; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // a value only on its way out; nobody compares answers
public record HttpAnswer(int status, List<Header> headers, byte[] body) {

    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** The value of a header, or null. */
    public String header(String lowerCaseName) {
        for (Header header : headers) {
            if (header.name().equals(lowerCaseName)) {
                return header.value();
            }
        }
        return null;
    }
}
