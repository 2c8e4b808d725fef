package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.otlp.table.Table;
import java.util.Map;
import java.util.TreeMap;

/** The tables that rows cannot go to at the moment, each with the reason. They are left alone until it is time to try again. */
final class Troubles {

    private final Map<Table, String> reasons = new TreeMap<>();
    private Throwable cause;

    /** @param failure whose message has no secrets */
    void add(Table table, Exception failure) {
        if (!reasons.containsKey(table)) {
            reasons.put(table, String.valueOf(failure.getMessage()));
            cause = failure;
        }
    }

    /** All tables may be tried again. */
    void forget() {
        reasons.clear();
        cause = null;
    }

    boolean has(Table table) {
        return reasons.containsKey(table);
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
        for (Map.Entry<Table, String> entry : reasons.entrySet()) {
            if (!entry.getValue().equals(last)) {
                last = entry.getValue();
                text.append(text.length() > 0 ? "; " : "")
                        .append(entry.getKey().tableName())
                        .append(": ")
                        .append(last);
            }
        }
        return text.toString();
    }
}
