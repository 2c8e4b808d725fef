package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Asks a running server. */
final class ServerClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final URI server;
    private final String authorization;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param authorization the value of that header, or null */
    ServerClient(URI server, String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    /**
     * An answer of the server with JSON.
     *
     * @param text the JSON as it was received
     */
    record Reply(int status, String text, JsonObject json) {}

    /** Sends {@code GET}. */
    Reply get(String path, Duration limit) throws Complaint, InterruptedException {
        return send(request(path, limit).GET().build());
    }

    /**
     * Sends {@code POST} without a body.
     *
     * @param waitSecs for the header {@code Prefer}
     */
    Reply post(String path, int waitSecs, Duration limit) throws Complaint, InterruptedException {
        return send(request(path, limit)
                .header("Prefer", "wait=" + waitSecs)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(limit);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private Reply send(HttpRequest request) throws Complaint, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new Complaint("no server answers at " + server
                    + "; start it with \"otlp2parquet serve\", or name its address with --url");
        } catch (HttpTimeoutException e) {
            throw new Complaint(server + " did not answer in time; try again, or look into the log of the server");
        } catch (SSLException e) {
            throw new Complaint("TLS with " + server + " failed (" + e.getMessage()
                    + "); a certificate of a private authority must be in a trust store:"
                    + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE");
        } catch (IOException e) {
            throw new Complaint("the connection to " + server + " broke (" + e.getMessage()
                    + "); does it speak HTTPS? Then use https:// in --url");
        }
        if (response.statusCode() == 401) {
            throw new Complaint(
                    authorization == null
                            ? server + " needs a token: set OTLP2PARQUET_AUTH_TOKEN, or name a file with --token-file"
                            : server + " does not accept the token (or user and password) that was found; set"
                                    + " OTLP2PARQUET_AUTH_TOKEN to the token of this server");
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        try {
            return new Reply(response.statusCode(), text, JsonValue.parseObject(response.body()));
        } catch (JsonException e) {
            throw new Complaint(server + " answered with status " + response.statusCode()
                    + " and no JSON: it is not otlp2parquet; correct --url");
        }
    }

    /** The complaint about an answer that is not the expected one. */
    Complaint unexpected(Reply reply) {
        boolean ours = reply.json().has("message") && reply.json().get("message") instanceof JsonValue.JsonString;
        String message = ours ? reply.json().string("message") : "no message";
        String hint = reply.status() == 404 ? "; is this otlp2parquet? Correct --url" : "";
        return new Complaint(server + " answered " + reply.status() + ": " + message + hint);
    }
}
