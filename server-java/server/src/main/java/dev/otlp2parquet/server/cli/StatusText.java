package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.platform.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The answer of {@code GET /status} for people. */
final class StatusText {

    private static final Set<Integer> BUFFER_NUMBERS = Set.of(1, 2, 3, 4);
    private static final Set<Integer> COMMITTER_NUMBERS = Set.of(1, 2);

    private StatusText() {}

    static String of(JsonObject status) {
        StringBuilder text = new StringBuilder();
        text.append("status: ").append(status.string("status")).append('\n');
        text.append("batching: ").append(status.stringOr("batching", "unknown"));
        text.append(", catalog: ")
                .append(status.stringOr("catalog_mode", "unknown"))
                .append('\n');
        List<JsonObject> buffers = status.arrayOrEmpty("buffers").objects();
        if (!buffers.isEmpty()) {
            List<String> header =
                    List.of("buffer", "requests", "rows", "bytes", "oldest", "last flush", "being stored", "state");
            text.append('\n')
                    .append(TextTable.of(
                            header, buffers.stream().map(StatusText::buffer).toList(), BUFFER_NUMBERS));
        }
        List<JsonObject> committers = status.arrayOrEmpty("committers").objects();
        if (!committers.isEmpty()) {
            List<String> header = List.of("table", "files", "ranges", "oldest", "last commit", "snapshot", "state");
            text.append('\n')
                    .append(TextTable.of(
                            header,
                            committers.stream().map(StatusText::committer).toList(),
                            COMMITTER_NUMBERS));
        }
        List<String> problems = new ArrayList<>();
        buffers.forEach(each -> addProblems(problems, each.stringOr("buffer", "a buffer"), each));
        committers.forEach(each -> addProblems(problems, each.stringOr("table", "a committer"), each));
        if (!problems.isEmpty()) {
            text.append("\nproblems:\n");
            problems.forEach(problem -> text.append("  ").append(problem).append('\n'));
        }
        return text.toString();
    }

    private static List<String> buffer(JsonObject buffer) {
        JsonObject backlog = buffer.has("backlog") ? buffer.object("backlog") : new JsonObject();
        long storing = buffer.int64Or("ranges_being_stored", 0);
        long committing = buffer.int64Or("ranges_waiting_for_commit", 0);
        String ranges = storing + committing == 0
                ? "-"
                : storing + " ranges" + (committing == 0 ? "" : ", " + committing + " wait for a commit");
        return List.of(
                buffer.stringOr("buffer", "?"),
                number(backlog, "requests"),
                number(backlog, "rows"),
                number(backlog, "stored_bytes"),
                age(backlog),
                time(buffer, "last_flush_unix_ms"),
                ranges,
                state(buffer));
    }

    private static List<String> committer(JsonObject committer) {
        JsonObject waiting = committer.has("waiting") ? committer.object("waiting") : new JsonObject();
        return List.of(
                committer.stringOr("table", "?"),
                number(waiting, "files"),
                number(waiting, "ranges"),
                age(waiting),
                time(committer, "last_commit_unix_ms"),
                committer.stringOr("last_snapshot_id", "-"),
                state(committer));
    }

    private static String number(JsonObject object, String name) {
        return object.has(name) ? Long.toString(object.int64(name)) : "-";
    }

    private static String age(JsonObject object) {
        return object.has("oldest_age_ms") ? object.int64("oldest_age_ms") / 1000 + " s" : "-";
    }

    private static String time(JsonObject object, String name) {
        long millis = object.int64Or(name, 0);
        return millis == 0
                ? "-"
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String state(JsonObject object) {
        if (object.has("failure")) {
            return "failing";
        }
        if (object.has("stalled")) {
            return "stalled";
        }
        return object.has("quarantined") ? "requests set aside" : "ok";
    }

    private static void addProblems(List<String> problems, String name, JsonObject object) {
        for (String kind : List.of("failure", "stalled")) {
            if (object.has(kind)) {
                problems.add(name + ": " + object.object(kind).stringOr("reason", kind));
            }
        }
        if (object.has("quarantined")) {
            problems.add(name + ": " + object.object("quarantined").int64Or("requests", 0)
                    + " requests cannot be read and were set aside; GET /quarantine lists them");
        }
        if (object.has("warning")) {
            problems.add(name + ": " + object.stringOr("warning", ""));
        }
    }
}
