package dev.otlp2parquet.catalog;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * The door in front of the catalog: a base path, a configuration with a prefix, a bearer token, OAuth2 tokens for client
 * credentials, and a queue of faults that the next commits meet.
 */
final class CatalogDoor implements Filter {

    private static final Pattern COMMIT = Pattern.compile("/v1/namespaces/[^/]+/tables/[^/]+");

    private final CatalogHarness.Settings settings;
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Runnable> beforeCommit = new AtomicReference<>();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String token;

    CatalogDoor(CatalogHarness.Settings settings) {
        this.settings = settings;
        this.token = settings.token();
    }

    void inject(Fault... next) {
        faults.addAll(Arrays.asList(next));
    }

    void clearFaults() {
        faults.clear();
        beforeCommit.set(null);
    }

    void beforeNextCommit(Runnable action) {
        beforeCommit.set(action);
    }

    void expireTokens() {
        token = null;
    }

    void acceptToken(String accepted) {
        token = accepted;
    }

    int commits() {
        return commits.get();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) rawRequest;
        HttpServletResponse response = (HttpServletResponse) rawResponse;
        String path = request.getRequestURI();
        if (path.equals("/__faults")) {
            for (String name : request.getParameterValues("f")) {
                inject(Fault.valueOf(name));
            }
            response.setStatus(204);
            return;
        }
        if (path.equals("/__counts")) {
            response.setContentType("application/json");
            response.getWriter().write("{\"requests\":" + requests + ",\"commits\":" + commits + "}");
            return;
        }
        requests.incrementAndGet();
        if (!path.startsWith(settings.basePath() + "/v1/")) {
            error(response, 404, "NoSuchCatalog", "no catalog at " + path);
            return;
        }
        String rest = path.substring(settings.basePath().length());
        if (rest.equals("/v1/oauth/tokens")) {
            issueToken(request, response);
            return;
        }
        if (token == null || !("Bearer " + token).equals(request.getHeader("Authorization"))) {
            plainText(response, 401, "Authentication error");
            return;
        }
        if (rest.equals("/v1/config")) {
            response.setContentType("application/json");
            response.getWriter()
                    .write("{\"defaults\":{\"prefix\":\"never\"},\"overrides\":{\"prefix\":\"" + settings.prefix()
                            + "\",\"namespace-separator\":\"%2E\"}}");
            return;
        }
        String prefix = "/v1/" + settings.prefix() + "/";
        if (!rest.startsWith(prefix)) {
            error(response, 404, "NoSuchCatalog", "expected the prefix of the configuration, found " + rest);
            return;
        }
        HttpServletRequest inner = withPath(request, "/v1/" + rest.substring(prefix.length()));
        if (request.getMethod().equals("POST")
                && COMMIT.matcher(inner.getRequestURI()).matches()) {
            commit(inner, response, chain);
        } else {
            chain.doFilter(inner, response);
        }
    }

    private void commit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        commits.incrementAndGet();
        Runnable action = beforeCommit.getAndSet(null);
        if (action != null) {
            action.run();
        }
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.poll();
        if (fault == Fault.NONE) {
            chain.doFilter(request, response);
            return;
        }
        if (fault.appliesFirst()) {
            chain.doFilter(request, discarding(response));
        }
        answer(fault, request, response);
    }

    private void answer(Fault fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (fault) {
            case CONFLICT_BEFORE, CONFLICT_AFTER -> error(response, 409, "CommitFailedException", "injected");
            case ERROR_BEFORE -> error(response, 500, "InternalServerError", "injected");
            case UNAVAILABLE_BEFORE, UNAVAILABLE_AFTER -> plainText(response, 503, "upstream connect error");
            case RESET_BEFORE, RESET_AFTER ->
                ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close();
            case HANG_BEFORE, HANG_AFTER -> hang(request, response);
            case THROTTLED -> {
                response.setHeader("Retry-After", "7");
                plainText(response, 429, "too many requests");
            }
            case CONCURRENT_UPDATE_BEFORE, CONCURRENT_UPDATE_AFTER ->
                error(response, 400, "ConcurrentUpdateError", "the table was updated concurrently");
            case UNAUTHORIZED -> plainText(response, 401, "token expired");
            case FORBIDDEN -> plainText(response, 403, "forbidden");
            case NONE -> throw new IllegalStateException("no fault to answer");
        }
    }

    /** A client that asks for it is told at once that no answer comes, so that tests need not wait until it gives up. */
    private void hang(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("x-tell-when-hanging") != null) {
            response.setHeader("x-hanging", "true");
            return;
        }
        try {
            Thread.sleep(settings.hangMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void issueToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"client_credentials".equals(request.getParameter("grant_type"))
                || !"client".equals(request.getParameter("client_id"))
                || !"secret".equals(request.getParameter("client_secret"))) {
            response.setStatus(401);
            response.setContentType("application/json");
            response.getWriter().write("{\"error\":\"invalid_client\",\"error_description\":\"who is secret?\"}");
            return;
        }
        token = "issued-" + tokens.incrementAndGet();
        response.setContentType("application/json");
        response.getWriter()
                .write("{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":3600}");
    }

    private static HttpServletRequest withPath(HttpServletRequest request, String path) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRequestURI() {
                return path;
            }
        };
    }

    /** The answer of a commit that was applied, of which the client never hears. */
    private static HttpServletResponse discarding(HttpServletResponse response) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new HttpServletResponseWrapper(response) {
            @Override
            public PrintWriter getWriter() {
                return nowhere;
            }

            @Override
            public void setStatus(int status) {
                if (status >= 300) {
                    throw new IllegalStateException("a commit that was to be applied failed with " + status);
                }
            }
        };
    }

    private static void error(HttpServletResponse response, int status, String type, String message)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter()
                .write("{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"code\":" + status
                        + "}}");
    }

    private static void plainText(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.getWriter().write(text);
    }
}
