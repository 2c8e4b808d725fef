package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.buffer.Recognition;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.file.StoredFile;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.FileMetadata;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.table.TableShape;

/** Collects the facts of the one log line of an admitted request. */
final class RequestLog {

    private final Signal signal;
    private final String requestId;
    private final Clock clock;
    private final Log log;
    private final long begun;
    private int bytesIn;
    private int rows;
    private int rejected;
    private int droppedAttributes;
    private long decodeNanos;
    private Stored stored = Stored.NOTHING;
    private boolean bodyRefused;
    private String reason;
    private String place = "";
    private Throwable failure;
    private Recognition recognition;
    private boolean repeat;

    RequestLog(Signal signal, String requestId, Clock clock, Log log) {
        this.signal = signal;
        this.requestId = requestId;
        this.clock = clock;
        this.log = log;
        this.begun = clock.unixNanos();
    }

    /** @param bytes the length of the body, decompressed */
    void received(int bytes) {
        this.bytesIn = bytes;
    }

    void decoded(DecodeResult result, long nanos) {
        this.rows = result.accepted();
        this.rejected = result.rejected();
        this.droppedAttributes = result.droppedAttributes();
        this.decodeNanos = nanos;
    }

    /** Notes how a repeat of the request is recognised. */
    void recognisedBy(Recognition by) {
        this.recognition = by;
    }

    /** Notes that an earlier request stored the same. */
    void repeat() {
        this.repeat = true;
    }

    void stored(Stored result) {
        this.stored = result;
    }

    void refused(BodyFault fault) {
        this.bodyRefused = true;
        this.reason = "body " + fault.text();
    }

    void refused(String why) {
        this.reason = why;
    }

    /** @param message of the decoder. Its words about the content are for the sender alone; the log gets only the place */
    void malformed(String message) {
        this.reason = "malformed";
        this.place = DecodeResult.place(message);
    }

    /** Like {@link #malformed}, for rejected records. */
    void rejected(String message) {
        this.reason = "records rejected";
        this.place = DecodeResult.place(message);
    }

    /** Like {@link #malformed}, for a warning. */
    void warned(String message) {
        this.reason = "warning";
        this.place = DecodeResult.place(message);
    }

    void failed(Throwable cause) {
        this.failure = cause;
    }

    void write(HttpAnswer answer) {
        boolean uncommitted =
                stored.commit() != null && !stored.commit().committed().settled();
        // A body that arrives too slowly gets 503, but the network is at fault, not what an operator runs.
        boolean fault = failure != null || (answer.status() >= 500 && !bodyRefused);
        LogLevel level = fault ? LogLevel.ERROR : answer.status() >= 400 || uncommitted ? LogLevel.WARN : LogLevel.INFO;
        if (!log.logs(level)) {
            return;
        }
        LogLine line = new LogLine(level, failure != null ? "request failed" : "request")
                .field("request_id", requestId)
                .field("signal", FileMetadata.signal(signal))
                .field("status", answer.status())
                .field("rows", rows)
                .field("rejected", rejected)
                .field("bytes_in", bytesIn)
                .field("bytes_out", stored.files().bytes())
                .field("files", stored.files().files().size())
                .millis("decode_ms", decodeNanos)
                .millis("encode_ms", stored.files().encodeNanos())
                .millis("store_ms", stored.files().storeNanos())
                .millis("total_ms", clock.unixNanos() - begun);
        if (recognition != null) {
            line.field("recognised_by", recognition.text());
        }
        if (repeat) {
            line.flag("repeat", true);
        }
        if (stored.commit() != null) {
            committed(line, stored.commit());
        }
        if (droppedAttributes > 0) {
            line.field("dropped_attributes", droppedAttributes);
        }
        if (reason != null) {
            line.field("reason", reason);
        }
        if (!place.isEmpty()) {
            line.field("place", place);
        }
        if (failure != null) {
            line.failure(failure);
        }
        log.write(line);
    }

    private void committed(LogLine line, CommitReport commit) {
        StringBuilder tables = new StringBuilder();
        for (TableShape table : StoredFile.tables(stored.files().files())) {
            tables.append(tables.length() == 0 ? "" : ",").append(table.name());
        }
        // Snapshot ids have 63 bits. Most readers of JSON would round them as numbers.
        StringBuilder snapshots = new StringBuilder();
        for (Long snapshot : commit.snapshotIds()) {
            snapshots.append(snapshots.length() == 0 ? "" : ",").append(snapshot.longValue());
        }
        line.field("committed", commit.committed().text())
                .field("tables", tables.toString())
                .field("snapshots", snapshots.toString())
                .field("commit_requests", commit.requests())
                .millis("commit_ms", stored.commitNanos());
        if (!commit.reason().isEmpty()) {
            line.field("commit_reason", commit.reason());
        }
    }
}
