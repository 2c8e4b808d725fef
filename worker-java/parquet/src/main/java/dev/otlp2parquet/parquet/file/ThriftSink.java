package dev.otlp2parquet.parquet.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TTransport;

/** Appends Thrift structures in the compact protocol (parquet.thrift, header comment) to a {@link ByteSink}. */
final class ThriftSink {

    private final TCompactProtocol protocol;

    ThriftSink(ByteSink sink) {
        protocol = new TCompactProtocol(new SinkTransport(sink));
    }

    void write(TBase<?, ?> structure) {
        try {
            structure.write(protocol);
        } catch (TException e) {
            throw new IllegalStateException("A structure of the file's metadata is not complete: " + e.getMessage(), e);
        }
    }

    /** The least a transport can be: write only, nothing to open or close. */
    private static final class SinkTransport extends TTransport {

        private final ByteSink sink;

        SinkTransport(ByteSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            sink.write(buffer, offset, length);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void open() {}

        @Override
        public void close() {}

        @Override
        public int read(byte[] buffer, int offset, int length) {
            throw new UnsupportedOperationException("write only");
        }

        @Override
        public TConfiguration getConfiguration() {
            return TConfiguration.DEFAULT;
        }

        @Override
        public void updateKnownMessageSize(long size) {}

        @Override
        public void checkReadBytesAvailable(long bytes) {}
    }
}
