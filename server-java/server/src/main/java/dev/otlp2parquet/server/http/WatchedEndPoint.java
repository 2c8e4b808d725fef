package dev.otlp2parquet.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be asked whether its client has closed it, while nobody reads from it. Java has no way to look at a socket
 * without reading, so the bytes that are found meanwhile, such as a pipelined request, are kept for the next reader.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {

    /** More bytes than this are not looked behind. */
    private static final int MOST_KEPT = 4096;

    private final Executor executor;
    private ByteBuffer kept;

    WatchedEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Executor executor) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
    }

    /** Whether the client has closed the connection, or its sending side. Does not block. */
    synchronized boolean isClosedByPeer() {
        if (kept == null) {
            kept = ByteBuffer.allocate(MOST_KEPT);
        }
        if (!kept.hasRemaining()) {
            return false;
        }
        try {
            return getChannel().read(kept) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public synchronized int fill(ByteBuffer buffer) throws IOException {
        if (!hasKept()) {
            return super.fill(buffer);
        }
        kept.flip();
        int position = BufferUtil.flipToFill(buffer);
        int count = BufferUtil.put(kept, buffer);
        BufferUtil.flipToFlush(buffer, position);
        kept.compact();
        return count;
    }

    @Override
    protected void needsFillInterest() {
        if (hasKept()) {
            // The selector knows nothing of these bytes.
            executor.execute(() -> getFillInterest().fillable());
        } else {
            super.needsFillInterest();
        }
    }

    private synchronized boolean hasKept() {
        return kept != null && kept.position() > 0;
    }
}
