package dev.otlp2parquet.iceberg.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.iceberg.commit.AppendCommitter;
import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.commit.PendingAppend;
import dev.otlp2parquet.iceberg.jvm.LakeOfClients;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.schema.SchemaConflictException;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.MapColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.json.JsonValue;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.SortOrderComparators;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches written by our Parquet writer into tables that somebody else changes, read by Iceberg's Java library. */
class EvolvedTableTest {

    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long START = 490_923 * HOUR_MICROS;

    /** The columns of {@link LakeOfClients#definition}, with ids of our own that the table does not share. */
    private static final Schema WRITER = new Schema(
            "logs",
            List.of(
                    Field.timestampMicros("Timestamp", Repetition.REQUIRED, 101),
                    Field.string("ServiceName", Repetition.REQUIRED, 102),
                    Field.int32("Count", Repetition.OPTIONAL, 103),
                    Field.float64("Value", Repetition.OPTIONAL, 104),
                    Field.map(
                            "Attributes",
                            Repetition.REQUIRED,
                            105,
                            Field.string("key", Repetition.REQUIRED, 106),
                            Field.string("value", Repetition.OPTIONAL, 107))));

    @RegisterExtension
    static final LakeOfClients lake = new LakeOfClients("evolved", 3);

    private final RestCatalog client = lake.client();
    private final TableIdentifier name = lake.newName();
    private final AppendCommitter committer = lake.committer(client, name);
    private final ParquetFileWriter writer = new ParquetFileWriter(WriterOptions.defaults(), Compressor.uncompressed());

    private static RowBatch batch(String service, int rows, long stepMicros) {
        RowBatch batch = new RowBatch(WRITER);
        for (int i = rows - 1; i >= 0; i--) {
            batch.column(0).asLong().append(START + i * stepMicros);
            batch.column(1).asBinary().append(service + "-" + i);
            if (i % 3 == 0) {
                batch.column(2).asInt().appendNull();
            } else {
                batch.column(2).asInt().append(i);
            }
            batch.column(3).asDouble().append(i / 2.0);
            MapColumn map = batch.column(4).asMap();
            map.begin();
            map.key().asBinary().append("k");
            map.value().asBinary().append("v" + i);
            map.end();
        }
        return batch;
    }

    private List<AppendedFile> write(TableMetadata table, RowBatch batch) {
        TablePlan plan = TablePlan.of(table, WRITER, List.of("ServiceName", "Timestamp"));
        List<AppendedFile> files = new ArrayList<>();
        for (PartitionRows rows : plan.split(batch)) {
            ParquetFile file = writer.write(batch, rows.rows(), plan.fileSchema());
            String location = plan.location(lake.random().uuid() + ".parquet");
            lake.objects().write(location, Arrays.copyOf(file.array(), file.length()));
            AppendedFile appended = plan.appendedFile(location, rows, file.description());
            // As a queue would keep it.
            AppendedFile queued =
                    AppendedFile.parse(JsonValue.parseObject(appended.toJson().toUtf8()));
            assertEquals(appended, queued);
            files.add(queued);
        }
        return files;
    }

    private void append(TableMetadata table, RowBatch batch) {
        PendingAppend append = committer.prepare(table, write(table, batch), Map.of());
        assertInstanceOf(Committed.class, committer.commit(table, append, 3, new Backoff(1, 2)));
    }

    private Map<String, Record> rows(Expression filter) throws IOException {
        Map<String, Record> rows = new TreeMap<>();
        try (CloseableIterable<Record> read =
                IcebergGenerics.read(lake.table(name)).where(filter).build()) {
            for (Record row : read) {
                assertEquals(null, rows.put(row.getField("ServiceName").toString(), row), "a row twice");
            }
        }
        return rows;
    }

