package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.avro.AvroFileReader;
import dev.otlp2parquet.iceberg.avro.AvroRecord;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.iceberg.manifest.ManifestFile.PartitionSummary;
import dev.otlp2parquet.platform.Binary;
import java.util.ArrayList;
import java.util.List;

/** Reads the manifest list of a snapshot, of any writer and version. */
public final class ManifestListReader {

    private ManifestListReader() {}

    /**
     * Reads all manifests of a list, in its order.
     *
     * @param bytes the whole list
     * @throws AvroException if the list is damaged
     */
    public static List<ManifestFile> read(byte[] bytes, BlockCodecs codecs) {
        AvroFileReader file = new AvroFileReader(bytes, codecs);
        if (file.type().indexOf(500) < 0) {
            throw new AvroException("not a manifest list: the field manifest_path with id 500 is missing");
        }
        List<ManifestFile> manifests = new ArrayList<>();
        for (AvroRecord record = file.next(); record != null; record = file.next()) {
            manifests.add(manifest(record));
        }
        return manifests;
    }

    private static ManifestFile manifest(AvroRecord record) {
        // What version 1 does not have: content is data, sequence numbers are 0, counts are optional.
        return new ManifestFile(
                record.requiredString(500),
                record.requiredInt64(501),
                record.int32Or(502, 0),
                record.int32Or(517, ManifestFile.DATA),
                record.int64Or(515, 0),
                record.int64Or(516, 0),
                record.int64Or(503, 0),
                record.int32Or(504, -1),
                record.int32Or(505, -1),
                record.int32Or(506, -1),
                record.int64Or(512, -1),
                record.int64Or(513, -1),
                record.int64Or(514, -1),
                summaries(record.list(507)),
                Binary.of(record.bytes(519)),
                record.int64(520));
    }

    private static List<PartitionSummary> summaries(List<?> items) {
        if (items == null) {
            return null;
        }
        List<PartitionSummary> summaries = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof AvroRecord summary)) {
                throw new AvroException("expected an array of field summaries");
            }
            summaries.add(new PartitionSummary(
                    Boolean.TRUE.equals(summary.bool(509)),
                    summary.bool(518),
                    Binary.of(summary.bytes(510)),
                    Binary.of(summary.bytes(511))));
        }
        return summaries;
    }
}
