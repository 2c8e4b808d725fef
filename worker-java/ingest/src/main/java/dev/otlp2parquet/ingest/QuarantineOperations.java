package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.buffer.BufferName;
import dev.otlp2parquet.batching.client.QuarantineClient;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RpcCode;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.Feeds;
import java.util.ArrayList;
import java.util.List;

/** Answers an operator about requests that are set aside. Made for one request. */
final class QuarantineOperations {

    private static final int RETRY_AFTER_SECS = 5;

    /** The type of kept bytes that cannot be decompressed. */
    private static final String KEPT_BYTES = "application/octet-stream";

    private final Feeds feeds;
    private final BatchingPorts ports;
    private final Answers answers;

    public QuarantineOperations(Feeds feeds, BatchingPorts ports, Answers answers) {
        this.feeds = feeds;
        this.ports = ports;
        this.answers = answers;
    }

    /**
     * Answers a request. Blocks.
     *
     * @param method a method that the path {@linkplain QuarantinePath#takes takes}
     * @param buffers the names of all buffers
     */
    public HttpAnswer answer(String method, QuarantinePath path, List<String> buffers) {
        if (path.buffer() == null) {
            return list(buffers);
        }
        if (!ports.hasActors()) {
            return absent(path);
        }
        try {
            if (path.replay()) {
                return replay(path);
            }
            return method.equals("DELETE") ? delete(path) : export(path);
        } catch (ActorCallException e) {
            return answers.unavailable(path.buffer() + " does not answer: " + e.getMessage(), RETRY_AFTER_SECS);
        }
    }

    private HttpAnswer list(List<String> buffers) {
        JsonWriter json = new JsonWriter().beginObject().name("quarantined").beginArray();
        List<String> problems = new ArrayList<>();
        long requests = 0;
        for (String buffer : buffers) {
            try {
                QuarantineClient.Listed listed = new QuarantineClient(ports, buffer).list();
                requests += listed.requests();
                if (listed.json().length() > 2) {
                    json.raw(listed.json().substring(1, listed.json().length() - 1));
                }
            } catch (ActorCallException e) {
                problems.add(buffer + " does not answer: " + e.getMessage());
            }
        }
        json.endArray().field("requests", requests).name("problems").beginArray();
        problems.forEach(json::value);
        return answers.json(200, json.endArray().endObject().toString());
    }

    private HttpAnswer export(QuarantinePath path) throws ActorCallException {
        QuarantineClient.Exported exported = new QuarantineClient(ports, path.buffer()).export(path.sequence());
        return switch (exported.kind()) {
            case ABSENT -> absent(path);
            case UNREADABLE ->
                answers.refused(
                        422,
                        RpcCode.FAILED_PRECONDITION,
                        "the request cannot be read: " + ((QuarantineClient.Exported.Unreadable) exported).reason());
            case WHOLE -> whole(path, (QuarantineClient.Exported.Whole) exported);
        };
    }

    private HttpAnswer whole(QuarantinePath path, QuarantineClient.Exported.Whole request) {
        Feed feed = feeds.find(BufferName.feed(path.buffer()));
        String mediaType = feed.mediaType(request.format());
        if (mediaType == null) {
            String message =
                    "the request cannot be read: this version does not know the request format " + request.format();
            return answers.refused(422, RpcCode.FAILED_PRECONDITION, message);
        }
        return answers.body(
                request.decompressed() ? mediaType : KEPT_BYTES, request.body().array());
    }

    private HttpAnswer replay(QuarantinePath path) throws ActorCallException {
        long sequence = new QuarantineClient(ports, path.buffer()).replay(path.sequence());
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

    private HttpAnswer delete(QuarantinePath path) throws ActorCallException {
        return new QuarantineClient(ports, path.buffer()).delete(path.sequence())
                ? answers.json(200, "{\"status\":\"deleted\"}")
                : absent(path);
    }

    private HttpAnswer absent(QuarantinePath path) {
        String message = "no request " + path.sequence() + " is set aside in " + path.buffer();
        return answers.refused(404, RpcCode.NOT_FOUND, message);
    }
}
