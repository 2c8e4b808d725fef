package dev.otlp2parquet.doubles;

import dev.otlp2parquet.catalog.CommitFaults;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The door of S3 Tables' Iceberg REST endpoint: the signature, the configuration with the encoded ARN as prefix, the prefix. A refused
 * signature gets {@code {"message": "..."}}, without Iceberg's {@code error} around it (OpenMetadata issue 21789 shows it).
 */
final class S3TablesDoor implements Filter {

    static final String BASE = "/iceberg";

    private static final Pattern COMMIT = Pattern.compile("/v1/namespaces/([^/]+)/tables/([^/]+)");

    private final SignatureCheck check;
    private final String arn;
    private final Controls controls;
    private final CommitFaults faults;
    private final Consumer<TableIdentifier> beforeCommit;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param beforeCommit runs when a commit to this table has arrived, before it is acted on */
    S3TablesDoor(
            SignatureCheck check,
            String arn,
            Controls controls,
            CommitFaults faults,
            Consumer<TableIdentifier> beforeCommit) {
        this.check = check;
        this.arn = arn;
        this.controls = controls;
        this.faults = faults;
        this.beforeCommit = beforeCommit;
    }

    /** Requests that have arrived, without those for controls. */
    int requests() {
        return requests.get();
    }

    @Override
    public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) rawRequest;
        HttpServletResponse response = (HttpServletResponse) rawResponse;
        if (controls.answer(request, response)) {
            return;
        }
        requests.incrementAndGet();
        SignedRequest signed = new SignedRequest(request);
        try {
            check.accept(signed);
        } catch (Refusal refusal) {
            message(response, refusal.kind().status(), refusal.kind().code(), refusal.getMessage());
            return;
        }
        String path = request.getRequestURI();
        if (path.equals(BASE + "/v1/config")) {
            configuration(request.getParameter("warehouse"), response);
            return;
        }
        if (!path.startsWith(BASE + "/v1/")) {
            message(response, 404, "UnknownOperationException", "no operation at " + path);
            return;
        }
        String rest = path.substring((BASE + "/v1/").length());
        int slash = rest.indexOf('/');
        String prefix = slash < 0 ? rest : rest.substring(0, slash);
        if (!arn.equals(URLDecoder.decode(prefix.replace("+", "%2B"), StandardCharsets.UTF_8)) || slash < 0) {
            message(
                    response,
                    403,
                    "AccessDeniedException",
                    "expected the prefix of the configuration, found " + prefix);
            return;
        }
        serve(new Replayed(request, "/v1" + rest.substring(slash), signed.body()), response, chain);
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher commit = COMMIT.matcher(request.getRequestURI());
        if (request.getMethod().equals("POST") && commit.matches()) {
            beforeCommit.accept(TableIdentifier.of(decode(commit.group(1)), decode(commit.group(2))));
            faults.commit(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The statuses of a missing and of another warehouse are guesses. */
    private void configuration(String warehouse, HttpServletResponse response) throws IOException {
        if (warehouse == null || warehouse.isEmpty()) {
            message(
                    response,
                    400,
                    "BadRequestException",
                    "expected the parameter warehouse: the ARN of a table bucket");
        } else if (!warehouse.equals(arn)) {
            message(response, 403, "AccessDeniedException", "no access to the table bucket " + warehouse);
        } else {
            String encoded = URLEncoder.encode(arn, StandardCharsets.UTF_8);
            json(response, 200, Map.of("defaults", Map.of(), "overrides", Map.of("prefix", encoded)));
        }
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void message(HttpServletResponse response, int status, String code, String message)
            throws IOException {
        response.setHeader("x-amzn-ErrorType", code);
        json(response, status, Map.of("message", message));
    }

    static void json(HttpServletResponse response, int status, Object body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(Controls.json(body).getBytes(StandardCharsets.UTF_8));
    }
}
