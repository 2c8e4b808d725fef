package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/** Plain files: one per hour, and per service where the configuration asks for it. Their keys name both. */
final class PlainLayout implements FileLayout {

    /** Bytes of the hash that distinguishes services with the same segment. */
    private static final int SERVICE_HASH = 8;

    private final LakeConfig config;
    private final TableShape table;
    private final Digest digest;
    private final FileNames names;
    private final PlainKeys keys;
    private final ParquetFileWriter writer;
    private final ObjectStore store;

    PlainLayout(LakeConfig config, TableShape table, LakePorts ports, FileNames names) {
        this.config = config;
        this.table = table;
        this.store = ports.store();
        this.digest = ports.digest();
        this.names = names;
        this.keys = new PlainKeys(config.keyPrefix());
        this.writer = new ParquetFileWriter(FileOptions.plain(config, table), ports.compressor());
    }

    /** Rows of an hour, and perhaps of a service. */
    private final class PlainRows extends FileRows {
        private final String segment;
        private final String hash;
        private final long hour;

        /**
         * Makes the rows of a file.
         *
         * @param segment of the service, or null
         * @param hash of its name if other services may have the same segment, else empty
         */
        PlainRows(RowSelection rows, long firstMicros, String segment, String hash, long hour) {
            super(hour + "/" + segment + (hash.isEmpty() ? "" : "/" + hash), rows, firstMicros);
            this.segment = segment;
            this.hash = hash;
            this.hour = hour;
        }

        @Override
        public NamedFile named(ParquetFile file, long earliestMicros) {
            return new NamedFile(keys.key(table, segment, hour, earliestMicros, names.name(file, hash)), null);
        }
    }

    @Override
    public TableShape table() {
        return table;
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public List<FileRows> split(RowBatch batch, boolean[] chosen) {
        return files(Partitions.of(table, batch, config.partitionByService(), chosen));
    }

    @Override
    public List<FileRows> splitRequest(RowBatch batch, int before) {
        Partitions partitions = Partitions.of(table, batch, config.partitionByService(), null);
        TooManyFilesException.check(before + partitions.count());
        return files(partitions);
    }

    private List<FileRows> files(Partitions partitions) {
        List<FileRows> files = new ArrayList<>(partitions.count());
        for (int i = 0; i < partitions.count(); i++) {
            String segment = partitions.serviceSegment(i);
            String hash = "";
            if (segment != null && !ServiceSegment.isWhole(segment, partitions.service(i))) {
                // Other services may have the same segment: their files must not take each other's place.
                byte[] service = partitions.service(i);
                hash = Hex.of(digest.sha256(service, 0, service.length), SERVICE_HASH);
            }
            files.add(new PlainRows(partitions.rows(i), partitions.firstMicros(i), segment, hash, partitions.hour(i)));
        }
        return files;
    }

    @Override
    public ParquetFile write(RowBatch batch, FileRows rows) {
        return writer.write(batch, rows.rows());
    }

    @Override
    public OpenParquetFile open() {
        return writer.open(table.schema());
    }

    @Override
    public String tableUuid() {
        return "";
    }

    @Override
    public long sequenceNumber() {
        return 0;
    }
}
