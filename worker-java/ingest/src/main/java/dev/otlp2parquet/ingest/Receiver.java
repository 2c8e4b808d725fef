package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.buffer.Recognition;
import dev.otlp2parquet.batching.buffer.RequestIdentity;
import dev.otlp2parquet.batching.client.BufferedIngest;
import dev.otlp2parquet.batching.client.UnansweredAttempts;
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
 * Takes an admitted request: decodes its body, stores its rows, answers. Blocking; made for one request, over that
 * request's ports.
 *
 * <p>It never throws: whatever goes wrong becomes an answer that tells an exporter the right thing to do, and a log
 * line.
 */
public final class Receiver {

    /** Overload and network faults pass. */
    private static final int RETRY_AFTER_STORE = 5;

    /** What somebody has to mend first takes longer, and exporters keep their data meanwhile. */
    private static final int RETRY_AFTER_FAULT = 30;

    private final Config config;
    private final Workspaces workspaces;
    private final BatchingPorts ports;
    private final Destination destination;
    private final IsolateMemory isolateMemory;
    private final UnansweredAttempts unanswered;

    Receiver(
            Config config,
            Workspaces workspaces,
            BatchingPorts ports,
            Destination destination,
            IsolateMemory isolateMemory,
            UnansweredAttempts unanswered) {
        this.unanswered = unanswered;
        this.config = config;
        this.workspaces = workspaces;
        this.ports = ports;
        this.destination = destination;
        this.isolateMemory = isolateMemory;
    }

    /**
     * Reads, decodes and stores the body, then answers: 200 once every accepted row is durable, 400 for a body that is
     * no OTLP or of which every record is refused, 413 for one that is too large, as bytes or as rows, 503 with Retry-After
     * when it could not be stored, or not be committed where that is asked for, or when other requests hold the memory.
     */
    public HttpAnswer receive(Admission.ReadBody admitted, RequestBody body) {
        Answers answers = new Answers(admitted.context());
        RequestLog log = new RequestLog(
                admitted, ports.clock(), new Log(config.logLevel(), ports.lake().log()));
        HttpAnswer answer;
        try (RequestMemory memory = new RequestMemory(isolateMemory, ports.clock())) {
            memory.receive(body, admitted.sentBytes(), admitted.maxBytes());
            answer = config.batching().enabled()
                    ? buffer(admitted, body, memory, answers, log)
                    : process(admitted, body, memory, answers, log);
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
            // A fault of ours: the exporter must keep its data until it is mended, so this is 503 and never 500.
            log.failed(e);
            answer = answers.unavailable(
                    "an internal error; the log line with this request id has its cause",
                    RETRY_AFTER_FAULT,
                    CommitAnswers.failed(config, Committed.UNKNOWN));
        }
        log.write(answer);
        return answer;
    }

    private HttpAnswer process(
            Admission.ReadBody admitted, RequestBody body, RequestMemory memory, Answers answers, RequestLog log)
            throws BodyRefusedException, InvalidRequestException, MemoryExhaustedException, StoreException {
        long received = ports.clock().unixNanos();
        int length = open(admitted, body, memory, log);
        memory.beginWorking(IsolateMemory.ofStoring(length));
        Workspace workspace = workspaces.borrow();
        TableBatches batches = workspace.batches();
        batches.beginRequest(received);
        byte[] bytes = workspaces.borrowBody(length);
        body.take(bytes);
        BodyIdentity found = new BodyIdentity(batches);
        DecodeResult decoded =
                decode(admitted, bytes, length, workspace.decoder(), found, RowMeter.MAX_DIRECT_BYTES, log);
        RequestIdentity identity = null;
        if (config.deduplication().enabled() && found.recognition() == Recognition.CONTENT) {
            log.recognisedBy(Recognition.CONTENT);
        } else {
            identity = identity(admitted, found, bytes, length, log);
        }
        workspaces.giveBackBody(bytes);
        memory.holdsColumns(batches.bufferedBytes());
        HttpAnswer answer = store(admitted, decoded, identity, batches, answers, log);
        // Not where something went wrong: who knows in which state it is then.
        workspaces.giveBack(workspace);
        return answer;
    }

