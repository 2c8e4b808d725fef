package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.host.actor.ActorLimits;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process with a host and senders. It prints the name of each request that was acknowledged, one per line, until it is killed.
 * Arguments: the directory of everything, SQLite's setting {@code synchronous}.
 */
final class SendingProcess {

    static final int SENDERS = 4;
    static final int ROWS = 5;

    private SendingProcess() {}

    static Map<String, String> variables() {
        return Client.variables(Map.of("OTLP2PARQUET_BATCH_MAX_AGE_SECS", "1", "OTLP2PARQUET_BATCH_MAX_ROWS", "150"));
    }

    static HostOfTest host(Path root, String synchronous) throws java.io.IOException {
        return new HostOfTest(
                root.resolve("data"),
                variables(),
                new FileObjectStore(root.resolve("bucket")),
                new JdkHttpClient(),
                new ActorLimits(2, 0, 30_000_000, synchronous));
    }

    /** Starts the host and the senders, and returns never. */
    public static void main(String[] arguments) throws Exception {
        HostOfTest host = host(Path.of(arguments[0]), arguments[1]);
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            new Thread(() -> send(host, sender)).start();
        }
        Thread.currentThread().join();
    }

    private static void send(HostOfTest host, int sender) {
        for (int request = 0; ; request++) {
            String text = "s" + sender + "-" + request;
            byte[] body = Client.body(text, ROWS, 0, 1_795_253_400_000_000_001L);
            HttpAnswer answer = host.answer(PostedBody.protobuf("/v1/logs", body));
            if (answer.status() == 200) {
                synchronized (SendingProcess.class) {
                    System.out.println(text);
                    System.out.flush();
                }
            }
        }
    }
}
