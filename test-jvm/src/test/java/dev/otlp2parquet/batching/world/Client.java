package dev.otlp2parquet.batching.world;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.actor.StatusAnswer;
import dev.otlp2parquet.batching.actor.Trouble;
import dev.otlp2parquet.batching.buffer.Accepting;
import dev.otlp2parquet.batching.buffer.BufferName;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.ArrayBody;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.table.OtlpFeed;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** Speaks with the objects of a world directly, one call at a time. */
public final class Client {

    private final World world;

    public Client(World world) {
        this.world = world;
    }

    /** Plain mode, one shard, no compression. */
    public static Map<String, String> variables(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        variables.put("OTLP2PARQUET_PARQUET_COMPRESSION", "none");
        variables.putAll(more);
        return variables;
    }

    /** As {@link #variables(Map)}, with tables in a namespace of a lake. */
    public static Map<String, String> variables(Lake lake, String namespace, Map<String, String> more) {
        Map<String, String> variables = lake.variables(namespace);
        variables.putAll(more);
        return variables(variables);
    }

    /** Sends log records whose texts tell them apart; gives the texts if they were accepted, now or earlier. */
    public List<String> send(String text, int rows) {
        return send(text, body(text, rows, 0, 1_795_253_400_000_000_000L), rows);
    }

    public List<String> sendTo(String buffer, String text, int rows) {
        byte[] body = body(text, rows, 0, 1_795_253_400_000_000_000L);
        Accepting answer = accept(buffer, sha256(body), rows, body);
        return answer == Accepting.ACCEPTED || answer == Accepting.DUPLICATE ? texts(text, rows) : List.of();
    }

    public List<String> sendAt(String text, long unixNanos) {
        return send(text, body(text, 1, 0, unixNanos), 1);
    }

    public List<String> sendIncompressible(String text, int rows, int bytesEach) {
        return send(text, body(text, rows, bytesEach, 1_795_253_400_000_000_000L), rows);
    }

    /** One request with a record in each of so many hours. */
    public List<String> sendHours(String text, int hours) {
        return send(text, hours(text, hours, "s"), hours);
    }

