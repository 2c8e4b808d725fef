package dev.otlp2parquet.server.http;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A request and its one answer.
 *
 * <p>The answer is sent either when the {@linkplain #answer work ends}, or {@linkplain #answerEarly before}; or never, because the
 * client has gone. Whichever comes first wins, and in the last case no byte of an answer is sent, so that a client that is reported as
 * unanswered cannot have seen one. A client has gone when:
 *
 * <ul>
 *   <li>HTTP/2: it resets the stream or closes the connection, at once;
 *   <li>HTTP/1.1: it closes the connection or its sending side, within a fraction of a second ({@link HangUps}), from when the whole
 *       body has been read. Like other servers this one takes a client that closes its sending side for gone. Under TLS that means
 *       the TCP connection, not a close_notify alone;
 *   <li>the answer cannot be written, or waits too long for the client to read on.
 * </ul>
 *
 * <p>A client that vanishes without a word (a machine without power, a dead NAT entry) is not noticed: the answer goes into the
 * buffer of the socket. No protocol here acknowledges an answer.
 *
 * <p>Jetty's callback is completed when both the answer and the work are done, because the work may still read the body.
 */
final class ClientExchange implements Exchange {

    private enum State {
        OPEN,
        ANSWERED,
        GONE
    }

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final RequestHead head;
    private final InFlight inFlight;
    private final HangUps hangUps;
    private final WatchedEndPoint watchable;
    private final Executor executor;
    private final UnreadBody unread;
    private final BodyPatience patience;
    private final Semaphore arrivals = new Semaphore(0);

    private Content.Chunk chunk;
    private boolean demanded;
    private boolean asked;
    private boolean ended;

    private State state = State.OPEN;
    private boolean working = true;
    private boolean sending = true;
    private boolean completed;
    private Throwable failure;
    private Runnable report;
    private boolean unanswered;

    ClientExchange(
            Request request,
            Response response,
            Callback callback,
            RequestHead head,
            HttpLimits limits,
            InFlight inFlight,
            HangUps hangUps) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.head = head;
        this.inFlight = inFlight;
        this.hangUps = hangUps;
        this.patience = new BodyPatience(limits);
        this.executor = request.getComponents().getExecutor();
        this.unread = new UnreadBody(request, callback, limits);
        this.watchable = isHttp2() ? null : endPoint(request);
        inFlight.enter();
        // Work may take longer than connections may be idle.
        request.addIdleTimeoutListener(timeout -> false);
        request.addFailureListener(this::gone);
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (!isHttp2() && !hasBody) {
            bodyEnded();
        }
    }

    /** The connection itself below TLS. */
    private static WatchedEndPoint endPoint(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        return endPoint instanceof WatchedEndPoint watched ? watched : null;
    }

    boolean isHttp2() {
        return request.getConnectionMetaData().getHttpVersion().getVersion() >= 20;
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (chunk == null || !chunk.hasRemaining()) {
            if (ended) {
                return -1;
            }
            releaseChunk();
            chunk = next();
            if (Content.Chunk.isFailure(chunk)) {
                throw broken(chunk.getFailure());
            }
            patience.came(chunk.remaining());
            if (chunk.isLast()) {
                bodyEnded();
            }
        }
        return chunk.get(target, offset, length);
    }

    /** The work has ended with it, or needs the next. */
    private void releaseChunk() {
        Content.Chunk last = chunk;
        chunk = null;
        if (last != null) {
            last.release();
        }
    }

    private Content.Chunk next() throws IOException {
        while (true) {
            if (isDecided()) {
                throw new IOException("the request is answered already");
            }
            asked = true;
            Content.Chunk read = demanded ? null : request.read();
            if (read != null) {
                return read;
            }
            if (!demanded) {
                demanded = true;
                request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::arrived));
            }
            long begun = System.nanoTime();
            boolean came;
            try {
                came = arrivals.tryAcquire(Math.max(0, patience.leftNanos()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the body arrives");
            }
            patience.waited(System.nanoTime() - begun);
            if (!came) {
                throw new SocketTimeoutException(patience.progress());
            }
        }
    }

    /** Something arrived: for the thread that waits for it, or, after the answer, to be thrown away. */
    private void arrived() {
        synchronized (this) {
            if (!unread.isTaken()) {
                demanded = false;
                arrivals.release();
                return;
            }
        }
        unread.run();
    }

    private static IOException broken(Throwable cause) {
        if (cause instanceof TimeoutException) {
            SocketTimeoutException timeout = new SocketTimeoutException(cause.getMessage());
            timeout.initCause(cause);
            return timeout;
        }
        return new IOException("the connection ended before the body did", cause);
    }

    private void bodyEnded() {
        ended = true;
        if (watchable != null) {
            hangUps.watch(this);
        }
    }

    /** For {@link HangUps}, on its thread. */
    void lookForHangUp() {
        boolean closed;
        // Not beside an answer: the bytes after it belong to the next request, whose reader would not learn of them.
        synchronized (this) {
            closed = state == State.OPEN && watchable.isClosedByPeer();
        }
        if (closed) {
            gone(new EofException("the client closed the connection"));
        }
    }

    private synchronized boolean isDecided() {
        return state != State.OPEN;
    }

    @Override
    public void whenUnanswered(Runnable newReport) {
        synchronized (this) {
            if (!unanswered) {
                report = newReport;
                return;
            }
        }
        newReport.run();
    }

    /** The client will not learn what became of its request. */
    void reportUnanswered() {
        Runnable due;
        synchronized (this) {
            unanswered = true;
            due = report;
            report = null;
        }
        if (due != null) {
            inBackground(due);
        }
    }

    /** Reports may block, and the threads that learn of hang-ups must not. */
    private void inBackground(Runnable work) {
        inFlight.enter();
        Runnable counted = () -> {
            try {
                work.run();
            } finally {
                inFlight.leave();
            }
        };
        try {
            executor.execute(counted);
        } catch (RejectedExecutionException e) {
            counted.run();
        }
    }

    private void gone(Throwable cause) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.GONE;
            failure = cause;
        }
        arrivals.release();
        reportUnanswered();
        sent(null);
    }

    /** The work has ended with this answer. Does not block. */
    void answer(Outgoing outgoing) {
        if (decide()) {
            send(outgoing);
        }
        synchronized (this) {
            working = false;
        }
        completeIfDone();
    }

    /** Sends an answer while the work goes on, which then counts as unanswered. Does not block. */
    void answerEarly(Outgoing outgoing) {
        if (decide()) {
            arrivals.release();
            // First, since the client may send its request again as soon as it has this answer.
            reportUnanswered();
            send(outgoing);
        }
    }

    private synchronized boolean decide() {
        if (state != State.OPEN) {
            return false;
        }
        state = State.ANSWERED;
        return true;
    }

    private void send(Outgoing outgoing) {
        hangUps.forget(this);
        try {
            response.setStatus(outgoing.response().status());
            HttpFields.Mutable headers = response.getHeaders();
            for (Header header : outgoing.response().headers()) {
                headers.add(header.name(), header.value());
            }
            if (!outgoing.trailers().isEmpty()) {
                HttpFields.Mutable trailers = HttpFields.build();
                for (Header trailer : outgoing.trailers()) {
                    trailers.add(trailer.name(), trailer.value());
                }
                response.setTrailersSupplier(() -> trailers);
            }
            ByteBuffer body = ByteBuffer.wrap(outgoing.response().body());
            response.write(
                    true, body, Callback.from(Invocable.InvocationType.NON_BLOCKING, () -> sent(null), this::sent));
        } catch (RuntimeException e) {
            // Jetty refuses to write for a request that has failed meanwhile.
            sent(e);
        }
    }

    /** @param cause why the answer was not written, or null */
    private void sent(Throwable cause) {
        synchronized (this) {
            if (!sending) {
                return;
            }
            sending = false;
            failure = failure == null ? cause : failure;
        }
        hangUps.forget(this);
        if (cause != null) {
            reportUnanswered();
        }
        completeIfDone();
    }

    private void completeIfDone() {
        synchronized (this) {
            if (working || sending || completed) {
                return;
            }
            completed = true;
            releaseChunk();
            unread.take();
        }
        // Again: the end of the body may have come after the answer.
        hangUps.forget(this);
        inFlight.leave();
        if (failure != null) {
            if (watchable != null) {
                // Else Jetty would send an answer of its own.
                watchable.close(failure);
            }
            callback.failed(failure);
        } else if (ended) {
            callback.succeeded();
        } else {
            unread.drain(asked, demanded);
        }
    }
}
