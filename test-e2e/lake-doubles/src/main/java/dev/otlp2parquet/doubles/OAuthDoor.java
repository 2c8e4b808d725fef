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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The doors of the vending double: an OAuth2 token endpoint (RFC 6749, sections 4.4 and 5; the audience as Keycloak and Auth0 have it), and a
 * catalog that needs its tokens (RFC 6750).
 */
final class OAuthDoor implements Filter {

    static final String TOKEN_PATH = "/realms/lake/protocol/openid-connect/token";
    static final String BASE = "/catalog";
    static final String PREFIX = "b6cc3a1e-6f0e-11f0-9f0b-7f1f5a1c2d3e";
    static final String WAREHOUSE = "lake";

    private static final Pattern COMMIT = Pattern.compile("/v1/namespaces/[^/]+/tables/[^/]+");

    private final VendingDouble.Client client;
    private final Controls controls;
    private final CommitFaults faults;
    private final Map<String, Long> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile long tokenMillis = 3_600_000;

    OAuthDoor(VendingDouble.Client client, Controls controls, CommitFaults faults) {
        this.client = client;
        this.controls = controls;
        this.faults = faults;
    }

    void setTokenLifetime(long millis) {
        tokenMillis = millis;
    }

    void expireTokens() {
        tokens.clear();
    }

    /** Requests to the catalog. */
    int requests() {
        return requests.get();
    }

    /** Tokens that were issued. */
    int issued() {
        return issued.get();
    }

    @Override
    public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) rawRequest;
        HttpServletResponse response = (HttpServletResponse) rawResponse;
        String path = request.getRequestURI();
        if (controls.answer(request, response)) {
            return;
        }
        if (path.equals(TOKEN_PATH)) {
            issueToken(request, response);
            return;
        }
        requests.incrementAndGet();
        if (!isAuthorized(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            error(response, 401, "NotAuthorizedException", "the access token is missing or has expired");
            return;
        }
        if (path.equals(BASE + "/v1/config")) {
            configuration(request.getParameter("warehouse"), response);
            return;
        }
        String prefix = BASE + "/v1/" + PREFIX + "/";
        if (!path.startsWith(prefix)) {
            error(response, 404, "NotFoundException", "expected the prefix of the configuration, found " + path);
            return;
        }
        byte[] body = request.getInputStream().readAllBytes();
        Replayed inner = new Replayed(request, "/v1/" + path.substring(prefix.length()), body);
        if (request.getMethod().equals("POST")
                && COMMIT.matcher(inner.getRequestURI()).matches()) {
            faults.commit(inner, response, chain);
        } else {
            chain.doFilter(inner, response);
        }
    }

    private boolean isAuthorized(String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        Long expiry = tokens.get(authorization.substring("Bearer ".length()));
        return expiry != null && System.currentTimeMillis() < expiry;
    }

    private void issueToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            refuse(response, 405, "invalid_request", "expected POST");
        } else if (!"client_credentials".equals(request.getParameter("grant_type"))) {
            refuse(response, 400, "unsupported_grant_type", "expected client_credentials");
        } else if (!knows(request)) {
            refuse(response, 401, "invalid_client", "Invalid client or Invalid client credentials");
        } else if (!client.scope().equals(request.getParameter("scope"))) {
            refuse(response, 400, "invalid_scope", "expected the scope " + client.scope());
        } else if (!client.audience().isEmpty() && !client.audience().equals(request.getParameter("audience"))) {
            refuse(response, 400, "invalid_target", "expected the audience " + client.audience());
        } else {
            String token = "token-" + UUID.randomUUID();
            tokens.put(token, System.currentTimeMillis() + tokenMillis);
            issued.incrementAndGet();
            response.setHeader("Cache-Control", "no-store");
            S3TablesDoor.json(
                    response,
                    200,
                    Map.of(
                            "access_token",
                            token,
                            "token_type",
                            "Bearer",
                            "expires_in",
                            tokenMillis / 1000,
                            "scope",
                            client.scope()));
        }
    }

    /** The client's name and secret are in the body or in the header: section 2.3.1. */
    private boolean knows(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.startsWith("Basic ")) {
            String expected = client.id() + ":" + client.secret();
            return header.substring("Basic ".length())
                    .equals(Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
        }
        return client.id().equals(request.getParameter("client_id"))
                && client.secret().equals(request.getParameter("client_secret"));
    }

    private static void configuration(String warehouse, HttpServletResponse response) throws IOException {
        if (!WAREHOUSE.equals(warehouse)) {
            error(response, 404, "NotFoundException", "no warehouse " + warehouse);
            return;
        }
        S3TablesDoor.json(response, 200, Map.of("defaults", Map.of(), "overrides", Map.of("prefix", PREFIX)));
    }

    private static void refuse(HttpServletResponse response, int status, String error, String description)
            throws IOException {
        S3TablesDoor.json(response, status, Map.of("error", error, "error_description", description));
    }

    private static void error(HttpServletResponse response, int status, String type, String message)
            throws IOException {
        S3TablesDoor.json(response, status, Map.of("error", Map.of("message", message, "type", type, "code", status)));
    }
}
