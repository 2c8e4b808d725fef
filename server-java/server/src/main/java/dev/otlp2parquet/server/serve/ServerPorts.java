package dev.otlp2parquet.server.serve;

import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.aws.s3.S3Options;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.JvmCompressors;
import dev.otlp2parquet.host.SecureRandomness;
import dev.otlp2parquet.host.SystemClock;
import dev.otlp2parquet.host.aws.SdkCredentials;
import dev.otlp2parquet.host.codec.ZstdBodies;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.log.LogSink;
import dev.otlp2parquet.server.config.S3Credentials;
import dev.otlp2parquet.server.config.Storage;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The ports of a server's process. */
final class ServerPorts {

    private ServerPorts() {}

    static ProcessPorts of(Storage storage, S3Credentials keys, Codec compression, LogSink log) throws IOException {
        HttpClient http = new JdkHttpClient();
        CredentialsProvider credentials = credentials(keys);
        return new ProcessPorts(
                store(storage, credentials, http),
                http,
                JvmCompressors.of(compression),
                new JdkDigest(),
                new SystemClock(),
                new SecureRandomness(),
                log,
                new JvmBlockCodecs(),
                new ZstdBodies(),
                credentials,
                threads());
    }

    private static ObjectStore store(Storage storage, CredentialsProvider credentials, HttpClient http)
            throws IOException {
        return switch (storage.kind()) {
            case FILES -> {
                FileObjectStore files = new FileObjectStore(((Storage.Files) storage).root());
                files.prepare();
                yield files;
            }
            case S3 -> {
                Storage.S3 s3 = (Storage.S3) storage;
                yield new S3ObjectStore(
                        options(s3), credentials, http, new JdkDigest(), new SystemClock(), new SecureRandomness());
            }
        };
    }

    private static S3Options options(Storage.S3 s3) {
        return S3Options.of(s3.bucket(), s3.region())
                .withEndpoint(s3.endpoint() == null ? "" : s3.endpoint().toString())
                .withAddressing(addressing(s3));
    }

    private static S3Options.Addressing addressing(Storage.S3 s3) {
        if (s3.pathStyle()) {
            return S3Options.Addressing.PATH;
        }
        return s3.endpoint() == null ? S3Options.Addressing.AUTO : S3Options.Addressing.VIRTUAL_HOST;
    }

    private static CredentialsProvider credentials(S3Credentials keys) {
        if (keys == null) {
            return SdkCredentials.ofDefaultChain();
        }
        String session = keys.sessionToken() == null ? "" : keys.sessionToken();
        return CredentialsProvider.of(new Credentials(keys.accessKeyId(), keys.secretAccessKey(), session));
    }

    /** Daemons, so that a process that cannot start ends. */
    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "work-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