    private int plannedFiles(Expression filter) throws IOException {
        int files = 0;
        try (CloseableIterable<FileScanTask> tasks =
                lake.table(name).newScan().filter(filter).planFiles()) {
            for (FileScanTask task : tasks) {
                files += task.file().location().isEmpty() ? 0 : 1;
            }
        }
        return files;
    }

    @Test
    void rowsComeBackAndArePrunedByPartitionAndByBounds() throws IOException {
        TableMetadata table = client.loadOrCreateTable(name, LakeOfClients.definition(2));
        append(table, batch("a", 100, HOUR_MICROS / 25));
        append(client.loadTable(name), batch("b", 50, HOUR_MICROS / 25));
        Map<String, Record> rows = rows(Expressions.alwaysTrue());
        assertEquals(150, rows.size());
        Record row = rows.get("a-26");
        assertEquals(OffsetDateTime.parse("2026-01-02T04:02:24Z"), row.getField("Timestamp"));
        assertEquals(26, row.getField("Count"));
        assertEquals(13.0, row.getField("Value"));
        assertEquals(Map.of("k", "v26"), row.getField("Attributes"));
        assertEquals(null, rows.get("a-27").getField("Count"));
        assertEquals(6, plannedFiles(Expressions.alwaysTrue()));
        assertEquals(1, plannedFiles(Expressions.greaterThanOrEqual("Timestamp", START + 3 * HOUR_MICROS)));
        assertEquals(1, plannedFiles(Expressions.equal("ServiceName", "b-1")));
        assertEquals(2, plannedFiles(Expressions.equal("Value", 12.0)));
        assertEquals(
                25,
                rows(Expressions.greaterThanOrEqual("Timestamp", START + 3 * HOUR_MICROS))
                        .size());
        try (CloseableIterable<FileScanTask> tasks = lake.table(name).newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                assertEquals(1, task.file().sortOrderId());
                assertEquals(List.of(4L), task.file().splitOffsets());
            }
        }
    }

    @Test
    void columnsAddedRenamedDroppedAndPromotedByOthers() throws IOException {
        TableMetadata before = client.loadOrCreateTable(name, LakeOfClients.definition(2));
        append(before, batch("one", 10, 1));
        PendingAppend prepared = committer.prepare(before, write(before, batch("two", 10, 1)), Map.of());
        lake.table(name)
                .updateSchema()
                .addColumn("Extra", Types.StringType.get())
                .renameColumn("Value", "Amount")
                .updateColumn("Count", Types.LongType.get())
                .deleteColumn("Attributes")
                .commit();
        // What was prepared for the old schema is still good: ids do not change.
        assertInstanceOf(Committed.class, committer.commit(before, prepared, 3, new Backoff(1, 2)));
        TableMetadata after = client.loadTable(name);
        TablePlan plan = TablePlan.of(after, WRITER, List.of());
        assertEquals(List.of("Attributes"), plan.leftOut());
        append(after, batch("three", 10, 1));
        Map<String, Record> rows = rows(Expressions.alwaysTrue());
        assertEquals(30, rows.size());
        for (String service : List.of("one", "two", "three")) {
            Record row = rows.get(service + "-4");
            assertEquals(4L, row.getField("Count"));
            assertEquals(2.0, row.getField("Amount"));
            assertEquals(null, row.getField("Extra"));
        }
        assertEquals(3, rows(Expressions.equal("Count", 4L)).size());
        assertEquals(0, plannedFiles(Expressions.greaterThan("Count", 100L)));
    }

    /** Also the columns that the table is partitioned and sorted by, and those that have changed names with each other. */
    @Test
    void aRenamedColumnGoesOnReceivingItsValues() throws IOException {
        append(client.loadOrCreateTable(name, LakeOfClients.definition(2)), batch("one", 10, HOUR_MICROS));
        lake.table(name)
                .updateSchema()
                .renameColumn("Timestamp", "ts")
                .renameColumn("ServiceName", "service")
                .renameColumn("Attributes", "attrs")
                .renameColumn("Count", "swap")
                .commit();
        lake.table(name).updateSchema().renameColumn("Value", "Count").commit();
        lake.table(name)
                .updateSchema()
                .renameColumn("swap", "Value")
                .addColumn("ServiceName", Types.StringType.get())
                .commit();

        TableMetadata after = client.loadTable(name);
        assertEquals(List.of(), TablePlan.of(after, WRITER, List.of()).leftOut());
        append(after, batch("two", 10, HOUR_MICROS));

        Table table = lake.table(name);
        int rows = 0;
        try (CloseableIterable<Record> read = IcebergGenerics.read(table).build()) {
            for (Record row : read) {
                rows++;
                int i = Integer.parseInt(row.getField("service").toString().substring(4));
                OffsetDateTime time =
                        OffsetDateTime.parse("2026-01-02T03:00:00Z").plusHours(i);
                assertEquals(time, row.getField("ts"));
                assertEquals(i / 2.0, row.getField("Count"));
                assertEquals(i % 3 == 0 ? null : i, row.getField("Value"));
                assertEquals(Map.of("k", "v" + i), row.getField("attrs"));
                assertNull(row.getField("ServiceName"), "a new column of that name is another one");
            }
        }
        assertEquals(20, rows);
        // By the partition and by bounds.
        assertEquals(4, plannedFiles(Expressions.greaterThanOrEqual("ts", START + 8 * HOUR_MICROS)));
        assertEquals(1, plannedFiles(Expressions.equal("service", "two-7")));
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                assertEquals(1, task.file().sortOrderId());
            }
        }
    }

    @Test
    void aColumnThatWasDroppedAndAddedAgainIsAnotherOneUntilItIsRenamed() throws IOException {
        append(client.loadOrCreateTable(name, LakeOfClients.definition(2)), batch("one", 3, 1));
        lake.table(name).updateSchema().deleteColumn("Value").commit();
        lake.table(name)
                .updateSchema()
                .addColumn("Value", Types.DoubleType.get())
                .commit();
        append(client.loadTable(name), batch("two", 3, 1));
        lake.table(name).updateSchema().renameColumn("Value", "Amount").commit();
        append(client.loadTable(name), batch("three", 3, 1));

        Map<String, Record> rows = rows(Expressions.alwaysTrue());
        assertEquals(null, rows.get("one-2").getField("Amount"));
        assertEquals(1.0, rows.get("two-2").getField("Amount"));
        assertEquals(1.0, rows.get("three-2").getField("Amount"));
    }

    @Test
    void aColumnThatTakesTheNameOfADroppedOneDoesNotReceiveTwo() throws IOException {
        append(client.loadOrCreateTable(name, LakeOfClients.definition(2)), batch("one", 3, 1));
        lake.table(name).updateSchema().deleteColumn("Count").commit();
        lake.table(name).updateSchema().renameColumn("Value", "Count").commit();
        TableMetadata after = client.loadTable(name);
        assertEquals(List.of("Count"), TablePlan.of(after, WRITER, List.of()).leftOut());
        append(after, batch("two", 3, 1));
        assertEquals(1.0, rows(Expressions.alwaysTrue()).get("two-2").getField("Count"));
    }

    /** Engines order NaN differently: by bounds that leave it out DuckDB skipped files with it. */
    @Test
    void aFileWithNanHasNoBoundsForItsColumnAndCountsIt() throws IOException {
        TableMetadata table = client.loadOrCreateTable(name, LakeOfClients.definition(2));
        RowBatch batch = new RowBatch(WRITER);
        double[] values = {0.5, Double.NaN, 1};
        for (int i = 0; i < values.length; i++) {
            batch.column(0).asLong().append(START + i);
            batch.column(1).asBinary().append("nan-" + i);
            batch.column(2).asInt().append(i);
            batch.column(3).asDouble().append(values[i]);
            batch.column(4).asMap().begin();
            batch.column(4).asMap().end();
        }
        append(table, batch);
        try (CloseableIterable<FileScanTask> tasks =
                lake.table(name).newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                assertEquals(Map.of(4, 1L), task.file().nanValueCounts());
                assertNull(task.file().lowerBounds().get(4));
                assertNull(task.file().upperBounds().get(4));
                assertNotNull(task.file().upperBounds().get(3));
            }
        }
        assertEquals(1, rows(Expressions.isNaN("Value")).size());
        assertEquals(
                0,
                rows(Expressions.greaterThan("Value", 1.0)).values().stream()
                        .filter(row -> !((Double) row.getField("Value")).isNaN())
                        .count());
        assertEquals(2, rows(Expressions.lessThanOrEqual("Value", 1.0)).size());
    }

    @Test
    void aColumnThatTheTableHasInAnotherTypeIsAConflictThatNamesIt() {
        client.loadOrCreateTable(name, LakeOfClients.definition(2));
        Table table = lake.table(name);
        table.updateSchema()
                .deleteColumn("Value")
                .addColumn("Note", Types.StringType.get())
                .commit();
        table.updateSchema()
                .renameColumn("Note", "Value")
                .allowIncompatibleChanges()
                .addRequiredColumn("Tenant", Types.StringType.get())
                .requireColumn("Count")
                .commit();
        TableMetadata changed = client.loadTable(name);
        SchemaConflictException conflict =
                assertThrows(SchemaConflictException.class, () -> TablePlan.of(changed, WRITER, List.of()));
        assertEquals(
                List.of(
                        "Count: the table requires a value, the column written may be null",
                        "Value: the table has the type string, written is double",
                        "Tenant: the table requires this column, which is not written"),
                conflict.conflicts());

        // The way out: a column that could never hold our values is not followed when it is renamed.
        table.updateSchema()
                .makeColumnOptional("Count")
                .renameColumn("Value", "Note")
                .makeColumnOptional("Tenant")
                .commit();
        assertEquals(
                List.of("Value"),
                TablePlan.of(client.loadTable(name), WRITER, List.of()).leftOut());
        table.updateSchema().addColumn("Value", Types.DoubleType.get()).commit();
        assertEquals(
                List.of(),
                TablePlan.of(client.loadTable(name), WRITER, List.of()).leftOut());
    }

    @Test
    void aSpecChangedByOthersIsObeyedAndFilesOfTheOldOneAreStillGood() throws IOException {
        TableMetadata before = client.loadOrCreateTable(name, LakeOfClients.definition(2));
        PendingAppend prepared = committer.prepare(before, write(before, batch("old", 10, HOUR_MICROS)), Map.of());
        lake.table(name)
                .updateSpec()
                .removeField("Timestamp_hour")
                .addField(Expressions.day("Timestamp"))
                .addField(Expressions.bucket("ServiceName", 4))
                .addField(Expressions.truncate("Count", 5))
                .commit();
        assertInstanceOf(Committed.class, committer.commit(before, prepared, 3, new Backoff(1, 2)));
        append(client.loadTable(name), batch("new", 20, HOUR_MICROS));
        assertEquals(30, rows(Expressions.alwaysTrue()).size());
        TreeSet<String> specs = new TreeSet<>();
        Table table = lake.table(name);
        for (org.apache.iceberg.ManifestFile manifest : table.currentSnapshot().allManifests(table.io())) {
            specs.add(manifest.partitionSpecId() + " " + manifest.addedFilesCount());
        }
        assertEquals("0 10", specs.first());
        for (int i = 0; i < 20; i++) {
            assertEquals(1, rows(Expressions.equal("ServiceName", "new-" + i)).size());
            assertEquals(
                    i % 3 == 0 ? 0 : 1,
                    rows(Expressions.and(Expressions.equal("Count", i), Expressions.startsWith("ServiceName", "new")))
                            .size());
        }
        assertEquals(
                10,
                rows(Expressions.greaterThanOrEqual("Timestamp", START + 10 * HOUR_MICROS))
                        .size());
    }

    /** Orders of a table, and whether rows can be sorted so: then its files say that they are. */
    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(true, (UnaryOperator<ReplaceSortOrder>) o -> o.desc("Count", NullOrder.NULLS_LAST)),
                Arguments.of(true, (UnaryOperator<ReplaceSortOrder>)
                        o -> o.desc("Count", NullOrder.NULLS_FIRST).asc("ServiceName")),
                Arguments.of(true, (UnaryOperator<ReplaceSortOrder>)
                        o -> o.asc("Count", NullOrder.NULLS_LAST).desc("Value")),
                Arguments.of(true, (UnaryOperator<ReplaceSortOrder>)
                        o -> o.desc(Expressions.hour("Timestamp")).asc("Value")),
                Arguments.of(true, (UnaryOperator<ReplaceSortOrder>)
                        o -> o.asc("Count").desc(Expressions.year("Timestamp"))),
                Arguments.of(
                        true, (UnaryOperator<ReplaceSortOrder>) o -> o.desc(Expressions.truncate("ServiceName", 4))),
                Arguments.of(false, (UnaryOperator<ReplaceSortOrder>)
                        o -> o.asc(Expressions.truncate("ServiceName", 4)).asc("Value")),
                Arguments.of(
                        false, (UnaryOperator<ReplaceSortOrder>) o -> o.asc(Expressions.bucket("ServiceName", 4))));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void theOrderOfTheTableIsFollowedOrNotClaimed(boolean followed, UnaryOperator<ReplaceSortOrder> replace)
            throws IOException {
        client.loadOrCreateTable(name, LakeOfClients.definition(2));
        Table table = lake.table(name);
        table.updateSpec().removeField("Timestamp_hour").commit();
        replace.apply(table.replaceSortOrder()).commit();
        table.refresh();

        append(client.loadTable(name), batch("x", 60, HOUR_MICROS / 7));

        Comparator<StructLike> order = SortOrderComparators.forSchema(table.schema(), table.sortOrder());
        InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
        int descents = 0;
        Record previous = null;
        table.refresh();
        try (CloseableIterable<Record> read = IcebergGenerics.read(table).build()) {
            for (Record row : read) {
                if (previous != null && order.compare(wrapper.copyFor(previous), wrapper.copyFor(row)) > 0) {
                    descents++;
                }
                previous = row.copy();
            }
        }
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                assertEquals(
                        followed ? table.sortOrder().orderId() : 0, task.file().sortOrderId());
            }
        }
        assertTrue(!followed || descents == 0, descents + " rows come before one that they belong behind");
    }

    @Test
    void anUnpartitionedTableWithoutOrderGetsOneFileInThePreferredOrder() throws IOException {
        var definition = LakeOfClients.definition(3);
        TableMetadata table = client.loadOrCreateTable(
                name,
                new dev.otlp2parquet.iceberg.rest.CreateTableRequest(
                        definition.schema(),
                        dev.otlp2parquet.iceberg.partition.PartitionSpec.unpartitioned(),
                        dev.otlp2parquet.iceberg.partition.SortOrder.unsorted(),
                        "",
                        definition.properties()));
        List<AppendedFile> files = write(table, batch("x", 10, HOUR_MICROS));
        assertEquals(1, files.size());
        assertEquals(0, files.get(0).file().sortOrderId());
        PendingAppend append = committer.prepare(table, files, Map.of());
        assertInstanceOf(Committed.class, committer.commit(table, append, 1, new Backoff(1, 2)));
        List<String> order = new ArrayList<>();
        try (CloseableIterable<Record> read =
                IcebergGenerics.read(lake.table(name)).build()) {
            read.forEach(row -> order.add(row.getField("ServiceName").toString()));
        }
        List<String> sorted = new ArrayList<>(order);
        Collections.sort(sorted);
        assertEquals(sorted, order);
        assertEquals(10, order.size());
    }
}
