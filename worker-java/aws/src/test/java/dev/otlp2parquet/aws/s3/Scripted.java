package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.aws.jvm.ScriptedServer;
import dev.otlp2parquet.aws.jvm.Sha256;
import dev.otlp2parquet.aws.jvm.StillClock;
import dev.otlp2parquet.aws.jvm.TestHttpClient;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.platform.Backoff;
import java.util.Random;

/** A store over a server that answers as it is told. */
final class Scripted implements AutoCloseable {

    static final Credentials KEYS = new Credentials("AKIDEXAMPLE", "the/secret+key", "the-session-token");

    final ScriptedServer server = new ScriptedServer();
    /** Long before the time of the server, which is that of the machine. */
    final StillClock clock = new StillClock("2013-05-24T00:00:00Z");

    S3Options options() {
        return S3Options.of("lake", "eu-central-1")
                .withEndpoint(server.endpoint())
                .withPrefix("raw")
                .withRetries(3, new Backoff(100, 1_000));
    }

    S3ObjectStore store() {
        return store(options(), CredentialsProvider.of(KEYS));
    }

    S3ObjectStore store(S3Options options, CredentialsProvider credentials) {
        return new S3ObjectStore(
                options, credentials, new TestHttpClient(), new Sha256(), clock, new Random(7)::nextLong);
    }

    @Override
    public void close() {
        server.close();
    }
}
