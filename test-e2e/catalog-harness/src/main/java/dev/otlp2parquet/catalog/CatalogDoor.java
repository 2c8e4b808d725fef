package dev.otlp2parquet.catalog;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The door in front of the catalog: a base path, a configuration with a prefix, a bearer token, OAuth2 tokens for client
 * credentials.
 */
final class CatalogDoor implements Filter {

    private static final Pattern COMMIT = Pattern.compile("/v1/namespaces/[^/]+/tables/[^/]+");

    private final CatalogHarness.Settings settings;
    private final CommitFaults faults;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String token;

    CatalogDoor(CatalogHarness.Settings settings) {
        this.settings = settings;
        this.token = settings.token();
        this.faults = new CommitFaults(settings.hangMillis());
    }

    CommitFaults faults() {
        return faults;
    }

    void expireTokens() {
        token = null;
    }

    void acceptToken(String accepted) {
        token = accepted;
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
                faults.inject(Fault.valueOf(name));
            }
            response.setStatus(204);
            return;
        }
        if (path.equals("/__counts")) {
            response.setContentType("application/json");
            response.getWriter().write("{\"requests\":" + requests + ",\"commits\":" + faults.commits() + "}");
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
            faults.commit(inner, response, chain);
        } else {
            chain.doFilter(inner, response);
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

    static void error(HttpServletResponse response, int status, String type, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter()
                .write("{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"code\":" + status
                        + "}}");
    }

    static void plainText(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.getWriter().write(text);
    }
}
