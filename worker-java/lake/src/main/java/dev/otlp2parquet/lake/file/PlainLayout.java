package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.text.Hex;
import java.util.ArrayList;
import java.util.List;

/**
 * Plain files of a range of requests: one for each service and hour. Their names follow from the range and not from their
 * content, so that the same rows are found again although another version of the program would encode them otherwise.
 */
public final class PlainLayout implements FileLayout {

    /** Bytes of the hash that tells apart services that share a segment. */
    private static final int SERVICE_HASH = 8;

    private final LakeConfig config;
    private final TableDefinition definition;
    private final Digest digest;
    private final String name;
    private final PlainKeys keys;
    private final ParquetFileWriter writer;

    /** @param name of the range, of characters that keys may have */
    public PlainLayout(
            LakeConfig config, TableDefinition definition, Compressor compressor, Digest digest, String name) {
        this.config = config;
        this.definition = definition;
        this.digest = digest;
        this.name = name;
        this.keys = new PlainKeys(config.keyPrefix());
        this.writer = new ParquetFileWriter(FileOptions.plain(config, definition), compressor);
    }

    private record Place(String segment, long hour) {}

    @Override
    public Table table() {
        return definition.table();
    }

    @Override
    public List<FileRows> split(RowBatch batch, boolean[] chosen) {
        Partitions partitions = Partitions.of(definition, batch, config.partitionByService(), chosen);
        List<FileRows> files = new ArrayList<>(partitions.count());
        for (int i = 0; i < partitions.count(); i++) {
            String segment = partitions.serviceSegment(i);
            String last = segment;
            if (segment != null && !ServiceSegment.isWhole(segment, partitions.service(i))) {
                // Other services may have the same segment: their files must not take each other's place.
                byte[] service = partitions.service(i);
                last = segment + "/" + Hex.of(digest.sha256(service, 0, service.length), SERVICE_HASH);
            }
            files.add(new FileRows(
                    partitions.hour(i) + "/" + last,
                    partitions.rows(i),
                    partitions.firstMicros(i),
                    new Place(last, partitions.hour(i))));
        }
        return files;
    }

    @Override
    public ParquetFile write(RowBatch batch, FileRows rows) {
        return writer.write(batch, rows.rows());
    }

    @Override
    public OpenParquetFile open() {
        return writer.open(definition.schema());
    }

    @Override
    public NamedFile named(FileRows rows, long firstMicros, ParquetFile file) {
        Place place = (Place) rows.source();
        String segment = place.segment();
        String suffix = "";
        int hash = segment == null ? -1 : segment.indexOf('/');
        if (hash >= 0) {
            suffix = "-" + segment.substring(hash + 1);
            segment = segment.substring(0, hash);
        }
        return new NamedFile(keys.key(definition.table(), segment, place.hour(), firstMicros, name + suffix), null);
    }

    @Override
    public String tableUuid() {
        return "";
    }
}
