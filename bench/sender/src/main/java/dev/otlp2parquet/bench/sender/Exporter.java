package dev.otlp2parquet.bench.sender;

/** One sender's connection to the server. */
interface Exporter extends AutoCloseable {

    /** Sends a request in protobuf and waits for the answer. Throws nothing that the server or the network causes. */
    Answer send(byte[] body) throws InterruptedException;

    @Override
    void close();
}
