package dev.otlp2parquet.worker;

import dev.otlp2parquet.otlp.CountingSink;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.TelemetrySink;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import dev.otlp2parquet.otlp.table.FileMetadata;
import dev.otlp2parquet.otlp.table.OtlpTable;
import dev.otlp2parquet.otlp.table.RowMeter;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.otlp.table.TableDefinitions;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.otlp.table.Workspace;
import dev.otlp2parquet.otlp.table.Workspaces;
import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * The bodies of one run on their way into one file for each table, its rows in the table's sort order, as the Worker writes them. Each
 * stage includes those before it, so that the cost of one is the difference of two runs.
 */
final class BenchRun {

    /** Decodes and validates, keeps nothing. The stage before only copies the bodies into Java. */
    private static final int DECODE = 1;

    /** Appends to the columns. */
    private static final int BUILD = 2;

    /** Sorts and writes the files without compressing; the fourth stage compresses too. */
    private static final int ENCODE = 3;

    private static final Workspaces WORKSPACES =
            new Workspaces(new TableDefinitions(TableOptions.DEFAULT), AttributeLimits.DEFAULT);

    private final HostRequest request;
    private final Signal signal;
    private final RequestFormat format;
    private final EncodingProfile profile;
    private final int stage;
    private final Workspace workspace = WORKSPACES.borrow();
    private final TableBatches batches = workspace.batches();
    private final TelemetrySink sink;
    private final List<Integer> tables = new ArrayList<>();
    private final List<ParquetFile> files = new ArrayList<>();
    private int rows;

    BenchRun(HostRequest request, int signal, boolean json, boolean modern, int stage) {
        this.request = request;
        this.signal = signal(signal);
        this.format = json ? RequestFormat.JSON : RequestFormat.PROTOBUF;
        this.profile = modern ? EncodingProfile.MODERN : EncodingProfile.COMPATIBLE;
        this.stage = stage;
        this.sink = stage < BUILD ? new CountingSink() : batches;
    }

    void decode(int length) throws InvalidRequestException {
        byte[] bytes = WORKSPACES.borrowBody(length);
        Window.takeInbox(request, bytes, 0, length);
        if (stage >= DECODE) {
            decode(bytes, length);
        }
        WORKSPACES.giveBackBody(bytes);
    }

    private void decode(byte[] bytes, int length) throws InvalidRequestException {
        if (stage >= BUILD) {
            batches.beginRequest(0);
        }
        // As a receiver does.
        RowMeter meter = new RowMeter(sink, RowMeter.MAX_BYTES);
        DecodeResult result = workspace.decoder().decode(signal, format, bytes, 0, length, meter);
        if (result.rejected() > 0) {
            throw new IllegalStateException(result.firstRejection());
        }
        rows += result.accepted();
    }

    int finish() {
        if (stage >= ENCODE) {
            write();
        }
        WORKSPACES.giveBack(workspace);
        return files.size();
    }

    private void write() {
        Compressor compressor = stage == ENCODE ? Compressor.uncompressed() : HostCompressor.of(request, Codec.ZSTD);
        OtlpTable[] all = OtlpTable.values();
        for (int i = 0; i < all.length; i++) {
            RowBatch batch = batches.batch(all[i]);
            if (batch != null && batch.rows() > 0) {
                tables.add(i);
                files.add(write(batches.definition(all[i]), batch, compressor));
            }
        }
    }

    int file(int index) {
        ParquetFile file = files.get(index);
        Window.fillOutbox(request, file.array(), 0, file.length());
        return tables.get(index);
    }

    int rows() {
        return rows;
    }

    private static Signal signal(int number) {
        return switch (number) {
            case 0 -> Signal.LOGS;
            case 1 -> Signal.TRACES;
            case 2 -> Signal.METRICS;
            default -> throw new IllegalArgumentException("no signal has the number " + number);
        };
    }

    private ParquetFile write(TableDefinition definition, RowBatch batch, Compressor compressor) {
        List<SortKey> keys = new ArrayList<>();
        List<SortingColumn> sorting = new ArrayList<>();
        for (String column : definition.shape().sortColumns()) {
            int index = definition.schema().indexOf(column);
            keys.add(SortKey.of(index));
            sorting.add(SortingColumn.ascending(index));
        }
        WriterOptions options = WriterOptions.builder()
                .encodings(profile)
                .bloomFilterColumns(definition.shape().bloomFilterColumns())
                .createdBy("otlp2parquet version " + Program.VERSION)
                .keyValue(FileMetadata.VERSION_KEY, Program.VERSION)
                .keyValue(FileMetadata.SCHEMA_VERSION_KEY, FileMetadata.SCHEMA_VERSION)
                .keyValue(FileMetadata.SIGNAL_KEY, FileMetadata.signal(signal))
                .sortingColumns(sorting)
                .build();
        RowOrder order = RowOrder.of(batch, keys);
        return new ParquetFileWriter(options, compressor).write(batch, order.selection(0, order.size()));
    }
}
