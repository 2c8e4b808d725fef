package dev.otlp2parquet.server.config;

import dev.otlp2parquet.server.http.TlsFiles;
import java.nio.file.Path;
import java.util.Map;

/**
 * The whole configuration of a server, checked.
 *
 * @param listen the address for HTTP and gRPC
 * @param grpcListen a second address for the same, or null
 * @param tls null for plain text
 * @param dataDir directory of the actors' databases, which may not exist yet
 * @param storage where objects go
 * @param keys credentials of the catalog and of buckets, or null to use those that the AWS SDK finds
 * @param logFormat the form of the log lines; their lowest level is in the core's configuration
 * @param stop how it stops
 * @param variables for {@link dev.otlp2parquet.ingest.Gateway#configure}, which accepts them. They contain secrets
 */
public record ServerConfig(
        Address listen,
        Address grpcListen,
        TlsFiles tls,
        Path dataDir,
        Storage storage,
        S3Credentials keys,
        LogFormat logFormat,
        Stop stop,
        Map<String, String> variables) {

    public ServerConfig {
        variables = Map.copyOf(variables);
    }

    /** Without the variables, some of which are secret. */
    @Override
    public String toString() {
        return "ServerConfig[listen=" + listen + ", grpcListen=" + grpcListen + ", tls=" + tls + ", dataDir=" + dataDir
                + ", storage=" + storage + ", logFormat=" + logFormat + ", stop=" + stop + "]";
    }
}
