package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.buffer.Recognition;
import dev.otlp2parquet.batching.buffer.RequestIdentity;
import dev.otlp2parquet.batching.client.BufferedIngest;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.ingest.http.RpcCode;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.commit.CommitReport.Committed;
import dev.otlp2parquet.lake.file.FileNames;
import dev.otlp2parquet.lake.file.TooManyFilesException;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.TelemetrySink;
import dev.otlp2parquet.otlp.table.CheckingSink;
import dev.otlp2parquet.otlp.table.OtlpFeed;
import dev.otlp2parquet.otlp.table.RowMeter;
import dev.otlp2parquet.otlp.table.RowsTooLargeException;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.otlp.table.Workspace;
import dev.otlp2parquet.otlp.table.Workspaces;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.memory.IsolateMemory;
import dev.otlp2parquet.table.memory.MemoryExhaustedException;
import java.util.List;

/**
 * Takes the body of one admitted OTLP request: decodes it, stores its rows or hands it to a buffer, and answers. Blocking; made for
 * one request, over the ports of that request.
 *
 * <p>It never throws. Every failure becomes an answer that makes an exporter do the right thing, and a log line.
 */
final class Receiver {

    /** Overload and network faults pass. */
    private static final int RETRY_AFTER_STORE = 5;

    /** A fault that somebody has to fix takes longer. Exporters keep their data meanwhile. */
    private static final int RETRY_AFTER_FAULT = 30;

    private final OtlpRequest request;
    private final Admission.ReadBody admitted;
    private final BatchingPorts ports;
    private final Isolate isolate;
    private final Config config;
    private final Workspaces workspaces;
    private final Answers answers;
    private final RequestLog log;

    Receiver(OtlpRequest request, Admission.ReadBody admitted, BatchingPorts ports) {
        this.request = request;
        this.admitted = admitted;
        this.ports = ports;
        this.isolate = request.isolate();
        this.config = isolate.config();
        this.workspaces = isolate.workspaces();
        this.answers = new Answers(admitted.context());
        this.log = new RequestLog(
                request.signal(),
                admitted.context().requestId(),
                ports.clock(),
                new Log(config.logLevel(), ports.lake().log()));
    }

    /**
     * Reads, decodes and stores the body, then answers:
     *
     * <ul>
     *   <li>200 when every accepted row is durable,
     *   <li>400 for malformed OTLP, and for a body of which every record is rejected,
     *   <li>413 for a body that is too large, as bytes or as rows,
     *   <li>503 with Retry-After when the rows could not be stored, or not be committed where the configuration asks for that, or
     *       when other requests hold the memory.
     * </ul>
     */
    HttpAnswer receive(RequestBody body) {
        HttpAnswer answer;
        try (RequestMemory memory = new RequestMemory(isolate.memory(), ports.clock())) {
            memory.receive(body, admitted.sentBytes(), admitted.maxBytes());
            answer = config.batching().enabled() ? buffer(body, memory) : process(body, memory);
        } catch (MemoryExhaustedException e) {
            log.refused(e.getMessage());
            answer = answers.unavailable(
                    "too many large requests at once; nothing is lost if this one is sent again", RETRY_AFTER_STORE);
        } catch (TooManyFilesException e) {
            log.refused(e.getMessage());
            answer = answers.refused(
                    413, RpcCode.RESOURCE_EXHAUSTED, e.getMessage() + "; send smaller batches, or enable batching");
        } catch (RowsTooLargeException e) {
            log.refused(e.getMessage());
            answer = answers.refused(
                    413, RpcCode.RESOURCE_EXHAUSTED, e.getMessage() + "; send smaller batches of records");
        } catch (BodyRefusedException e) {
            log.refused(e.fault());
            answer = BodyRefusal.answer(answers, e.fault(), e.getMessage(), admitted.maxBytes());
        } catch (InvalidRequestException e) {
            log.malformed(e.getMessage());
            answer = answers.refused(400, RpcCode.INVALID_ARGUMENT, e.getMessage());
        } catch (StoreException e) {
            log.failed(e);
            answer = answers.unavailable(
                    "the object store did not take the data; nothing is lost if the request is sent again",
                    e.retryable() ? RETRY_AFTER_STORE : RETRY_AFTER_FAULT,
                    CommitAnswers.failed(config, Committed.FALSE));
        } catch (LakeException e) {
            log.failed(e);
            answer = CommitAnswers.unwritable(answers, e, e.retryable() ? RETRY_AFTER_STORE : RETRY_AFTER_FAULT);
        } catch (RuntimeException | Error e) {
            // A fault of this program. The exporter must keep its data until it is fixed, so this is 503 and never 500.
            log.failed(e);
            answer = answers.unavailable(
                    "an internal error; the log line with this request id has its cause",
                    RETRY_AFTER_FAULT,
                    CommitAnswers.failed(config, Committed.UNKNOWN));
        }
        log.write(answer);
        return answer;
    }