    /** A record of each of these services. */
    public List<String> sendOf(String text, List<String> services) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < services.size(); i++) {
            addRecord(request, services.get(i), text + "/" + i, 1_795_253_400_000_000_000L);
        }
        return send(text, request.build().toByteArray(), services.size());
    }

    public static byte[] hours(String text, int hours, String service) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < hours; i++) {
            // Not in the order of time: parts are cut by the hour, not by the place in the request.
            long hour = (i * 7919L) % hours;
            addRecord(request, service, text + "/" + i, 1_700_000_000_000_000_000L + hour * 3_600_000_000_000L);
        }
        return request.build().toByteArray();
    }

    private static void addRecord(
            ExportLogsServiceRequest.Builder request, String service, String text, long unixNanos) {
        var logs = request.addResourceLogsBuilder();
        logs.getResourceBuilder()
                .addAttributes(KeyValue.newBuilder()
                        .setKey("service.name")
                        .setValue(AnyValue.newBuilder().setStringValue(service)));
        logs.addScopeLogsBuilder()
                .addLogRecords(LogRecord.newBuilder()
                        .setTimeUnixNano(unixNanos)
                        .setBody(AnyValue.newBuilder().setStringValue(text)));
    }

    public List<String> sendTo(TestBody body) {
        byte[] bytes = body.bytes();
        Accepting answer = accept(
                BufferName.of(OtlpFeed.name(body.signal()), 0),
                sha256(bytes),
                body.rows().size(),
                bytes);
        return answer == Accepting.ACCEPTED ? body.rows() : List.of();
    }

    /** As a version of this program that has rejected some of the rows that the body has. */
    public List<String> sendAcceptedWith(int accepted, String text, int rows) {
        byte[] body = body(text, rows, 0, 1_795_253_400_000_000_000L);
        accept("logs-0", sha256(body), accepted, body);
        return texts(text, rows);
    }

    /** Log records of as many attributes each. */
    public List<String> sendWithAttributes(String text, int rows, int attributes) {
        ExportLogsServiceRequest.Builder request;
        try {
            request = ExportLogsServiceRequest.parseFrom(body(text, rows, 0, 1_795_253_400_000_000_000L)).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        for (int row = 0; row < rows; row++) {
            var record =
                    request.getResourceLogsBuilder(0).getScopeLogsBuilder(0).getLogRecordsBuilder(row);
            for (int i = 0; i < attributes; i++) {
                record.addAttributes(KeyValue.newBuilder().setKey("key" + i));
            }
        }
        return send(text, request.build().toByteArray(), rows);
    }

    public void sendCorrupt(String text, int rows) {
        byte[] body = body(text, rows, 0, 1);
        byte[] hash = sha256(body);
        body[3] ^= 0x55;
        accept("logs-0", hash, rows, body);
    }

    private List<String> send(String text, byte[] body, int rows) {
        Accepting answer = accept("logs-0", sha256(body), rows, body);
        return answer == Accepting.ACCEPTED || answer == Accepting.DUPLICATE ? texts(text, rows) : List.of();
    }

    public static List<String> texts(String text, int rows) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            texts.add(text + "/" + i);
        }
        return texts;
    }

    public static byte[] body(String text, int rows, int paddingBytes, long unixNanos) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        var logs = request.addResourceLogsBuilder();
        logs.getResourceBuilder()
                .addAttributes(KeyValue.newBuilder()
                        .setKey("service.name")
                        .setValue(AnyValue.newBuilder().setStringValue("s")));
        var scope = logs.addScopeLogsBuilder();
        Random random = new Random(text.hashCode());
        for (int i = 0; i < rows; i++) {
            LogRecord.Builder record = LogRecord.newBuilder()
                    .setTimeUnixNano(unixNanos)
                    .setBody(AnyValue.newBuilder().setStringValue(text + "/" + i));
            if (paddingBytes > 0) {
                byte[] padding = new byte[paddingBytes];
                random.nextBytes(padding);
                record.addAttributes(KeyValue.newBuilder()
                        .setKey("padding")
                        .setValue(AnyValue.newBuilder()
                                .setStringValue(Base64.getEncoder().encodeToString(padding))));
            }
            scope.addLogRecords(record);
        }
        return request.build().toByteArray();
    }

    /** As Workers of version 2 did. */
    private Accepting accept(String buffer, byte[] hash, int rows, byte[] body) {
        byte[] key = Arrays.copyOf(hash, hash.length + 1);
        key[hash.length] = (byte) RequestFormat.PROTOBUF.code();
        MessageOutput message = MessageOutput.request(Operation.ACCEPT, buffer)
                .bytes(key)
                .number(RequestFormat.PROTOBUF.code())
                .number(rows)
                .number(body.length)
                .number(world.scheduler().now() * 1000)
                .bytes(Zstd.compress(body));
        return Accepting.of(call(ActorKind.BUFFER, buffer, message).number());
    }

    /** As a Worker that says by what a repeat is recognised. */
    public Accepting accept(String text, int paddingBytes, byte[] mark, byte[] content, List<byte[]> unanswered) {
        byte[] body = body(text, 1, paddingBytes, 1_795_253_400_000_000_000L);
        MessageOutput message = MessageOutput.request(Operation.ACCEPT, "logs-0")
                .bytes(mark)
                .number(RequestFormat.PROTOBUF.code())
                .number(1)
                .number(body.length)
                .number(world.scheduler().now() * 1000)
                .bytes(Zstd.compress(body))
                .bytes(content)
                .number(unanswered.size());
        unanswered.forEach(message::bytes);
        return Accepting.of(call(ActorKind.BUFFER, "logs-0", message).number());
    }

    /** Says that an attempt has ended without an answer. */
    public void unanswered(byte[] content, byte[] attempt) {
        call(
                ActorKind.BUFFER,
                "logs-0",
                MessageOutput.request(Operation.UNANSWERED, "logs-0")
                        .bytes(content)
                        .bytes(attempt));
    }

    /** Flushes the only buffer and waits until its log is empty; gives what went wrong, or nothing. */
    public String flush() {
        return flush("logs-0", true);
    }

    public String flush(String buffer, boolean untilDropped) {
        MessageOutput message = MessageOutput.request(Operation.FLUSH, buffer).number(untilDropped ? 1 : 0);
        return call(ActorKind.BUFFER, buffer, message).text();
    }

    /** Has a committer commit what is queued, and waits; gives what went wrong, or nothing. */
    public String commit(String table) {
        return call(
                        ActorKind.COMMITTER,
                        table,
                        MessageOutput.request(Operation.COMMIT, table).number(55_000))
                .text();
    }

    public String committerStatus(String table) {
        return call(ActorKind.COMMITTER, table, MessageOutput.request(Operation.STATUS, table))
                .text();
    }

    public String status(String buffer) {
        return call(ActorKind.BUFFER, buffer, MessageOutput.request(Operation.STATUS, buffer))
                .text();
    }

    /** What keeps a buffer from its work, or null. */
    public Trouble trouble(String buffer) {
        return StatusAnswer.read(call(ActorKind.BUFFER, buffer, MessageOutput.request(Operation.STATUS, buffer)))
                .trouble();
    }

    private MessageInput call(ActorKind kind, String name, MessageOutput message) {
        AtomicReference<Object> result = new AtomicReference<>();
        world.scheduler().start(() -> {
            try {
                result.set(world.workerPorts().actors().call(kind, name, message.toByteArray()));
            } catch (ActorCallException e) {
                result.set(e);
            }
        });
        for (int i = 0; result.get() == null && i < 10_000; i++) {
            world.scheduler().runUntil(world.scheduler().now() + 10);
        }
        if (result.get() instanceof byte[] answer) {
            return new MessageInput(answer);
        }
        throw new AssertionError("no answer: " + result.get());
    }

    /** Sends a request through the whole Worker. */
    public HttpAnswer http(String method, String path, byte[] body, BatchingPorts ports) {
        return http(method, path, body, ports, List.of(new Header("content-type", "application/x-protobuf")));
    }

    public HttpAnswer http(String method, String path, byte[] body, BatchingPorts ports, List<Header> headers) {
        AtomicReference<HttpAnswer> answer = new AtomicReference<>();
        RequestHead head = new RequestHead(method, path, headers, "request-id");
        world.scheduler().start(() -> {
            Admission admission = world.gateway().admit(head, ports.lake().log());
            answer.set(admission.complete(new Admission.Rest() {
                @Override
                public BatchingPorts ports() {
                    return ports;
                }

                @Override
                public RequestBody body(Admission.ReadBody admitted) {
                    return new ArrayBody(body);
                }
            }));
        });
        for (int i = 0; answer.get() == null && i < 10_000; i++) {
            world.scheduler().runUntil(world.scheduler().now() + 10);
        }
        return answer.get();
    }

    /** As a request of the Worker, in a task of the scheduler. */
    public HttpAnswer take(String path, byte[] body, BatchingPorts ports) {
        RequestHead head = new RequestHead(
                "POST", path, List.of(new Header("content-type", "application/x-protobuf")), "request-id");
        Admission.ReadBody admitted = assertInstanceOf(
                Admission.ReadBody.class,
                world.gateway().admit(head, ports.lake().log()));
        return admitted.receiver().receive(admitted, new ArrayBody(body), ports);
    }

    public static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
