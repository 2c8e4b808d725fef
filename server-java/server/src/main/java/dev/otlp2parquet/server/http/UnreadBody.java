package dev.otlp2parquet.server.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads the rest of a body whose request is answered, and throws it away, within limits and on no thread of its own. If the connection
 * were closed at once, while the client still sends, the client's system would drop the answer with the connection: an exporter would
 * see a broken network, and send again what was refused for good.
 */
final class UnreadBody implements Invocable.Task {

    private final Request request;
    private final Callback callback;
    private final HttpLimits limits;
    private final AtomicBoolean completed = new AtomicBoolean();
    private volatile boolean taken;
    private volatile long begun;
    private volatile Scheduler.Task silence;
    private long left;

    UnreadBody(Request request, Callback callback, HttpLimits limits) {
        this.request = request;
        this.callback = callback;
        this.limits = limits;
        this.left = limits.unreadBytes();
    }

    /** From now on arriving bytes are for this object. */
    void take() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    /**
     * Reads to the end, then completes the request. Does not block.
     *
     * @param asked whether any of the body was asked for
     * @param demanded whether {@link #run} is called anyway when something arrives
     */
    void drain(boolean asked, boolean demanded) {
        if (!asked && request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString())) {
            // The client waits with its body, and to read would ask for it.
            complete(null);
            return;
        }
        begun = System.nanoTime();
        if (demanded) {
            waitForMore();
        } else {
            run();
        }
    }

    private void waitForMore() {
        Scheduler.Task timeout = request.getComponents()
                .getScheduler()
                .schedule(this::giveUp, limits.bodySilence().toMillis(), TimeUnit.MILLISECONDS);
        silence = timeout;
        if (completed.get()) {
            timeout.cancel();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        stopWaiting();
        while (!completed.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                waitForMore();
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                complete(chunk.getFailure());
                return;
            }
            left -= chunk.remaining();
            boolean last = chunk.isLast();
            chunk.release();
            if (last
                    || left < 0
                    || System.nanoTime() - begun > limits.bodyGrace().toNanos()) {
                complete(null);
            }
        }
    }

    /**
     * The client stays silent, so it has its answer or does not read it. HTTP/1.1 closes the connection. HTTP/2 tells the client that
     * no more is wanted (RFC 9113, section 8.1); Jetty alone would say CANCEL, for which clients drop the answer.
     */
    private void giveUp() {
        if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection http2) {
            int id = Integer.parseInt(request.getId());
            Stream stream = http2.getSession().getStream(id);
            if (stream != null) {
                stream.reset(new ResetFrame(id, ErrorCode.NO_ERROR.code), Callback.NOOP);
            }
        }
        complete(HttpStream.CONTENT_NOT_CONSUMED);
    }

    private void stopWaiting() {
        Scheduler.Task timeout = silence;
        if (timeout != null) {
            timeout.cancel();
        }
    }

    private void complete(Throwable failure) {
        if (!completed.compareAndSet(false, true)) {
            return;
        }
        stopWaiting();
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }
}
