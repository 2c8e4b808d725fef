package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpResponse;
import dev.otlp2parquet.ingest.http.MediaType;
import dev.otlp2parquet.ingest.http.RpcCode;
import dev.otlp2parquet.ingest.port.BatchingPorts;
import dev.otlp2parquet.ingest.port.ObjectCallException;
import dev.otlp2parquet.ingest.port.ObjectKind;
import dev.otlp2parquet.ingest.text.JsonWriter;
import dev.otlp2parquet.otlp.RequestFormat;
import java.util.ArrayList;
import java.util.List;

/** Answers what an operator asks about requests that are set aside. Made for one request. */
public final class QuarantineOperations {

    private static final int RETRY_AFTER_SECS = 5;

    /** Of the bytes as they are kept, when they cannot be decompressed. */
    private static final String KEPT_BYTES = "application/octet-stream";

    private final BatchingPorts ports;
    private final Answers answers;

    /** @param ports null where the host has no durable objects */
    public QuarantineOperations(BatchingPorts ports, Answers answers) {
        this.ports = ports;
        this.answers = answers;
    }

    /**
     * Answers a request. Blocks.
     *
     * @param method one that the path {@linkplain QuarantinePath#takes takes}
     * @param buffers the names of all buffers
     */
    public HttpResponse answer(String method, QuarantinePath path, List<String> buffers) {
        if (path.buffer() == null) {
            return list(buffers);
        }
        if (ports == null) {
            return absent(path);
        }
        try {
            if (path.replay()) {
                return replay(path);
            }
            return method.equals("DELETE") ? delete(path) : export(path);
        } catch (ObjectCallException e) {
            return answers.unavailable(path.buffer() + " does not answer: " + e.getMessage(), RETRY_AFTER_SECS);
        }
    }

    private HttpResponse list(List<String> buffers) {
        JsonWriter json = new JsonWriter().beginObject().name("quarantined").beginArray();
        List<String> problems = new ArrayList<>();
        long requests = 0;
        for (String buffer : buffers) {
            try {
                MessageInput answer = call(buffer, Quarantine.Action.LIST, 0);
                requests += answer.number();
                String array = answer.text();
                if (array.length() > 2) {
                    json.raw(array.substring(1, array.length() - 1));
                }
            } catch (ObjectCallException e) {
                problems.add(buffer + " does not answer: " + e.getMessage());
            }
        }
        json.endArray().field("requests", requests).name("problems").beginArray();
        problems.forEach(json::value);
        return answers.json(200, json.endArray().endObject().toString());
    }

    private HttpResponse export(QuarantinePath path) throws ObjectCallException {
        MessageInput answer = call(path.buffer(), Quarantine.Action.EXPORT, path.sequence());
        return switch (Quarantine.Export.of(answer.number())) {
            case ABSENT -> absent(path);
            case UNREADABLE -> {
                String message = "the request cannot be read: " + answer.text();
                yield answers.refused(422, RpcCode.FAILED_PRECONDITION, message);
            }
            case WHOLE -> {
                RequestFormat format = StoredRequest.format(answer.number());
                int length = Math.toIntExact(answer.number());
                byte[] kept = answer.bytes();
                try {
                    yield answers.body(MediaType.of(format), ports.bodies().decompress(kept, length));
                } catch (IllegalArgumentException e) {
                    // Somebody may save something of it.
                    yield answers.body(KEPT_BYTES, kept);
                }
            }
        };
    }

    private HttpResponse replay(QuarantinePath path) throws ObjectCallException {
        long sequence =
                call(path.buffer(), Quarantine.Action.REPLAY, path.sequence()).number();
        return sequence == 0
                ? absent(path)
                : answers.json(
                        200,
                        new JsonWriter()
                                .beginObject()
                                .field("status", "replayed")
                                .field("sequence", sequence)
                                .endObject()
                                .toString());
    }

    private HttpResponse delete(QuarantinePath path) throws ObjectCallException {
        return call(path.buffer(), Quarantine.Action.DELETE, path.sequence()).number() == 0
                ? absent(path)
                : answers.json(200, "{\"status\":\"deleted\"}");
    }

    private HttpResponse absent(QuarantinePath path) {
        String message = "no request " + path.sequence() + " is set aside in " + path.buffer();
        return answers.refused(404, RpcCode.NOT_FOUND, message);
    }

    private MessageInput call(String buffer, Quarantine.Action action, long sequence) throws ObjectCallException {
        byte[] message = MessageOutput.request(Operation.QUARANTINE, buffer)
                .number(action.code())
                .number(sequence)
                .toByteArray();
        return new MessageInput(ports.objects().call(ObjectKind.BUFFER, buffer, message));
    }
}
