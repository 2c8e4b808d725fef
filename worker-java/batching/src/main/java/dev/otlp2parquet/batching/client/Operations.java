package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.actor.StatusAnswer;
import dev.otlp2parquet.batching.actor.Trouble;
import dev.otlp2parquet.batching.buffer.BufferName;
import dev.otlp2parquet.batching.committer.CommitterActor;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/** The questions and commands of an operator to all buffers and committers. Made for one request. */
public final class Operations {

    /**
     * The longest that {@link #flush} waits. Together with the time that answers need to arrive, it stays below a minute.
     */
    public static final int MAX_FLUSH_SECS = 45;

    /** How long an answer may take: of an actor that answers at once, and of one that has waited as long as it was told. */
    private static final int STATUS_MILLIS = 10_000;

    private static final int ON_ITS_WAY_MILLIS = 4_000;

    private final BatchingConfig config;
    private final Feeds feeds;
    private final BatchingPorts ports;

    public Operations(BatchingConfig config, Feeds feeds, BatchingPorts ports) {
        this.config = config;
        this.feeds = feeds;
        this.ports = ports;
    }

    /**
     * The condition of all buffers and committers.
     *
     * @param json an object, for operators
     * @param degradations the problems, for everybody; empty if everything works
     */
    public record Status(String json, List<Degradation> degradations) {

        public Status {
            degradations = List.copyOf(degradations);
        }
    }

    /**
     * The result of a flush.
     *
     * @param problems one line each; empty if everything is stored and committed
     */
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

    /** Asks all buffers and committers for their condition, at the same time. Blocks. */
    public Status status() {
        List<Degradation> degradations = new ArrayList<>();
        if (!ports.hasActors() && config.batching().enabled()) {
            degradations.add(Degradation.NO_OBJECTS);
        }
        List<Asked> buffers =
                ask(ActorKind.BUFFER, buffers(), name -> MessageOutput.request(Operation.STATUS, name), STATUS_MILLIS);
        List<Asked> committers = ask(
                ActorKind.COMMITTER,
                committers(),
                name -> MessageOutput.request(Operation.STATUS, name),
                STATUS_MILLIS);
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("batching", config.batching().enabled() ? "enabled" : "disabled")
                .field(
                        "catalog_mode",
                        switch (config.catalog().mode()) {
                            case NONE -> "none";
                            case R2 -> "r2";
                            case REST -> "rest";
                            case S3_TABLES -> "s3tables";
                            case GLUE -> "glue";
                        });
        json.name("buffers").beginArray();
        for (Asked asked : buffers) {
            Degradation.add(degradations, "buffer", append(json, asked, "buffer"));
        }
        json.endArray().name("committers").beginArray();
        for (Asked asked : committers) {
            Degradation.add(degradations, "committer", append(json, asked, "table"));
        }
        json.endArray().field("status", degradations.isEmpty() ? "ok" : "degraded");
        return new Status(json.endObject().toString(), degradations);
    }

    private static Trouble append(JsonWriter json, Asked asked, String label) {
        try {
            StatusAnswer answer =
                    StatusAnswer.read(new MessageInput(asked.call().await()));
            json.raw(answer.json());
            return answer.trouble();
        } catch (ActorCallException | IllegalArgumentException e) {
            json.beginObject()
                    .field(label, asked.name())
                    .name("failure")
                    .beginObject()
                    .field("reason", "it does not answer: " + e.getMessage())
                    .endObject()
                    .endObject();
            return new Trouble(Trouble.SILENT, 0);
        }
    }

    /**
     * Stores and commits everything that was accepted before. Blocks until that is done, has failed, or the time is over.
     *
     * @param waitSecs seconds for all buffers and committers together, at most {@link #MAX_FLUSH_SECS}
     */
    public Flushed flush(int waitSecs) {
        List<String> problems = new ArrayList<>();
        if (!ports.hasActors()) {
            return new Flushed(problems);
        }
        long deadline = ports.clock().unixMillis() + waitSecs * 1000L;
        finish(problems, ActorKind.BUFFER, buffers(), deadline, (name, left) -> flushOf(name, 0, left));
        // Also after a problem: other buffers may have stored files.
        finish(
                problems,
                ActorKind.COMMITTER,
                committers(),
                deadline,
                (name, left) -> MessageOutput.request(Operation.COMMIT, name).number(left));
        if (problems.isEmpty() && config.catalog().enabled()) {
            finish(problems, ActorKind.BUFFER, buffers(), deadline, (name, left) -> flushOf(name, 1, left));
        }
        return new Flushed(problems);
    }

    private static MessageOutput flushOf(String name, int untilDropped, long waitMillis) {
        return MessageOutput.request(Operation.FLUSH, name).number(untilDropped).number(waitMillis);
    }

    private void finish(List<String> problems, ActorKind kind, List<String> names, long deadline, Waiting question) {
        int left = (int) Math.max(0, deadline - ports.clock().unixMillis());
        for (Asked asked : ask(kind, names, name -> question.to(name, left), left + ON_ITS_WAY_MILLIS)) {
            String problem;
            try {
                problem = new MessageInput(asked.call().await()).text();
            } catch (ActorCallException | IllegalArgumentException e) {
                problem = "it does not answer: " + e.getMessage();
            }
            if (!problem.isEmpty()) {
                problems.add(asked.name() + ": " + problem);
            }
        }
    }

    /** A question to an actor. */
    private interface Question {
        MessageOutput to(String name);
    }

    /** A question to an actor that waits before it answers. */
    private interface Waiting {
        MessageOutput to(String name, long waitMillis);
    }

    /** A question without an answer yet. */
    private record Asked(String name, ActorCalls.PendingCall call) {}

    private List<Asked> ask(ActorKind kind, List<String> names, Question question, int timeoutMillis) {
        List<Asked> asked = new ArrayList<>();
        for (String name : names) {
            byte[] message = question.to(name).toByteArray();
            asked.add(new Asked(name, ports.actors().begin(kind, name, message, timeoutMillis)));
        }
        return asked;
    }

    /** The names of all buffers; empty on a host without actors. */
    public List<String> buffers() {
        List<String> names = new ArrayList<>();
        if (ports.hasActors() && config.batching().enabled()) {
            for (Feed feed : feeds.all()) {
                for (int shard = 0; shard < config.batching().shards(); shard++) {
                    names.add(BufferName.of(feed.name(), shard));
                }
            }
        }
        return names;
    }

    private List<String> committers() {
        List<String> names = new ArrayList<>();
        if (ports.hasActors() && config.catalog().enabled()) {
            for (TableShape table : feeds.tables().all()) {
                names.add(CommitterActor.name(config, table));
            }
        }
        return names;
    }
}
