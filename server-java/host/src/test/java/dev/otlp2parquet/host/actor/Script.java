package dev.otlp2parquet.host.actor;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An actor for tests of its host. A message is a list of steps, separated by spaces: {@code add:TEXT} writes a row, {@code sleep:MILLIS}
 * blocks, {@code alarm:MILLIS} sets the alarm, {@code pages:N} lets the database have no
 * more pages, as if the disk were full, {@code big:BYTES} writes a row of many bytes, {@code wrong} runs
 * a statement that fails, {@code throw} and {@code refuse} end with an exception. The answer is the texts of
 * all rows.
 */
final class Script implements Actor {

    /** What the alarm does: the same steps. */
    static final class Alarms {
        volatile String steps = "";
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final AtomicInteger running = new AtomicInteger();
    }

    private final Alarms alarms;

    Script(Alarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public byte[] call(byte[] message, ActorPorts ports) {
        run(new String(message, StandardCharsets.UTF_8), ports);
        return String.join(" ", rows(ports)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void alarm(ActorPorts ports) {
        alarms.begun.incrementAndGet();
        int running = alarms.running.incrementAndGet();
        try {
            if (running > 1) {
                throw new AssertionError("two alarms at once");
            }
            run(alarms.steps, ports);
        } finally {
            alarms.running.decrementAndGet();
        }
        alarms.ended.incrementAndGet();
    }

    private static void run(String steps, ActorPorts ports) {
        for (String step : steps.split(" ", -1)) {
            String[] parts = step.split(":", 2);
            switch (parts[0]) {
                case "add" -> {
                    ports.sql().query("CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, text TEXT)");
                    ports.sql().query("INSERT INTO texts (text) VALUES (?)", parts[1]);
                }
                case "wrong" -> assertThrows(SqlFailure.class, () -> ports.sql().query("SELECT * FROM nothing"));
                case "big" ->
                    ports.sql().query("INSERT INTO texts (text) VALUES (?)", "x".repeat(Integer.parseInt(parts[1])));
                case "pages" -> ports.sql().query("PRAGMA max_page_count=" + Integer.parseInt(parts[1]));
                case "sleep" -> ports.host().clock().sleep(Long.parseLong(parts[1]));
                case "alarm" -> ports.alarm().set(ports.unixMillis() + Long.parseLong(parts[1]));
                case "throw" -> throw new IllegalStateException("as the test asked");
                case "refuse" -> throw new IllegalArgumentException("a message that the actor cannot read");
                default -> {
                    // Nothing: an empty list of steps.
                }
            }
        }
    }

    private static List<String> rows(ActorPorts ports) {
        if (ports.sql()
                .query("SELECT 1 FROM sqlite_master WHERE name = 'texts'")
                .isEmpty()) {
            return List.of();
        }
        SqlRows rows = ports.sql().query("SELECT text FROM texts ORDER BY id");
        return rows.rows().stream().map(row -> (String) row[0]).toList();
    }
}
