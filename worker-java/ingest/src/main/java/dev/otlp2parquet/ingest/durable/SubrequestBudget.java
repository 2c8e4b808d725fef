package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.port.BatchingPorts;
import dev.otlp2parquet.ingest.port.CatalogPorts;
import dev.otlp2parquet.ingest.port.ObjectStore;
import dev.otlp2parquet.ingest.port.Ports;
import dev.otlp2parquet.ingest.port.StoreException;

/**
 * Counts the calls that leave a durable object in one alarm: hosts allow a number of them and fail what comes after. It stops
 * nobody; whoever does work of its own choice asks first what is left.
 */
final class SubrequestBudget {

    private int left;
    private int kept;

    SubrequestBudget(int limit) {
        this.left = limit;
    }

    /** Calls that may still be made; below zero if there were more. */
    int left() {
        return left - kept;
    }

    /** Keeps calls for others from now on. */
    void keep(int calls) {
        kept = calls;
    }

    /** The same ports, counted. */
    Ports counting(Ports ports) {
        CatalogPorts catalog = ports.catalog();
        BatchingPorts batching = ports.batching();
        return new Ports(
                new CountedStore(ports.store()),
                ports.compressor(),
                ports.digest(),
                ports.clock(),
                ports.random(),
                ports.log(),
                catalog == null
                        ? null
                        : new CatalogPorts(
                                request -> {
                                    left--;
                                    return catalog.http().send(request);
                                },
                                catalog.codecs(),
                                catalog.clock(),
                                catalog.random()),
                batching == null
                        ? null
                        : new BatchingPorts(
                                (kind, name, message) -> {
                                    left--;
                                    return batching.objects().call(kind, name, message);
                                },
                                batching.bodies(),
                                batching.clock(),
                                batching.random(),
                                batching.answers()));
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
