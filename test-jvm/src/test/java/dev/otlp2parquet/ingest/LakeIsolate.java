package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.Message;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.jvm.PatientHttpClient;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** One isolate of the Worker over a {@link Lake}: a gateway and a host. Its clock passes only by waiting. */
final class LakeIsolate {

    private static final AtomicInteger SEEDS = new AtomicInteger();

    private final Gateway gateway;
    private final Random random = new Random(SEEDS.incrementAndGet());
    private ObjectStore store;
    private HttpClient http;
    private Clock clock;
    private RecordedLog log = new RecordedLog();

    /** @param namesAndValues variables without their prefix, beside those that the catalog needs */
    LakeIsolate(Lake lake, String namespace, String... namesAndValues) {
        Map<String, String> variables = lake.variables(namespace);
        variables.put("OTLP2PARQUET_AUTH_TOKEN", "token");
        variables.put("OTLP2PARQUET_BATCHING_ENABLED", "false");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put("OTLP2PARQUET_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        gateway = Gateway.configure(variables, () -> 0x5EED);
        assertNull(gateway.problem());
        store = lake.bucket();
        http = new PatientHttpClient();
        clock = new PassingClock();
    }

    /** Time that passes only by waiting. It begins in the past: catalogs refuse snapshots of the future. */
    private static final class PassingClock implements Clock {

        private long now = System.currentTimeMillis() - 3_600_000;

        @Override
        public long unixNanos() {
            return now * 1_000_000;
        }

        @Override
        public void sleep(long millis) {
            now += millis;
        }
    }

    void storeThrough(ObjectStore other) {
        store = other;
    }

    HttpClient http() {
        return http;
    }

    void httpThrough(HttpClient other) {
        http = other;
    }

    void clock(Clock other) {
        clock = other;
    }

    Clock clock() {
        return clock;
    }

    /** The log since the last request began. */
    RecordedLog log() {
        return log;
    }

    dev.otlp2parquet.ingest.http.HttpAnswer post(String path, Message request) {
        log = new RecordedLog();
        return post(
                path,
                request,
                JvmPorts.of(
                        store,
                        gateway.config().lake().compression(),
                        clock,
                        random::nextLong,
                        log,
                        http,
                        gateway.config().storage().keysOr(CredentialsProvider.none())));
    }

    dev.otlp2parquet.ingest.http.HttpAnswer post(String path, Message request, BatchingPorts ports) {
        Admission admission = gateway.admit(
                Sent.post(path, TestHost.PROTOBUF).head(), ports.lake().log());
        Admission.ReadBody admitted = assertInstanceOf(Admission.ReadBody.class, admission, gateway.problem());
        return admitted.receiver().receive(admitted, new ArrayBody(request.toByteArray()), ports);
    }
}