    /** What the request is known by. The hash of a body takes time. */
    private RequestIdentity identity(
            Admission.ReadBody admitted, BodyIdentity found, byte[] bytes, int length, RequestLog log) {
        RequestIdentity identity = RequestIdentity.of(
                found.recognition(),
                admitted.idempotencyKey(),
                config.deduplication(),
                admitted.format().code(),
                ports.lake().digest().sha256(bytes, 0, length),
                ports.lake().digest(),
                ports.random());
        log.recognisedBy(identity.recognition());
        return identity;
    }

    private HttpAnswer store(
            Admission.ReadBody admitted,
            DecodeResult decoded,
            RequestIdentity identity,
            TableBatches batches,
            Answers answers,
            RequestLog log)
            throws StoreException {
        HttpAnswer refusal = refusal(decoded, answers, log);
        if (refusal != null) {
            return refusal;
        }
        CommitReport commit = null;
        if (decoded.accepted() > 0) {
            Stored stored = store(identity, batches, workspaces.definitions().shapes(admitted.signal()));
            log.stored(stored);
            commit = stored.commit();
        }
        String message = message(decoded);
        if (commit == null) {
            return answers.accepted(admitted.signal(), decoded.rejected(), message);
        }
        return succeeds(commit)
                ? CommitAnswers.accepted(answers, commit, admitted.signal(), decoded.rejected(), message)
                : CommitAnswers.uncommitted(
                        answers,
                        commit,
                        identity == null || identity.recognition().repeatable(),
                        RETRY_AFTER_STORE);
    }

