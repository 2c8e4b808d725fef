package dev.otlp2parquet.ingest;

import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The requests of an isolate as the platform runs them: one at a time, each until it blocks, then another. Which one comes next and
 * how long a call takes follows from a seed; time is virtual. A request can be made to die or to sleep for long at any of its
 * blocking calls, as one whose client goes away.
 */
final class Interleaving {

    private static final long MOST_STEPS = 200_000;

    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final Semaphore scheduler = new Semaphore(0);
    private Task current;
    private long now;
    private long slowFrom = Long.MAX_VALUE;

    /** One request: a thread that runs only while it has the baton. */
    static final class Task {
        private final Semaphore baton = new Semaphore(0);
        private Thread thread;
        private long wakesAt;
        private int calls;
        private int stopsAt = -1;
        private boolean stopsAfterTheEffect;
        private long stopMillis;
        private boolean failsThere;
        private boolean dead;
        private boolean done;
        private Throwable failure;

        /**
         * Never comes back from a blocking call.
         *
         * @param call counted from 1
         * @param effect whether what the call does is done before
         */
        Task diesAt(int call, boolean effect) {
            return pausesAt(call, effect, -1);
        }

        /** Comes back from a blocking call only after a long time. */
        Task pausesAt(int call, boolean effect, long millis) {
            stopsAt = call;
            stopsAfterTheEffect = effect;
            stopMillis = millis;
            return this;
        }

        /** The call at which it stops fails for it, whether it had an effect or not. Waiting cannot fail. */
        Task andFails() {
            failsThere = true;
            return this;
        }

        /** Blocking calls made. */
        int calls() {
            return calls;
        }

        boolean died() {
            return dead;
        }
    }

    /** @param startMillis where virtual time begins */
    Interleaving(long seed, long startMillis) {
        random = new Random(seed);
        now = startMillis;
    }

    /** Adds a request that begins so many milliseconds after the start. */
    Task add(long afterMillis, Runnable request) {
        Task task = new Task();
        task.wakesAt = now + afterMillis;
        task.thread = new Thread(() -> {
            task.baton.acquireUninterruptibly();
            try {
                request.run();
            } catch (Throwable e) {
                task.failure = e;
            }
            task.done = true;
            scheduler.release();
        });
        task.thread.setDaemon(true);
        tasks.add(task);
        return task;
    }

    /** Runs all requests to their ends. Rethrows the first failure. */
    void run() {
        for (Task task : tasks) {
            task.thread.start();
        }
        long steps = 0;
        for (Task next = next(); next != null; next = next()) {
            if (steps++ == MOST_STEPS) {
                throw new AssertionError("the requests do not come to an end");
            }
            now = Math.max(now, next.wakesAt);
            current = next;
            next.baton.release();
            scheduler.acquireUninterruptibly();
        }
        for (Task task : tasks) {
            if (task.failure != null) {
                throw new AssertionError("a request failed", task.failure);
            }
        }
        tasks.clear();
    }

    /** Any of those that could run, else the one that can first. */
    private Task next() {
        List<Task> ready = new ArrayList<>();
        Task first = null;
        for (Task task : tasks) {
            if (task.done || task.dead) {
                continue;
            }
            if (task.wakesAt <= now) {
                ready.add(task);
            }
            if (first == null || task.wakesAt < first.wakesAt) {
                first = task;
            }
        }
        return ready.isEmpty() ? first : ready.get(random.nextInt(ready.size()));
    }

    /** @param loss how the call fails when its answer is lost; null if it cannot fail */
    private <T> T blocking(long millis, Callable<T> effect, Supplier<Exception> loss) throws Exception {
        Task task = current;
        boolean stops = ++task.calls == task.stopsAt;
        boolean effectFirst = stops ? task.stopsAfterTheEffect : random.nextBoolean();
        T result = null;
        Exception failure = null;
        if (effectFirst) {
            try {
                result = effect.call();
            } catch (Exception e) {
                failure = e;
            }
        }
        task.dead = stops && task.stopMillis < 0;
        task.wakesAt = now + (stops ? task.stopMillis : millis);
        scheduler.release();
        task.baton.acquireUninterruptibly();
        if (stops && task.failsThere && loss != null) {
            throw loss.get();
        }
        if (failure != null) {
            throw failure;
        }
        return effectFirst ? result : effect.call();
    }

    /** From a time on each call takes ten seconds, as when a network is about to fail: less than anything that waits for it. */
    void slowFrom(long unixMillis) {
        slowFrom = unixMillis;
    }

    private long latency() {
        return now >= slowFrom ? 10_000 : 1L + random.nextInt(40);
    }

    /** Blocking calls that throw nothing checked. */
    private <T> T quietly(long millis, Callable<T> effect, Supplier<Exception> loss) {
        try {
            return blocking(millis, effect, loss);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private <T> T storing(Callable<T> effect) throws StoreException {
        try {
            return blocking(latency(), effect, () -> new StoreException("the bucket does not answer", true));
        } catch (StoreException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    Clock clock() {
        return new Clock() {
            @Override
            public long unixNanos() {
                return now * 1_000_000;
            }

            @Override
            public void sleep(long millis) {
                quietly(millis, () -> null, null);
            }
        };
    }

    HttpClient over(HttpClient http) {
        return request -> quietly(latency(), () -> http.send(request), () -> new HttpFailure("connection reset"));
    }

    ObjectStore over(ObjectStore store) {
        return new ObjectStore() {
            @Override
            public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
                return storing(() -> store.putIfAbsent(key, data, offset, length));
            }

            @Override
            public byte[] get(String key) throws StoreException {
                return storing(() -> store.get(key));
            }
        };
    }
}
