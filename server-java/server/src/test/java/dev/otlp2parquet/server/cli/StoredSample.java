package dev.otlp2parquet.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.JvmCompressors;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.actor.ActorCalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has the core store requests in a directory, each at once. */
final class StoredSample {

    private static final Clock CLOCK = new Clock() {
        @Override
        public long unixNanos() {
            return 1_795_255_200_000_000_000L;
        }

        @Override
        public void sleep(long millis) {
            throw new AssertionError("nothing here waits");
        }
    };

    private final Path root;
    private final Gateway gateway;

    /** @param more variables of the core */
    StoredSample(Path root, Map<String, String> more) {
        this.root = root;
        Map<String, String> variables = new HashMap<>(more);
        variables.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        variables.put("OTLP2PARQUET_BATCHING_ENABLED", "false");
        this.gateway = Gateway.configure(variables, () -> 7);
        assertEquals(null, gateway.problem());
    }

    /** Stores a request in OTLP/JSON. */
    void store(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        RequestHead head = new RequestHead("POST", path, List.of(new Header("content-type", "application/json")), "id");
        HttpAnswer answer = gateway.admit(head, (level, line) -> {}).complete(new Rest(body));
        assertEquals(200, answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    private final class Rest implements Admission.Rest {

        private final byte[] body;

        private Rest(byte[] body) {
            this.body = body;
        }

        @Override
        public BatchingPorts ports() {
            LakePorts lake = new LakePorts(
                    new FileObjectStore(root),
                    JvmCompressors.of(Codec.ZSTD),
                    new JdkDigest(),
                    CLOCK,
                    () -> 7,
                    (level, line) -> {},
                    request -> {
                        throw new AssertionError("there is no catalog");
                    },
                    new JvmBlockCodecs(),
                    CredentialsProvider.none());
            return new BatchingPorts(lake, ActorCalls.NONE, null, null);
        }

        @Override
        public RequestBody body(Admission.ReadBody admitted) {
            return new RequestBody() {
                @Override
                public boolean arrive(int room) {
                    return room >= body.length;
                }

                @Override
                public int open() {
                    return body.length;
                }

                @Override
                public void take(byte[] target) {
                    System.arraycopy(body, 0, target, 0, body.length);
                }
            };
        }
    }
}
