package dev.otlp2parquet.catalog;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** A queue of faults that the next commits meet, one each, in front of any catalog. */
public final class CommitFaults {

    private final int hangMillis;
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Runnable> beforeCommit = new AtomicReference<>();
    private final AtomicInteger commits = new AtomicInteger();

    /**
     * An empty queue.
     *
     * @param hangMillis how long {@link Fault#HANG_BEFORE} and {@link Fault#HANG_AFTER} hold an answer back
     */
    public CommitFaults(int hangMillis) {
        this.hangMillis = hangMillis;
    }

    /** The next commits meet these, one each. */
    public void inject(Fault... next) {
        faults.addAll(Arrays.asList(next));
    }

    /** Forgets what {@link #inject} and {@link #beforeNextCommit} have left. */
    public void clear() {
        faults.clear();
        beforeCommit.set(null);
    }

    /** Runs something when the next commit has arrived, before it is acted on. */
    public void beforeNextCommit(Runnable action) {
        beforeCommit.set(action);
    }

    /** Commits that have arrived. */
    public int commits() {
        return commits.get();
    }

    /**
     * Lets a commit meet its fault, or passes it on.
     *
     * @param chain applies the commit and answers it
     */
    public void commit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        commits.incrementAndGet();
        Runnable action = beforeCommit.getAndSet(null);
        if (action != null) {
            action.run();
        }
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.poll();
        if (fault == Fault.NONE) {
            chain.doFilter(request, response);
            return;
        }
        if (fault.appliesFirst()) {
            chain.doFilter(request, discarding(response));
        }
        answer(fault, request, response);
    }

    private void answer(Fault fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (fault) {
            case CONFLICT_BEFORE, CONFLICT_AFTER ->
                CatalogDoor.error(response, 409, "CommitFailedException", "injected");
            case ERROR_BEFORE -> CatalogDoor.error(response, 500, "InternalServerError", "injected");
            case UNAVAILABLE_BEFORE, UNAVAILABLE_AFTER ->
                CatalogDoor.plainText(response, 503, "upstream connect error");
            case RESET_BEFORE, RESET_AFTER ->
                ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close();
            case HANG_BEFORE, HANG_AFTER -> hang(request, response);
            case THROTTLED -> {
                response.setHeader("Retry-After", "7");
                CatalogDoor.plainText(response, 429, "too many requests");
            }
            case CONCURRENT_UPDATE_BEFORE, CONCURRENT_UPDATE_AFTER ->
                CatalogDoor.error(response, 400, "ConcurrentUpdateError", "the table was updated concurrently");
            case UNAUTHORIZED -> CatalogDoor.plainText(response, 401, "token expired");
            case FORBIDDEN -> CatalogDoor.plainText(response, 403, "forbidden");
            case NONE -> throw new IllegalStateException("no fault to answer");
        }
    }

    /** A client that asks for it is told at once that no answer comes, so that tests need not wait until it gives up. */
    private void hang(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("x-tell-when-hanging") != null) {
            response.setHeader("x-hanging", "true");
            return;
        }
        try {
            Thread.sleep(hangMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer of a commit that was applied, of which the client never hears. */
    private static HttpServletResponse discarding(HttpServletResponse response) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new HttpServletResponseWrapper(response) {
            @Override
            public PrintWriter getWriter() {
                return nowhere;
            }

            @Override
            public void setStatus(int status) {
                if (status >= 300) {
                    throw new IllegalStateException("a commit that was to be applied failed with " + status);
                }
            }
        };
    }
}
