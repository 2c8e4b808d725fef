package dev.otlp2parquet.bench;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writers as parquet-java has them by default, with zstd. The encodings of its version 2 make these files slower to write and larger.
 */
final class Writers {

    private static final Configuration HADOOP = new Configuration(false);

    private Writers() {}

    static <T> ParquetWriter<T> open(MemoryFile file, WriteSupport<T> support) throws IOException {
        return new Builder<>(file, support)
                .withConf(HADOOP)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupRowCountLimit(32_768)
                .build();
    }

    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {

        private final WriteSupport<T> support;

        Builder(MemoryFile file, WriteSupport<T> support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        /** parquet-java's older way of asking, which it still demands. */
        @Override
        @Deprecated
        protected WriteSupport<T> getWriteSupport(Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }
}
