package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.port.DurablePorts;
import dev.otlp2parquet.ingest.port.ObjectKind;

/** Makes durable objects. */
public final class DurableObjects {

    private DurableObjects() {}

    /**
     * The object of a kind, for one instance of the host's object. Touches nothing: its database is opened by the first
     * call or alarm, which tell it its name too.
     *
     * @param gateway the configuration; with a {@link Gateway#problem()} the object keeps what it has and refuses calls
     */
    public static DurableObject open(ObjectKind kind, Gateway gateway) {
        return new DurableObject() {
            @Override
            public byte[] call(byte[] message, DurablePorts ports) {
                throw new UnsupportedOperationException(kind + " is not built yet: " + gateway.problem());
            }

            @Override
            public void alarm(DurablePorts ports) {
                throw new UnsupportedOperationException(kind + " is not built yet: " + gateway.problem());
            }
        };
    }
}
