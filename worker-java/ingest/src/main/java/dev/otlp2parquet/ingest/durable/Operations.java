package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.port.BatchingPorts;
import dev.otlp2parquet.ingest.port.ObjectCallException;
import dev.otlp2parquet.ingest.port.ObjectKind;
import dev.otlp2parquet.ingest.text.JsonWriter;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.Table;
import java.util.ArrayList;
import java.util.List;

/** What an operator asks of all objects together: how they are, and to finish what they have. Made for one request. */
public final class Operations {

    /** Somewhat less than clients wait. */
    private static final long COMMIT_MILLIS = 55_000;

    private final Config config;
    private final BatchingPorts ports;

    /** @param ports null where the host has no durable objects, and so nothing waits in any */
    public Operations(Config config, BatchingPorts ports) {
        this.config = config;
        this.ports = ports;
    }

    /**
     * The condition of everything.
     *
     * @param json one object
     * @param degraded whether something fails, or does not answer
     */
    public record Status(String json, boolean degraded) {}

    /** What finishing came to: what went wrong, one line each; empty when all is stored and committed. */
    public record Flushed(List<String> problems) {

        public Flushed {
            problems = List.copyOf(problems);
        }

        public String json() {
            JsonWriter json = new JsonWriter()
                    .beginObject()
                    .field("status", problems.isEmpty() ? "done" : "incomplete")
                    .name("problems")
                    .beginArray();
            problems.forEach(json::value);
            return json.endArray().endObject().toString();
        }
    }

    /** Asks every buffer and committer how it is. Blocks. */
    public Status status() {
        boolean degraded = ports == null && config.batching().enabled();
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("batching", config.batching().enabled() ? "enabled" : "disabled")
                .field(
                        "catalog_mode",
                        switch (config.catalog().mode()) {
                            case NONE -> "none";
                            case R2 -> "r2";
                            case REST -> "rest";
                        });
        json.name("buffers").beginArray();
        for (String name : buffers()) {
            degraded |= append(json, ObjectKind.BUFFER, "buffer", name);
        }
        json.endArray().name("committers").beginArray();
        for (String name : committers()) {
            degraded |= append(json, ObjectKind.COMMITTER, "table", name);
        }
        json.endArray().field("status", degraded ? "degraded" : "ok");
        return new Status(json.endObject().toString(), degraded);
    }

    private boolean append(JsonWriter json, ObjectKind kind, String label, String name) {
        try {
            String status = call(kind, name, MessageOutput.request(Operation.STATUS, name))
                    .text();
            json.raw(status);
            return status.contains("\"failure\":{") || status.contains("\"quarantined\":{");
        } catch (ObjectCallException | IllegalArgumentException e) {
            json.beginObject()
                    .field(label, name)
                    .name("failure")
                    .beginObject()
                    .field("reason", "it does not answer: " + e.getMessage())
                    .endObject()
                    .endObject();
            return true;
        }
    }

    /** Has everything stored and committed that was accepted before. Blocks until it is, or cannot be. */
    public Flushed flush() {
        List<String> problems = new ArrayList<>();
        for (String name : buffers()) {
            ask(
                    problems,
                    ObjectKind.BUFFER,
                    name,
                    MessageOutput.request(Operation.FLUSH, name).number(0));
        }
        if (problems.isEmpty()) {
            for (String name : committers()) {
                ask(
                        problems,
                        ObjectKind.COMMITTER,
                        name,
                        MessageOutput.request(Operation.COMMIT, name).number(COMMIT_MILLIS));
            }
        }
        if (problems.isEmpty() && config.catalog().enabled()) {
            for (String name : buffers()) {
                ask(
                        problems,
                        ObjectKind.BUFFER,
                        name,
                        MessageOutput.request(Operation.FLUSH, name).number(1));
            }
        }
        return new Flushed(problems);
    }

    private void ask(List<String> problems, ObjectKind kind, String name, MessageOutput message) {
        String problem;
        try {
            problem = call(kind, name, message).text();
        } catch (ObjectCallException | IllegalArgumentException e) {
            problem = "it does not answer: " + e.getMessage();
        }
        if (!problem.isEmpty()) {
            problems.add(name + ": " + problem);
        }
    }

    private MessageInput call(ObjectKind kind, String name, MessageOutput message) throws ObjectCallException {
        return new MessageInput(ports.objects().call(kind, name, message.toByteArray()));
    }

    /** The names of all buffers; none where the host has no durable objects. */
    public List<String> buffers() {
        List<String> names = new ArrayList<>();
        if (ports != null && config.batching().enabled()) {
            for (Signal signal : Signal.values()) {
                for (int shard = 0; shard < config.batching().shards(); shard++) {
                    names.add(BufferName.of(signal, shard));
                }
            }
        }
        return names;
    }

    private List<String> committers() {
        List<String> names = new ArrayList<>();
        if (ports != null && config.catalog().enabled()) {
            for (Table table : Table.values()) {
                names.add(CommitterObject.name(config, table));
            }
        }
        return names;
    }
}