    /** Without batching: stores the rows before the answer. */
    private HttpAnswer process(RequestBody body, RequestMemory memory)
            throws BodyRefusedException, InvalidRequestException, MemoryExhaustedException, StoreException {
        long received = ports.clock().unixNanos();
        int length = open(body, memory);
        memory.beginWorking(IsolateMemory.ofStoring(length));
        Workspace workspace = workspaces.borrow();
        TableBatches batches = workspace.batches();
        batches.beginRequest(received);
        byte[] bytes = workspaces.borrowBody(length);
        body.take(bytes);
        BodyIdentity found = new BodyIdentity(batches);
        DecodeResult decoded = decode(bytes, length, workspace.decoder(), found, RowMeter.MAX_DIRECT_BYTES);
        RequestIdentity identity = null;
        if (config.deduplication().enabled() && found.recognition() == Recognition.CONTENT) {
            log.recognisedBy(Recognition.CONTENT);
        } else {
            identity = identity(found, bytes, length);
        }
        workspaces.giveBackBody(bytes);
        memory.holdsColumns(batches.bufferedBytes());
        HttpAnswer answer = store(decoded, identity, batches);
        // Not after a failure, which may leave the workspace in any state.
        workspaces.giveBack(workspace);
        return answer;
    }

    /** By what a repeat of the request is recognised. Computes a hash of the body, which takes time. */
    private RequestIdentity identity(BodyIdentity found, byte[] bytes, int length) {
        RequestIdentity identity = RequestIdentity.of(
                found.recognition(),
                request.idempotencyKey(),
                config.deduplication(),
                request.format().code(),
                ports.lake().digest().sha256(bytes, 0, length),
                ports.lake().digest(),
                ports.random());
        log.recognisedBy(identity.recognition());
        return identity;
    }

    private HttpAnswer store(DecodeResult decoded, RequestIdentity identity, TableBatches batches)
            throws StoreException {
        HttpAnswer refusal = refusal(decoded);
        if (refusal != null) {
            return refusal;
        }
        CommitReport commit = null;
        if (decoded.accepted() > 0) {
            Stored stored = store(identity, batches, workspaces.definitions().shapes(request.signal()));
            log.stored(stored);
            commit = stored.commit();
        }
        String message = message(decoded);
        if (commit == null) {
            return answers.accepted(request.signal(), decoded.rejected(), message);
        }
        return succeeds(commit)
                ? CommitAnswers.accepted(answers, commit, request.signal(), decoded.rejected(), message)
                : CommitAnswers.uncommitted(
                        answers,
                        commit,
                        identity == null || identity.recognition().repeatable(),
                        RETRY_AFTER_STORE);
    }

