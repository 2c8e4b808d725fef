package dev.otlp2parquet.batching.actor;

/**
 * The answer of an actor to {@link Operation#STATUS}.
 *
 * @param json an object with names and reasons, for operators
 * @param trouble what is wrong, or null
 */
public record StatusAnswer(String json, Trouble trouble) {

    public static byte[] of(String json, Trouble trouble) {
        return MessageOutput.answer()
                .text(json)
                .text(trouble == null ? "" : trouble.kind())
                .number(trouble == null ? 0 : trouble.ageMillis())
                .toByteArray();
    }

    public static StatusAnswer read(MessageInput in) {
        String json = in.text();
        if (in.hasMore()) {
            String kind = in.text();
            long ageMillis = in.number();
            return new StatusAnswer(json, kind.isEmpty() ? null : new Trouble(kind, ageMillis));
        }
        // An earlier version, which still runs during a deploy, has the trouble in its JSON only.
        if (json.contains("\"failure\":{")) {
            return new StatusAnswer(json, new Trouble(Trouble.FAILING, 0));
        }
        return new StatusAnswer(json, json.contains("\"quarantined\":{") ? new Trouble(Trouble.QUARANTINED, 0) : null);
    }
}
