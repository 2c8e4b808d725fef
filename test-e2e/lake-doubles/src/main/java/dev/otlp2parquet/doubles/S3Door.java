package dev.otlp2parquet.doubles;

import dev.otlp2parquet.doubles.Refusal.Kind;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The door in front of versitygw, which knows no session tokens: verifies the client's signature, token and scope, then sends the request on.
 * Addresses are in path style.
 *
 * <p>A bucket of S3 Tables, {@code ...--table-s3}, has reads, writes and multipart uploads of single objects only ("s3tables:GetTableData" and
 * "s3tables:PutTableData" in the user guide); a listing gets 405 (duckdb-iceberg issue 1306), and so does a deletion (guess).
 */
final class S3Door extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String TABLE_BUCKET = "--table-s3";
    private static final Set<String> NOT_SENT_BACK =
            Set.of("connection", "content-length", "date", "keep-alive", "server", "transfer-encoding");

    private final transient SignatureCheck check;
    private final transient Backend backend;
    private final transient Map<String, Integer> counts = new ConcurrentHashMap<>();
    private volatile boolean conditionalPuts = true;

    S3Door(SignatureCheck check, Backend backend) {
        this.check = check;
        this.backend = backend;
    }

    /** Whether {@code If-None-Match} on PUT works; if not, it gets 501, as S3 answers to headers that it does not implement. */
    void allowConditionalPuts(boolean allowed) {
        conditionalPuts = allowed;
    }

    /** Requests that have arrived, by verb, and those of them that were refused here, as {@code refused}. */
    Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    protected void service(HttpServletRequest servletRequest, HttpServletResponse response) throws IOException {
        SignedRequest request = new SignedRequest(servletRequest);
        counts.merge(request.method(), 1, Integer::sum);
        try {
            SignatureCheck.Accepted accepted = check.accept(request);
            requireAllowed(accepted.keys(), request, servletRequest);
            answer(backend.send(request, AwsChunks.data(request, accepted)), request, response);
        } catch (Refusal refusal) {
            counts.merge("refused", 1, Integer::sum);
            refuse(refusal, request, response);
        }
    }

    private void requireAllowed(Keys keys, SignedRequest request, HttpServletRequest parameters) throws Refusal {
        String path = URLDecoder.decode(parameters.getRequestURI().replace("+", "%2B"), StandardCharsets.UTF_8);
        int slash = path.indexOf('/', 1);
        String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        Map<String, String[]> query = parameters.getParameterMap();
        if (bucket.endsWith(TABLE_BUCKET) && !isTableData(request.method(), key, query)) {
            throw new Refusal(Kind.NOT_ALLOWED, "The specified method is not allowed against this resource.");
        }
        String prefix = key.isEmpty() && query.containsKey("prefix") ? query.get("prefix")[0] : key;
        if (!keys.open("s3://" + bucket + "/" + prefix)) {
            throw new Refusal(Kind.DENIED, "Access Denied");
        }
        if (!conditionalPuts && request.method().equals("PUT") && request.header("if-none-match") != null) {
            throw new Refusal(
                    Kind.NOT_IMPLEMENTED, "A header you provided implies functionality that is not implemented");
        }
    }

    private static boolean isTableData(String method, String key, Map<String, String[]> query) {
        return !key.isEmpty()
                && switch (method) {
                    case "GET", "HEAD", "PUT" -> true;
                    case "POST" -> query.containsKey("uploads") || query.containsKey("uploadId");
                    case "DELETE" -> query.containsKey("uploadId");
                    default -> false;
                };
    }

    private static void answer(HttpResponse<byte[]> answer, SignedRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.statusCode());
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_SENT_BACK.contains(name)) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        if (request.method().equals("HEAD")) {
            answer.headers().firstValueAsLong("content-length").ifPresent(response::setContentLengthLong);
        } else {
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }

    private static void refuse(Refusal refusal, SignedRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(refusal.kind().s3Status());
        response.setContentType("application/xml");
        if (!request.method().equals("HEAD")) {
            String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
                    + refusal.kind().s3Code() + "</Code><Message>"
                    + refusal.getMessage().replace("&", "&amp;").replace("<", "&lt;")
                    + "</Message><RequestId>DOUBLE</RequestId><HostId>double</HostId></Error>";
            response.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
        }
    }
}
