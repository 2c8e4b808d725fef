package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.avro.AvroFileReader;
import dev.otlp2parquet.iceberg.avro.AvroRecord;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.platform.Binary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the entries of a manifest of any writer and version, one after the other. Fills in the values that entries
 * inherit from the manifest list (specification, "Sequence Number Inheritance", "First Row ID Inheritance").
 */
public final class ManifestReader {

    private final AvroFileReader file;
    private final ManifestFile manifest;
    private final PartitionSpec spec;
    private final List<PrimitiveType> types;
    private Long nextRowId;

    /**
     * @param bytes the whole manifest; the reader uses it without a copy
     * @param manifest its entry in the list
     * @param spec the spec with the id of that entry
     * @param types types of the spec's values: {@link PartitionSpec#resultTypes}
     * @throws AvroException if the file is damaged
     */
    public ManifestReader(
            byte[] bytes, ManifestFile manifest, PartitionSpec spec, List<PrimitiveType> types, BlockCodecs codecs) {
        this.file = new AvroFileReader(bytes, codecs);
        this.manifest = manifest;
        this.spec = spec;
        this.types = types;
        this.nextRowId = manifest.content() == ManifestFile.DATA ? manifest.firstRowId() : null;
        if (file.type().indexOf(2) < 0) {
            throw new AvroException(manifest.path() + ": not a manifest: the field data_file with id 2 is missing");
        }
    }

    /** Returns the next entry, even a deleted one, or null at the end. */
    public ManifestEntry next() {
        AvroRecord entry = file.next();
        if (entry == null) {
            return null;
        }
        int status = (int) entry.requiredInt64(0);
        if (status < ManifestEntry.EXISTING || status > ManifestEntry.DELETED) {
            throw new AvroException(manifest.path() + ": an entry with the status " + status);
        }
        Long snapshotId = entry.int64(1);
        return new ManifestEntry(
                status,
                snapshotId == null ? Long.valueOf(manifest.addedSnapshotId()) : snapshotId,
                inherit(entry.int64(3), status),
                inherit(entry.int64(4), status),
                rowIds(dataFile(entry.record(2)), status));
    }

    private Long inherit(Long sequenceNumber, int status) {
        boolean inherits = status == ManifestEntry.ADDED || manifest.sequenceNumber() == 0;
        return sequenceNumber == null && inherits ? Long.valueOf(manifest.sequenceNumber()) : sequenceNumber;
    }

    private DataFile rowIds(DataFile data, int status) {
        if (nextRowId == null || status == ManifestEntry.DELETED || data.firstRowId() != null) {
            return data;
        }
        DataFile numbered = data.withFirstRowId(nextRowId);
        nextRowId += data.recordCount();
        return numbered;
    }

    private DataFile dataFile(AvroRecord data) {
        return new DataFile(
                data.int32Or(134, DataFile.DATA),
                data.requiredString(100),
                data.requiredString(101),
                PartitionValues.read(data.record(102), spec.fields(), types),
                data.requiredInt64(103),
                data.requiredInt64(104),
                new ColumnMetrics(
                        counts(data.list(108), 117, 118),
                        counts(data.list(109), 119, 120),
                        counts(data.list(110), 121, 122),
                        counts(data.list(137), 138, 139),
                        bounds(data.list(125), 126, 127),
                        bounds(data.list(128), 129, 130)),
                Binary.of(data.bytes(131)),
                longs(data.list(132)),
                ints(data.list(135)),
                data.int32(140),
                data.int64(142),
                data.string(143),
                data.int64(144),
                data.int64(145));
    }

    private static Map<Integer, Long> counts(List<?> entries, int keyId, int valueId) {
        if (entries == null) {
            return null;
        }
        Map<Integer, Long> map = new LinkedHashMap<>();
        for (Object entry : entries) {
            AvroRecord pair = pair(entry);
            map.put((int) pair.requiredInt64(keyId), pair.requiredInt64(valueId));
        }
        return map;
    }

    private static Map<Integer, Binary> bounds(List<?> entries, int keyId, int valueId) {
        if (entries == null) {
            return null;
        }
        Map<Integer, Binary> map = new LinkedHashMap<>();
        for (Object entry : entries) {
            AvroRecord pair = pair(entry);
            map.put((int) pair.requiredInt64(keyId), Binary.of(pair.requiredBytes(valueId)));
        }
        return map;
    }

    private static AvroRecord pair(Object entry) {
        if (entry instanceof AvroRecord pair) {
            return pair;
        }
        throw new AvroException("expected an array of key and value records");
    }

    private static List<Long> longs(List<?> items) {
        if (items == null) {
            return null;
        }
        List<Long> numbers = new ArrayList<>(items.size());
        for (Object item : items) {
            numbers.add(((Number) item).longValue());
        }
        return numbers;
    }

    private static List<Integer> ints(List<?> items) {
        if (items == null) {
            return null;
        }
        List<Integer> numbers = new ArrayList<>(items.size());
        for (Object item : items) {
            numbers.add(((Number) item).intValue());
        }
        return numbers;
    }
}
