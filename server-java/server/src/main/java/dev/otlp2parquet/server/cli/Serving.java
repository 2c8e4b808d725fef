package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.ServerConfig;
import java.io.IOException;

/** A server that can be run. */
public interface Serving {

    /**
     * Runs a server until it is stopped. Blocks.
     *
     * @throws IOException if it cannot start or had to end. The message says why and what to do
     */
    void serve(ServerConfig config) throws IOException, InterruptedException;
}
