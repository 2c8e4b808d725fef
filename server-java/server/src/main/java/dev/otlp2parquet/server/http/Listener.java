package dev.otlp2parquet.server.http;

/**
 * An address that the server listens on. Each takes HTTP/1.1, HTTP/2 and gRPC.
 *
 * @param host a name or address of this machine; {@code 0.0.0.0} or {@code ::} for all
 * @param port 0 for any free port
 * @param tls null for cleartext
 */
public record Listener(String host, int port, TlsFiles tls) {

    /** The address as messages name it. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