    /**
     * Stores the rows. Where the client of a request learns no more than that it may not have been stored, it sends it again: an
     * {@linkplain Recognition#EXCUSABLE excusable} one then goes on as the attempt that it was, and finds the files of that.
     *
     * @param identity null where the names of the files follow from their content
     */
    private Stored store(RequestIdentity identity, TableBatches batches, List<TableShape> tables)
            throws StoreException {
        if (identity == null) {
            return destination.store(
                    batches, tables, FileNames.byContent(ports.lake().digest()));
        }
        boolean excusable = identity.recognition() == Recognition.EXCUSABLE;
        List<byte[]> earlier = excusable ? unanswered.take(identity, 1) : List.of();
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
                unanswered.add(identity, mark);
            }
        }
    }

    private boolean succeeds(CommitReport commit) {
        return commit == null || commit.committed().settled() || config.warnOnCatalogFailure();
    }

    /** Notes what was rejected; the answer to a request of which nothing is left, else null. */
    private static HttpAnswer refusal(DecodeResult decoded, Answers answers, RequestLog log) {
        if (decoded.warning() != null) {
            log.warned(decoded.warning());
        }
        if (decoded.rejected() == 0) {
            return null;
        }
        log.rejected(decoded.firstRejection());
        return decoded.accepted() > 0 ? null : answers.refused(400, RpcCode.INVALID_ARGUMENT, decoded.firstRejection());
    }

    /** About the first record that was rejected, and what else the sender should know; or empty. */
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

    /** Checks the records and hands the body to a buffer, which makes columns of many bodies together. */
    private HttpAnswer buffer(
            Admission.ReadBody admitted, RequestBody body, RequestMemory memory, Answers answers, RequestLog log)
            throws BodyRefusedException, InvalidRequestException, MemoryExhaustedException {
        if (!ports.hasActors()) {
            log.refused("no durable objects");
            return answers.unavailable(
                    "batching is enabled, but this host has no durable objects: bind BUFFER and COMMITTER as the"
                            + " wrangler.toml of otlp2parquet does, or set OTLP2PARQUET_BATCHING_ENABLED=false",
                    RETRY_AFTER_FAULT);
        }
        long received = ports.clock().unixNanos();
        int length = open(admitted, body, memory, log);
        memory.beginWorking(IsolateMemory.ofBuffering(length));
        byte[] bytes = workspaces.borrowBody(length);
        body.take(bytes);
        HttpAnswer answer = buffer(admitted, bytes, length, received, answers, log);
        workspaces.giveBackBody(bytes);
        return answer;
    }

    private HttpAnswer buffer(
            Admission.ReadBody admitted, byte[] bytes, int length, long received, Answers answers, RequestLog log)
            throws InvalidRequestException {
        Workspace workspace = workspaces.borrow();
        BodyIdentity found = new BodyIdentity(new CheckingSink(config.tables().timestampUnit()));
        DecodeResult decoded = decode(admitted, bytes, length, workspace.decoder(), found, RowMeter.MAX_BYTES, log);
        workspaces.giveBack(workspace);
        HttpAnswer refusal = refusal(decoded, answers, log);
        if (refusal != null) {
            return refusal;
        }
        if (decoded.accepted() > 0) {
            long begun = ports.clock().unixNanos();
            RequestIdentity identity = identity(admitted, found, bytes, length, log);
            BufferedIngest.Outcome outcome = new BufferedIngest(config.batching(), ports, unanswered)
                    .accept(
                            OtlpFeed.name(admitted.signal()),
                            admitted.format().code(),
                            identity,
                            bytes,
                            length,
                            decoded.accepted(),
                            received);
            if (outcome instanceof BufferedIngest.Outcome.Unavailable unavailable) {
                if (unavailable.cause() == null) {
                    log.refused(unavailable.reason());
                } else {
                    log.failed(unavailable.cause());
                }
                boolean once =
                        unavailable.cause() == null || identity.recognition().repeatable();
                return answers.unavailable(
                        "the data cannot be taken at the moment; nothing is lost" + (once ? " or doubled" : "")
                                + " if the request is sent again",
                        unavailable.retryAfterSecs());
            }
            if (outcome instanceof BufferedIngest.Outcome.TooLarge large) {
                log.refused(BodyFault.TOO_LARGE);
                String message =
                        "the body has " + large.compressedBytes() + " bytes when compressed, and with batching "
                                + large.maxBytes() + " are the most; send smaller batches";
                return answers.refused(413, RpcCode.RESOURCE_EXHAUSTED, message);
            }
            BufferedIngest.Outcome.Kept kept = (BufferedIngest.Outcome.Kept) outcome;
            if (kept.repeat()) {
                log.repeat();
            }
            log.stored(Stored.buffered(kept.storedBytes(), ports.clock().unixNanos() - begun));
        }
        return answers.accepted(admitted.signal(), decoded.rejected(), message(decoded));
    }

    /** Decompresses the body; its length. */
    private static int open(Admission.ReadBody admitted, RequestBody body, RequestMemory memory, RequestLog log)
            throws BodyRefusedException, MemoryExhaustedException {
        int length = memory.open(body, admitted.codings().size(), admitted.maxBytes());
        if (length > admitted.maxBytes()) {
            throw new BodyRefusedException(BodyFault.TOO_LARGE, Integer.toString(length));
        }
        log.received(length);
        return length;
    }

    private DecodeResult decode(
            Admission.ReadBody admitted,
            byte[] bytes,
            int length,
            OtlpDecoder decoder,
            TelemetrySink sink,
            long maxRowBytes,
            RequestLog log)
            throws InvalidRequestException {
        long begun = ports.clock().unixNanos();
        RowMeter meter = new RowMeter(sink, maxRowBytes);
        DecodeResult result;
        try {
            result = decoder.decode(admitted.signal(), admitted.format(), bytes, 0, length, meter);
        } catch (InvalidRequestException e) {
            throw mistaken(admitted, bytes, length, e);
        }
        if (result.accepted() == 0 && result.rejected() > 0) {
            // In JSON Lines a body of something else is no more than bad lines.
            InvalidRequestException mistake = mistaken(admitted, bytes, length, null);
            if (mistake != null) {
                throw mistake;
            }
        }
        log.decoded(result, ports.clock().unixNanos() - begun);
        return result;
    }

    /** A fault that says what the body is instead of what it should be, where that is known; else the given one. */
    private static InvalidRequestException mistaken(
            Admission.ReadBody admitted, byte[] bytes, int length, InvalidRequestException fault) {
        String mistake =
                LikelyMistake.ofBody(admitted.format(), !admitted.codings().isEmpty(), bytes, length);
        return mistake == null ? fault : new InvalidRequestException("request: " + mistake);
    }
}
