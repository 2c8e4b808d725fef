package dev.otlp2parquet.bench.allocations;

import com.sun.management.ThreadMXBean;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.OtlpTable;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.otlp.table.TableDefinitions;
import dev.otlp2parquet.otlp.table.TableOptions;
import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints a line for each argument {@code signal,format,profile,path of a body}: the bytes allocated while the body becomes files,
 * with objects of its own and with those of the request before.
 *
 * <p>Run it with {@code -Xint}: the compiler leaves out allocations as it sees fit, the interpreter does all, always the same.
 */
public final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final TableDefinitions TABLES = new TableDefinitions(TableOptions.DEFAULT);

    private final Signal signal;
    private final RequestFormat format;
    private final WriterOptions.Builder options;
    private final byte[] body;

    private Allocations(String signal, String format, String profile, byte[] body) {
        this.signal = Signal.valueOf(signal.toUpperCase(Locale.ROOT));
        this.format = RequestFormat.valueOf(format.toUpperCase(Locale.ROOT));
        this.options = WriterOptions.builder().encodings(EncodingProfile.valueOf(profile.toUpperCase(Locale.ROOT)));
        this.body = body;
    }

    public static void main(String[] arguments) throws IOException, InvalidRequestException {
        for (String argument : arguments) {
            String[] parts = argument.split(",", 4);
            Allocations allocations =
                    new Allocations(parts[0], parts[1], parts[2], Files.readAllBytes(Path.of(parts[3])));
            // Loads the classes.
            allocations.first();
            System.out.println(allocations.first() + " " + allocations.again());
        }
    }

    private long first() throws InvalidRequestException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        write(new OtlpDecoder(), new TableBatches(TABLES, 0));
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private long again() throws InvalidRequestException {
        OtlpDecoder decoder = new OtlpDecoder();
        TableBatches batches = new TableBatches(TABLES, 0);
        write(decoder, batches);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        batches.reset();
        write(decoder, batches);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** One file for each table, as the Worker writes them. */
    private void write(OtlpDecoder decoder, TableBatches batches) throws InvalidRequestException {
        batches.beginRequest(0);
        decoder.decode(signal, format, body, 0, body.length, batches);
        for (OtlpTable table : OtlpTable.values()) {
            RowBatch batch = batches.batch(table);
            if (batch == null || batch.rows() == 0) {
                continue;
            }
            TableDefinition definition = batches.definition(table);
            List<SortKey> keys = new ArrayList<>();
            for (String column : definition.shape().sortColumns()) {
                keys.add(SortKey.of(definition.schema().indexOf(column)));
            }
            RowOrder order = RowOrder.of(batch, keys);
            WriterOptions own = options.bloomFilterColumns(definition.shape().bloomFilterColumns())
                    .build();
            new ParquetFileWriter(own, new SnappyCompressor()).write(batch, order.selection(0, order.size()));
        }
    }
}
