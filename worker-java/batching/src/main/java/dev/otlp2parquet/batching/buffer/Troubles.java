package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.table.TableShape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables that rows cannot go to at the moment, each with the reason. They are left alone until it is time to try again. */
final class Troubles {

    private final Map<String, String> reasons = new LinkedHashMap<>();
    private Throwable cause;

    /** @param failure whose message has no secrets */
    void add(TableShape table, Exception failure) {
        add(table.name(), failure);
    }

    /** The same for a table that this version may not know, by its name. */
    void add(String table, Exception failure) {
        if (!reasons.containsKey(table)) {
            reasons.put(table, failure.getMessage() == null ? failure.toString() : failure.getMessage());
            cause = failure;
        }
    }

    /** All tables may be tried again. */
    void forget() {
        reasons.clear();
        cause = null;
    }

    boolean has(TableShape table) {
        return reasons.containsKey(table.name());
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Why the last of them failed. */
    Throwable cause() {
        return cause;
    }

    /** All reasons, each once. */
    String text() {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Map.Entry<String, String> entry : reasons.entrySet()) {
            if (!entry.getValue().equals(last)) {
                last = entry.getValue();
                text.append(text.length() > 0 ? "; " : "")
                        .append(entry.getKey())
                        .append(": ")
                        .append(last);
            }
        }
        return text.toString();
    }
}
