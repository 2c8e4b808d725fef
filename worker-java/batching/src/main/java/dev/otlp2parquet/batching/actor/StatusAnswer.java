package dev.otlp2parquet.batching.actor;

/**
 * An object's answer to {@link Operation#STATUS}.
 *
 * @param json one object, with names and reasons
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
        // An earlier version, which still runs while this one is deployed, says it in the text alone.
        if (json.contains("\"failure\":{")) {
            return new StatusAnswer(json, new Trouble(Trouble.FAILING, 0));
        }
        return new StatusAnswer(json, json.contains("\"quarantined\":{") ? new Trouble(Trouble.QUARANTINED, 0) : null);
    }
}
