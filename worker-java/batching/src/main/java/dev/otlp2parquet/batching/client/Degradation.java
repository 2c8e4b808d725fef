package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.actor.Trouble;
import dev.otlp2parquet.platform.json.JsonWriter;
import java.util.List;

/**
 * A problem that everybody may see: without names and reasons, which {@code GET /status} has.
 *
 * @param what the kind of its place: {@code buffer}, {@code committer} or {@code worker}
 * @param reason the problem in a word or two
 * @param count how many buffers or committers have it
 * @param ageMillis milliseconds since the first of them has it
 */
public record Degradation(String what, String reason, int count, long ageMillis) {

    static final Degradation NO_OBJECTS = new Degradation("worker", "no durable objects", 1, 0);

    /** The Worker refuses every request. */
    public static final Degradation NOT_CONFIGURED = new Degradation("worker", "not configured", 1, 0);

    /** Adds the trouble of an actor, or null, and merges it with the same trouble of others. */
    static void add(List<Degradation> all, String what, Trouble trouble) {
        if (trouble == null) {
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            Degradation like = all.get(i);
            if (like.what.equals(what) && like.reason.equals(trouble.kind())) {
                all.set(
                        i,
                        new Degradation(
                                what, like.reason, like.count + 1, Math.max(like.ageMillis, trouble.ageMillis())));
                return;
            }
        }
        all.add(new Degradation(what, trouble.kind(), 1, trouble.ageMillis()));
    }

    /** The JSON answer of {@code GET /health}. */
    public static String health(List<Degradation> all) {
        JsonWriter json = new JsonWriter().beginObject().field("status", all.isEmpty() ? "ok" : "degraded");
        if (!all.isEmpty()) {
            json.name("reasons").beginArray();
            for (Degradation each : all) {
                json.beginObject()
                        .field("what", each.what)
                        .field("reason", each.reason)
                        .field("count", each.count)
                        .field("age_s", Math.max(0, each.ageMillis) / 1000)
                        .endObject();
            }
            json.endArray();
        }
        return json.endObject().toString();
    }
}
