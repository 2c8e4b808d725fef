package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;
import java.util.ArrayList;
import java.util.List;

/** Answers the question of a browser whether a page may send a POST request: a preflight of the Fetch standard. */
final class Preflight {

    /** The longest that Chromium remembers a preflight. */
    private static final String MAX_AGE_SECS = "7200";

    private Preflight() {}

    /** @param head of a request with the method OPTIONS, where CORS is enabled */
    static HttpAnswer answer(RequestHead head, RequestContext context, Answers answers) {
        String origin = head.header("origin");
        if (origin == null || head.header("access-control-request-method") == null) {
            return answers.noContent(new Header("allow", "POST, OPTIONS"));
        }
        if (context.corsOrigin() == null) {
            String message = "the origin " + origin + " is not among OTLP2PARQUET_CORS_ALLOWED_ORIGINS";
            return answers.refused(403, RpcCode.PERMISSION_DENIED, message);
        }
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("access-control-allow-methods", "POST"));
        String asked = head.header("access-control-request-headers");
        if (asked != null) {
            // Exporters send headers of their own. None of them has a meaning here that would need protection.
            headers.add(new Header("access-control-allow-headers", asked));
        }
        headers.add(new Header("access-control-max-age", MAX_AGE_SECS));
        return answers.noContent(headers.toArray(new Header[0]));
    }
}
