package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.avro.AvroFileWriter;
import dev.otlp2parquet.iceberg.avro.AvroOutput;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.platform.Binary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a manifest of data files in memory and counts its content. */
public final class ManifestWriter {

    private final int version;
    private final PartitionSpec spec;
    private final List<PrimitiveType> types;
    private final AvroFileWriter file;
    private final PartitionSummarizer summarizer;
    private final int[] files = new int[3];
    private final long[] rows = new long[3];
    private long minSequenceNumber = Long.MAX_VALUE;

    /**
     * @param schema the table's schema, for the metadata
     * @param spec the spec of all files of the manifest
     * @param types types of the spec's values: {@link PartitionSpec#resultTypes}
     * @param sync 16 bytes, different for each file
     */
    public ManifestWriter(
            ManifestFormat format, IcebergSchema schema, PartitionSpec spec, List<PrimitiveType> types, byte[] sync) {
        this.version = format.version();
        this.spec = spec;
        this.types = types;
        summarizer = new PartitionSummarizer(types);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("schema", schema.json().toJson());
        metadata.put("schema-id", Integer.toString(schema.schemaId()));
        metadata.put("partition-spec", spec.fieldsJson().toJson());
        metadata.put("partition-spec-id", Integer.toString(spec.specId()));
        metadata.put("format-version", Integer.toString(version));
        metadata.put("content", "data");
        String avroSchema =
                AvroSchemas.manifestEntry(version, spec.fields(), types).toJson();
        file = new AvroFileWriter(avroSchema, metadata, sync, format.codecs());
    }

    /**
     * Appends an entry.
     *
     * @throws IllegalArgumentException if the entry is not a data file, or an existing entry lacks sequence numbers
     */
    public void add(ManifestEntry entry) {
        DataFile data = entry.file();
        if (data.content() != DataFile.DATA) {
            throw new IllegalArgumentException(data.path() + ": a file of deletes in a manifest of data files");
        }
        if (entry.status() != ManifestEntry.ADDED
                && (entry.sequenceNumber() == null || entry.fileSequenceNumber() == null)) {
            throw new IllegalArgumentException(data.path() + ": an entry that is not new needs its sequence numbers");
        }
        writeEntry(entry);
        file.endRecord();
        files[entry.status()]++;
        rows[entry.status()] += data.recordCount();
        summarizer.add(data.partition());
        if (entry.isLive() && entry.sequenceNumber() != null) {
            minSequenceNumber = Math.min(minSequenceNumber, entry.sequenceNumber());
        }
    }

    /** Returns the bytes so far: an upper estimate. */
    public int size() {
        return file.size();
    }

    public int entries() {
        return files[0] + files[1] + files[2];
    }

    /** Closes the manifest and returns its bytes. */
    public byte[] finish() {
        return file.finish();
    }

    /**
     * Describes the finished manifest for the list.
     *
     * @param length length of the result of {@link #finish()}
     */
    public ManifestFile describe(String path, long length, long addedSnapshotId) {
        boolean known = files[ManifestEntry.ADDED] == 0 && minSequenceNumber != Long.MAX_VALUE;
        return new ManifestFile(
                path,
                length,
                spec.specId(),
                ManifestFile.DATA,
                ManifestFile.UNASSIGNED,
                known ? minSequenceNumber : ManifestFile.UNASSIGNED,
                addedSnapshotId,
                files[ManifestEntry.ADDED],
                files[ManifestEntry.EXISTING],
                files[ManifestEntry.DELETED],
                rows[ManifestEntry.ADDED],
                rows[ManifestEntry.EXISTING],
                rows[ManifestEntry.DELETED],
                summarizer.summaries(),
                null,
                null);
    }

    private void writeEntry(ManifestEntry entry) {
        AvroOutput out = file.record();
        out.integer(entry.status());
        out.optionalInteger(entry.snapshotId());
        out.optionalInteger(entry.sequenceNumber());
        out.optionalInteger(entry.fileSequenceNumber());
        DataFile data = entry.file();
        out.integer(data.content());
        out.string(data.path());
        out.string(data.format());
        PartitionValues.write(out, types, data.partition());
        out.integer(data.recordCount());
        out.integer(data.fileSize());
        ColumnMetrics metrics = data.metrics();
        counts(out, metrics.columnSizes());
        counts(out, metrics.valueCounts());
        counts(out, metrics.nullValueCounts());
        counts(out, metrics.nanValueCounts());
        bounds(out, metrics.lowerBounds());
        bounds(out, metrics.upperBounds());
        out.optionalBytes(Binary.arrayOrNull(data.keyMetadata()));
        integers(out, data.splitOffsets());
        integers(out, data.equalityIds());
        out.optionalInteger(data.sortOrderId());
        if (version >= 3) {
            out.optionalInteger(data.firstRowId());
        }
        out.optionalString(data.referencedDataFile());
        if (version >= 3) {
            out.optionalInteger(data.contentOffset());
            out.optionalInteger(data.contentSize());
        }
    }

    private static void counts(AvroOutput out, Map<Integer, Long> map) {
        if (out.present(map)) {
            out.beginArray(map.size());
            for (Map.Entry<Integer, Long> entry : map.entrySet()) {
                out.integer(entry.getKey());
                out.integer(entry.getValue());
            }
            out.endArray();
        }
    }

    private static void bounds(AvroOutput out, Map<Integer, Binary> map) {
        if (out.present(map)) {
            out.beginArray(map.size());
            for (Map.Entry<Integer, Binary> entry : map.entrySet()) {
                out.integer(entry.getKey());
                out.bytes(entry.getValue().array());
            }
            out.endArray();
        }
    }

    private static void integers(AvroOutput out, List<? extends Number> values) {
        if (out.present(values)) {
            out.beginArray(values.size());
            for (Number value : values) {
                out.integer(value.longValue());
            }
            out.endArray();
        }
    }
}
