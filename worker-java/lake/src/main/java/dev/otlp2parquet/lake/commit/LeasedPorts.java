package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.Lease;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;

/**
 * The ports of a leader. Each blocking call renews the lease for as long as the call may take. If the lead is lost when
 * the call ends, it throws {@link Lease.LostException}, whether the call succeeded or failed: its result says nothing
 * to a leader that was replaced, because the batch is its successor's.
 */
final class LeasedPorts {

    /**
     * The host's time limit for a put, and one more second for this many bytes. A read takes up to twice as long, for
     * its head and its body.
     */
    private static final long STORE_MILLIS = 30_000;

    private static final int BYTES_PER_SECOND = 256 << 10;

    /** What a call may take beyond its time limit. */
    private static final long MARGIN_MILLIS = 5_000;

    private final LakePorts ports;
    private final Lease lease;

    private LeasedPorts(LakePorts ports, Lease lease) {
        this.ports = ports;
        this.lease = lease;
    }

    /** Returns the longest silence of a live leader before its first call. */
    static long firstMillis() {
        return STORE_MILLIS;
    }

    static LakePorts of(LakePorts ports, Lease lease) {
        LeasedPorts leased = new LeasedPorts(ports, lease);
        return ports.through(leased.store(), leased.http(), leased.clock());
    }

    private void before(long millis) {
        lease.check();
        lease.renew(ports.clock().unixMillis(), millis);
    }

    private HttpClient http() {
        return new HttpClient() {
            @Override
            public HttpResponse send(HttpRequest request) {
                before(request.timeoutMillis() + MARGIN_MILLIS);
                try {
                    return ports.http().send(request);
                } finally {
                    lease.check();
                }
            }
        };
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public long unixNanos() {
                return ports.clock().unixNanos();
            }

            @Override
            public long unixMillis() {
                return ports.clock().unixMillis();
            }

            @Override
            public void sleep(long millis) {
                before(millis + MARGIN_MILLIS);
                try {
                    ports.clock().sleep(millis);
                } finally {
                    lease.check();
                }
            }
        };
    }

    private ObjectStore store() {
        return new ObjectStore() {
            @Override
            public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
                // Were the lead lost before the failure is known, one after the other would lead and none would ever
                // tell.
                before(STORE_MILLIS + 1000L * length / BYTES_PER_SECOND + MARGIN_MILLIS);
                try {
                    return ports.store().putIfAbsent(key, data, offset, length);
                } finally {
                    lease.check();
                }
            }

            @Override
            public byte[] get(String key) throws StoreException {
                before(2 * STORE_MILLIS + MARGIN_MILLIS);
                try {
                    return ports.store().get(key);
                } finally {
                    lease.check();
                }
            }
        };
    }
}
