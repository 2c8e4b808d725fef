package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.jvm.JavaDataFiles;
import dev.otlp2parquet.iceberg.jvm.LakeOfClients;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * Data files of the table of {@link LakeOfClients#definition}, written by Iceberg's Java library so that nothing of ours is needed to read
 * them, and appended by ours.
 */
final class FilesOfRows {

    private final LakeOfClients lake;

    FilesOfRows(LakeOfClients lake) {
        this.lake = lake;
    }

    /** A file of rows whose service is {@code name-0}, {@code name-1}, ... in one hour. */
    AppendedFile write(TableIdentifier name, TableMetadata metadata, String service, int rows, int hour) {
        return new AppendedFile(
                0,
                List.of(PrimitiveType.INT),
                JavaDataFiles.ours(javaFile(lake.table(name), metadata.location(), service, rows, hour)));
    }

    private org.apache.iceberg.DataFile javaFile(Table table, String location, String service, int rows, int hour) {
        String path = location + "/data/" + UUID.randomUUID() + ".parquet";
        PartitionData partition = new PartitionData(table.specs().get(0).partitionType());
        partition.set(0, hour);
        try {
            DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(path))
                    .schema(table.schema())
                    .withSpec(table.specs().get(0))
                    .withPartition(partition)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                for (int i = 0; i < rows; i++) {
                    GenericRecord row = GenericRecord.create(table.schema());
                    row.setField(
                            "Timestamp",
                            OffsetDateTime.parse("1970-01-01T00:00:00Z")
                                    .plusHours(hour)
                                    .plusSeconds(i));
                    row.setField("ServiceName", service + "-" + i);
                    row.setField("Attributes", Map.of("k", "v" + i));
                    writer.write(row);
                }
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Services of all rows that Iceberg's Java library reads from the table, sorted: each row once. */
    List<String> servicesIn(TableIdentifier name) {
        return lake.texts(String.join(".", name.namespace()), name.name(), "ServiceName");
    }

    static List<String> rows(String service, int rows) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            names.add(service + "-" + i);
        }
        return names;
    }
}