    /**
     * Stores the rows. A client that learns only that its request may not have been stored sends it again. An {@linkplain
     * Recognition#EXCUSABLE excusable} repeat then continues the first attempt, and finds the files of that.
     *
     * @param identity null if the names of the files follow from their content
     */
    private Stored store(RequestIdentity identity, TableBatches batches, List<TableShape> tables)
            throws StoreException {
        Destination destination = isolate.destination(ports);
        if (identity == null) {
            return destination.store(
                    batches, tables, FileNames.byContent(ports.lake().digest()));
        }
        boolean excusable = identity.recognition() == Recognition.EXCUSABLE;
        List<byte[]> earlier = excusable ? isolate.unanswered().take(identity, 1) : List.of();
        byte[] mark = earlier.isEmpty() ? identity.mark() : earlier.get(0);
        boolean answered = false;
        try {
            Stored stored = destination.store(
                    batches,
                    tables,
                    FileNames.byContentAndMark(mark, ports.lake().digest()));
            answered = succeeds(stored.commit());
            return stored;
        } finally {
            if (excusable && !answered) {
                isolate.unanswered().add(identity, mark);
            }
        }
    }

    private boolean succeeds(CommitReport commit) {
        return commit == null || commit.committed().settled() || config.warnOnCatalogFailure();
    }

    /** Logs the rejected records. The answer to a request of which every record is rejected, else null. */
    private HttpAnswer refusal(DecodeResult decoded) {
        if (decoded.warning() != null) {
            log.warned(decoded.warning());
        }
        if (decoded.rejected() == 0) {
            return null;
        }
        log.rejected(decoded.firstRejection());
        return decoded.accepted() > 0 ? null : answers.refused(400, RpcCode.INVALID_ARGUMENT, decoded.firstRejection());
    }

    /** About the first rejected record, dropped attributes and warnings; or empty. */
    private String message(DecodeResult decoded) {
        String message = decoded.firstRejection() == null ? "" : decoded.firstRejection();
        if (decoded.droppedAttributes() > 0) {
            message = joined(
                    message,
                    decoded.firstDropped() + ": expected at most " + config.maxAttributes()
                            + " attributes (OTLP2PARQUET_MAX_ATTRIBUTES), found more; " + decoded.droppedAttributes()
                            + " of the request were dropped");
        }
        return decoded.warning() == null ? message : joined(message, decoded.warning());
    }

    private static String joined(String first, String second) {
        return first.isEmpty() ? second : first + "; " + second;
    }

    /** With batching: checks the records and hands the body to a buffer, which makes columns of many bodies together. */
    private HttpAnswer buffer(RequestBody body, RequestMemory memory)
            throws BodyRefusedException, InvalidRequestException, MemoryExhaustedException {
        if (!ports.hasActors()) {
            log.refused("no durable objects");
            return answers.unavailable(
                    "batching is enabled, but this host has no durable objects: bind BUFFER and COMMITTER as the"
                            + " wrangler.toml of otlp2parquet does, or set OTLP2PARQUET_BATCHING_ENABLED=false",
                    RETRY_AFTER_FAULT);
        }
        long received = ports.clock().unixNanos();
        int length = open(body, memory);
        memory.beginWorking(IsolateMemory.ofBuffering(length));
        byte[] bytes = workspaces.borrowBody(length);
        body.take(bytes);
        HttpAnswer answer = buffer(bytes, length, received);
        workspaces.giveBackBody(bytes);
        return answer;
    }

