package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.lake.file.FileRows;
import dev.otlp2parquet.lake.file.NamedFile;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.OtlpTable;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.otlp.table.TableDefinitions;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the rows of a table are cut into parts. */
class PartPlanTest {

    private final TableDefinitions definitions = new TableDefinitions(TableOptions.DEFAULT);

    /** Log records in hours of their own, from one on. */
    private RowBatch batch(int from, int hours) throws Exception {
        StringBuilder json = new StringBuilder("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[");
        for (int i = 0; i < hours; i++) {
            json.append(i > 0 ? "," : "")
                    .append("{\"timeUnixNano\":\"")
                    .append((from + i) * 3_600_000_000_000L)
                    .append("\"}");
        }
        byte[] body = json.append("]}]}]}").toString().getBytes(StandardCharsets.UTF_8);
        TableBatches batches = new TableBatches(definitions, 0);
        batches.beginRequest(0);
        new OtlpDecoder().decode(Signal.LOGS, RequestFormat.JSON, body, 0, body.length, batches);
        return batches.batch(OtlpTable.LOGS);
    }

    private void add(PartPlan plan, int from, int hours, int hoursOfFile) throws Exception {
        RowBatch batch = batch(from, hours);
        List<FileRows> files = new ArrayList<>();
        for (int i = 0; i < hours; i += hoursOfFile) {
            RowSelection rows = RowSelection.range(i, Math.min(hours, i + hoursOfFile));
            files.add(new UnnamedRows("file " + (from + i) / hoursOfFile, rows));
        }
        plan.add(Cells.of(definitions.of(OtlpTable.LOGS).shape(), batch, new JdkDigest()), files, batch.rows());
    }

    /** Rows of a file that is never written. */
    private static final class UnnamedRows extends FileRows {
        UnnamedRows(String partition, RowSelection rows) {
            super(partition, rows, 0);
        }

        @Override
        public NamedFile named(ParquetFile file, long earliestMicros) {
            throw new AssertionError("the file is not written");
        }
    }

    private static List<Long> hours(List<Cell> cuts) {
        return cuts.stream().map(Cell::hour).toList();
    }

    @Test
    void aPartHasAsManyFilesAsAnAlarmMayStore() throws Exception {
        PartPlan plan = new PartPlan();
        add(plan, 0, 25, 1);
        List<Cell> cuts = plan.cuts(10);
        assertEquals(List.of(10L, 20L), hours(cuts));
        assertFalse(plan.isCutShort(cuts));
    }

    @Test
    void cellsOfOneFileStayTogether() throws Exception {
        PartPlan plan = new PartPlan();
        add(plan, 0, 100, 24);
        assertEquals(5, plan.files());
        assertEquals(List.of(48L, 96L), hours(plan.cuts(2)));
    }

    @Test
    void whatIsBehindTheLastOfManyCutsHasItsOwnTurn() throws Exception {
        PartPlan plan = new PartPlan();
        add(plan, 0, 1_000, 1);
        List<Cell> cuts = plan.cuts(10);
        assertEquals(PartPlan.MAX_PARTS - 1, cuts.size());
        assertTrue(plan.isCutShort(cuts));
    }

    @Test
    void ofHundredThousandsOfCellsTheFirstAreKeptWhateverOrderTheyComeIn() throws Exception {
        PartPlan plan = new PartPlan();
        for (int from = 80_000; from >= 0; from -= 20_000) {
            add(plan, from, 20_000, 1);
        }
        List<Cell> cuts = plan.cuts(10_000);
        assertEquals(List.of(10_000L, (long) PartPlan.MAX_CELLS), hours(cuts));
        assertTrue(plan.isCutShort(cuts), "what is not kept is cut again");
        assertTrue(plan.files() > 10_000);
    }
}
