package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A JVM host over a directory, whose clock stands at {@link #NOW} and whose log is kept. */
final class TestHost {

    /** 2026-11-21T09:30:00Z in nanoseconds. */
    static final long NOW = 1_795_253_400_000_000_000L;

    static final String PROTOBUF = "application/x-protobuf";
    static final String JSON = "application/json";
    static final String JSON_LINES = "application/x-ndjson";

    private final Path directory;
    private final FileObjectStore files;
    private final Gateway gateway;
    private final Random random = new Random(0x5EED);
    private ObjectStore store;
    private RecordedLog log = new RecordedLog();

    /** @param namesAndValues variables without their prefix; the token, no compression and no batching need not be named */
    TestHost(Path directory, String... namesAndValues) {
        this.directory = directory;
        this.files = new FileObjectStore(directory);
        this.store = files;
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_AUTH_TOKEN", "token");
        variables.put("OTLP2PARQUET_PARQUET_COMPRESSION", "none");
        variables.put("OTLP2PARQUET_BATCHING_ENABLED", "false");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put("OTLP2PARQUET_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        this.gateway = Gateway.configure(variables, () -> 0x5EED);
    }

    /** Puts something between the pipeline and the directory, or takes it away. */
    void storeThrough(ObjectStore other) {
        store = other;
    }

    FileObjectStore files() {
        return files;
    }

    /** The log since the last request began. */
    RecordedLog log() {
        return log;
    }

    List<String> keys() {
        try {
            return files.keys();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A glob of all objects of a table's folder, for DuckDB. */
    String all(String folder) {
        return directory.resolve(folder) + "/**/*.parquet";
    }

    HttpAnswer post(String path, Message request) {
        return post(path, PROTOBUF, request.toByteArray());
    }

    /** Sends a request as the JSON that protobuf prints: OTLP's but for ids, which it writes in base64. */
    HttpAnswer postJson(String path, Message request) {
        try {
            return post(path, JSON, JsonFormat.printer().print(request));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    HttpAnswer post(String path, String contentType, String body) {
        return post(path, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpAnswer post(String path, String contentType, byte[] body) {
        return post(path, contentType, new ArrayBody(body));
    }

    HttpAnswer post(String path, String contentType, RequestBody body) {
        return post(Sent.post(path, contentType), body);
    }

    HttpAnswer post(Sent head, RequestBody body) {
        log = new RecordedLog();
        Admission admission = gateway.admit(head.head(), log);
        Admission.ReadBody admitted = assertInstanceOf(Admission.ReadBody.class, admission, gateway.problem());
        return admitted.receiver().receive(admitted, body, ports());
    }

    private BatchingPorts ports() {
        return JvmPorts.of(store, gateway.config().lake().compression(), new StandingClock(NOW), random::nextLong, log);
    }
}
