package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.config.Credentials;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;

/** Refusals that any route may need. */
final class HeadRefusal {

    private HeadRefusal() {}

    /** @param allow the methods that the path takes, as the header {@code Allow} lists them */
    static HttpAnswer method(RequestHead head, Answers answers, String allow) {
        String message = head.path() + " takes " + allow + ", not " + head.method();
        return answers.refused(405, RpcCode.UNIMPLEMENTED, message, new Header("allow", allow));
    }

    /** The refusal of a request without accepted credentials, or null if it has them. */
    static HttpAnswer credentials(Credentials credentials, RequestHead head, Answers answers) {
        String authorization = head.header("authorization");
        if (credentials.accept(authorization)) {
            return null;
        }
        String message = (authorization == null
                        ? "credentials are missing: "
                        : "the Authorization header is not accepted here: ")
                + credentials.cure(authorization);
        return answers.refused(
                401, RpcCode.UNAUTHENTICATED, message, new Header("www-authenticate", credentials.challenge()));
    }
}
