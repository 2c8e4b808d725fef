package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A store and a catalog whose calls fail before their effect, after it, late, or take long, for a part of all calls. */
final class FaultyWorld {

    private final Random random;
    private final int percent;
    private final Executor threads;
    private final AtomicInteger injected = new AtomicInteger();
    private volatile boolean healed;

    FaultyWorld(long seed, int percent, Executor threads) {
        this.random = new Random(seed);
        this.percent = percent;
        this.threads = threads;
    }

    private enum Fault {
        NONE,
        FAIL_BEFORE,
        FAIL_AFTER,
        DELAY,
        LATE
    }

    void heal() {
        healed = true;
    }

    int injected() {
        return injected.get();
    }

    private synchronized Fault next() {
        if (healed || random.nextInt(100) >= percent) {
            return Fault.NONE;
        }
        injected.incrementAndGet();
        return Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
    }

    private synchronized void pause() {
        sleep(random.nextInt(100));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ObjectStore store(ObjectStore store) {
        return new ObjectStore() {
            @Override
            public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
                Fault fault = next();
                if (fault == Fault.LATE) {
                    byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
                    threads.execute(() -> {
                        pause();
                        try {
                            store.putIfAbsent(key, copy, 0, copy.length);
                        } catch (StoreException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    throw failure();
                }
                if (fault == Fault.DELAY) {
                    pause();
                }
                if (fault == Fault.FAIL_BEFORE) {
                    throw failure();
                }
                PutOutcome outcome = store.putIfAbsent(key, data, offset, length);
                if (fault == Fault.FAIL_AFTER) {
                    throw failure();
                }
                return outcome;
            }

            @Override
            public byte[] get(String key) throws StoreException {
                if (next() != Fault.NONE) {
                    throw failure();
                }
                return store.get(key);
            }

            private static StoreException failure() {
                return new StoreException("as the test asked", true);
            }
        };
    }

    HttpClient http(HttpClient http) {
        return request -> {
            Fault fault = next();
            if (fault == Fault.LATE) {
                threads.execute(() -> {
                    pause();
                    ignoreFailure(http, request);
                });
                throw new HttpFailure("as the test asked");
            }
            if (fault == Fault.DELAY) {
                pause();
            }
            if (fault == Fault.FAIL_BEFORE) {
                throw new HttpFailure("as the test asked");
            }
            HttpResponse response = http.send(request);
            if (fault == Fault.FAIL_AFTER) {
                throw new HttpFailure("as the test asked");
            }
            return response;
        };
    }

    private static void ignoreFailure(HttpClient http, HttpRequest request) {
        try {
            http.send(request);
        } catch (HttpFailure e) {
            // Nobody waits for it.
        }
    }
}