    private HttpAnswer buffer(byte[] bytes, int length, long received) throws InvalidRequestException {
        Workspace workspace = workspaces.borrow();
        BodyIdentity found = new BodyIdentity(new CheckingSink(config.tables().timestampUnit()));
        DecodeResult decoded = decode(bytes, length, workspace.decoder(), found, RowMeter.MAX_BYTES);
        workspaces.giveBack(workspace);
        HttpAnswer refusal = refusal(decoded);
        if (refusal != null) {
            return refusal;
        }
        if (decoded.accepted() == 0) {
            return accepted(decoded);
        }
        long begun = ports.clock().unixNanos();
        RequestIdentity identity = identity(found, bytes, length);
        BufferedIngest.Outcome outcome = new BufferedIngest(config.batching(), ports, isolate.unanswered())
                .accept(
                        OtlpFeed.name(request.signal()),
                        request.format().code(),
                        identity,
                        bytes,
                        length,
                        decoded.accepted(),
                        received);
        return switch (outcome.kind()) {
            case KEPT -> {
                kept((BufferedIngest.Outcome.Kept) outcome, ports.clock().unixNanos() - begun);
                yield accepted(decoded);
            }
            case UNAVAILABLE -> unavailable((BufferedIngest.Outcome.Unavailable) outcome, identity);
            case TOO_LARGE -> tooLarge((BufferedIngest.Outcome.TooLarge) outcome);
        };
    }

    private HttpAnswer accepted(DecodeResult decoded) {
        return answers.accepted(request.signal(), decoded.rejected(), message(decoded));
    }

    private void kept(BufferedIngest.Outcome.Kept kept, long nanos) {
        if (kept.repeat()) {
            log.repeat();
        }
        log.stored(Stored.buffered(kept.storedBytes(), nanos));
    }

    private HttpAnswer unavailable(BufferedIngest.Outcome.Unavailable unavailable, RequestIdentity identity) {
        if (unavailable.cause() == null) {
            log.refused(unavailable.reason());
        } else {
            log.failed(unavailable.cause());
        }
        boolean once = unavailable.cause() == null || identity.recognition().repeatable();
        return answers.unavailable(
                "the data cannot be taken at the moment; nothing is lost" + (once ? " or doubled" : "")
                        + " if the request is sent again",
                unavailable.retryAfterSecs());
    }

    private HttpAnswer tooLarge(BufferedIngest.Outcome.TooLarge large) {
        log.refused(BodyFault.TOO_LARGE);
        return answers.refused(
                413,
                RpcCode.RESOURCE_EXHAUSTED,
                "the body has " + large.compressedBytes() + " bytes when compressed, and with batching the limit is "
                        + large.maxBytes() + "; send smaller batches");
    }

    /** Decompresses the body, and returns its length in bytes. */
    private int open(RequestBody body, RequestMemory memory) throws BodyRefusedException, MemoryExhaustedException {
        int length = memory.open(body, admitted.codings().size(), admitted.maxBytes());
        if (length > admitted.maxBytes()) {
            throw new BodyRefusedException(BodyFault.TOO_LARGE, Integer.toString(length));
        }
        log.received(length);
        return length;
    }

    private DecodeResult decode(byte[] bytes, int length, OtlpDecoder decoder, TelemetrySink sink, long maxRowBytes)
            throws InvalidRequestException {
        long begun = ports.clock().unixNanos();
        RowMeter meter = new RowMeter(sink, maxRowBytes);
        DecodeResult result;
        try {
            result = decoder.decode(request.signal(), request.format(), bytes, 0, length, meter);
        } catch (InvalidRequestException e) {
            throw mistaken(bytes, length, e);
        }
        if (result.accepted() == 0 && result.rejected() > 0) {
            // JSON Lines: a body in another format looks like a body of malformed lines.
            InvalidRequestException mistake = mistaken(bytes, length, null);
            if (mistake != null) {
                throw mistake;
            }
        }
        log.decoded(result, ports.clock().unixNanos() - begun);
        return result;
    }

    /** A fault that names the likely mistake of the sender, if one is recognised; else the given fault. */
    private InvalidRequestException mistaken(byte[] bytes, int length, InvalidRequestException fault) {
        String mistake =
                LikelyMistake.ofBody(request.format(), !admitted.codings().isEmpty(), bytes, length);
        return mistake == null ? fault : new InvalidRequestException("request: " + mistake);
    }
}
