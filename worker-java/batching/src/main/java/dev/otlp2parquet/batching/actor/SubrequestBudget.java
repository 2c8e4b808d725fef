package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;

/**
 * Counts the calls that leave an actor in one alarm. Hosts limit their number and fail all further calls. The
 * budget stops nobody: optional work asks first what is left.
 */
public final class SubrequestBudget {

    private int left;
    private int kept;

    public SubrequestBudget(int limit) {
        this.left = limit;
    }

    /** Calls that may still be made; negative if there were too many. */
    public int left() {
        return left - kept;
    }

    /** Reserves calls for others from now on. */
    public void keep(int calls) {
        kept = calls;
    }

    /** The given ports, counted by this budget. */
    public BatchingPorts counting(BatchingPorts ports) {
        LakePorts lake = ports.lake();
        HttpClient http = request -> {
            left--;
            return lake.http().send(request);
        };
        LakePorts counted = lake.through(new CountedStore(lake.store()), http, lake.clock());
        ActorCalls counting = (kind, name, message) -> {
            left--;
            return ports.actors().call(kind, name, message);
        };
        return new BatchingPorts(
                counted, ports.hasActors() ? counting : ActorCalls.NONE, ports.bodies(), ports.answers());
    }

    private final class CountedStore implements ObjectStore {

        private final ObjectStore store;

        CountedStore(ObjectStore store) {
            this.store = store;
        }

        @Override
        public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
            left--;
            return store.putIfAbsent(key, data, offset, length);
        }

        @Override
        public PendingPut begin(String key, byte[] data, int offset, int length) throws StoreException {
            left--;
            return store.begin(key, data, offset, length);
        }

        @Override
        public boolean exists(String key) throws StoreException {
            left--;
            return store.exists(key);
        }

        @Override
        public byte[] get(String key) throws StoreException {
            left--;
            return store.get(key);
        }
    }
}
